import { describe, expect, test } from 'vitest';
import { addDays, day } from '../../kernel/time.ts';
import type { Palette } from './palette.ts';
import { gapsOf, type SeriesPoint } from './series-points.ts';
import { hatchLines, type UsageChart, usageOption } from './usage-option.ts';

const palette: Palette = {
  ink: 'ink',
  ink2: 'ink2',
  ink3: 'ink3',
  ink4: 'ink4',
  line: 'line',
  lineStrong: 'strong',
  hatch: 'hatch',
  paper: 'paper',
  font: 'sans',
};
const main: SeriesPoint[] = [0.5, 0.4, null, null, 0.178].map((value, index) => ({
  day: addDays(day('2026-10-29'), index),
  value,
  ...(value === null && { reason: 'source-silent' as const }),
}));

const chart: UsageChart = {
  raw: [],
  main,
  gaps: gapsOf(main),
  width: 400,
  threshold: { value: 0.2, label: '20% 线' },
  expected: { value: 0.6, label: '期望 60%' },
  write: (value) => `${value * 100}%`,
  writeAxis: (value) => `${value * 100}`,
  writeMonth: (value) => value.slice(5, 7),
  writeDay: (value) => value,
  writeGap: () => '数据不足',
};

function list(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
}

describe('the usage chart', () => {
  test('Unknown days break the line: nulls stay nulls and are never connected', () => {
    const line = list(usageOption(chart, palette).series).find((series) => series.id === 'main');
    expect(line?.connectNulls).toBe(false);
    expect(list(line?.data).map((point) => point.value)).toEqual([0.5, 0.4, null, null, 0.178]);
  });

  test('each gap is one hatched run', () => {
    const gaps = list(usageOption(chart, palette).series).find((series) => series.id === 'gaps');
    expect(gaps?.data).toEqual([[2, 3]]);
  });

  test('the last Known value is written at the end of the line; there is no legend', () => {
    const option = usageOption(chart, palette);
    const line = list(option.series).find((series) => series.id === 'main');
    expect(JSON.stringify(list(line?.data).at(-1)?.label)).toContain('17.8%');
    expect(list(line?.data).filter((point) => point.label)).toHaveLength(1);
    expect(option.legend).toBeUndefined();
    expect(option.animation).toBe(false);
  });

  test('the axis begins at zero and reaches the expectation, so that no mark is dropped', () => {
    const axis = list(usageOption(chart, palette).yAxis)[0];
    expect(axis?.min).toBe(0);
    expect(axis?.max).toBeGreaterThanOrEqual(0.6);
    const line = list(usageOption(chart, palette).series).find((series) => series.id === 'main');
    expect(list((line?.markLine as { data: unknown } | undefined)?.data)).toHaveLength(2);
  });

  test('the same input gives the same option', () => {
    expect(JSON.stringify(usageOption(chart, palette))).toBe(JSON.stringify(usageOption(chart, palette)));
  });

  test('hatching covers its box from corner to corner', () => {
    const lines = hatchLines({ x: 10, y: 10, width: 20, height: 30 });
    expect(Math.min(...lines.map((line) => line.x2))).toBeLessThanOrEqual(10);
    expect(Math.max(...lines.map((line) => line.x1))).toBeGreaterThanOrEqual(30);
  });
});
