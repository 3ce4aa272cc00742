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
  unfinished: null,
  marks: [],
  width: 400,
  height: 210,
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

  test('a day that is not over is dotted to a hollow point, and the line of days stops before it', () => {
    const raw = main.map((point) => ({ ...point, value: 0.3 }));
    const series = list(usageOption({ ...chart, raw, unfinished: '，还没过完' }, palette).series);
    expect(series.find((one) => one.id === 'raw')?.data).toEqual([0.3, 0.3, 0.3, 0.3, null]);
    const today = series.find((one) => one.id === 'unfinished');
    expect(today).toMatchObject({ lineStyle: { type: 'dotted' }, itemStyle: { color: 'paper' } });
    expect(list(today?.data).map((point) => point.value)).toEqual([null, null, null, 0.3, 0.3]);
    expect(list(usageOption({ ...chart, raw }, palette).series).some((one) => one.id === 'unfinished')).toBe(false);
  });

  test('labels of the marks stand in the margin, and make way for the label of the line', () => {
    const marks = (end: number): Record<string, unknown>[] => {
      const ended = [...main.slice(0, 4), { day: addDays(day('2026-10-29'), 4), value: end }];
      const line = list(usageOption({ ...chart, main: ended }, palette).series).find((series) => series.id === 'main');
      return list((line?.markLine as { data: unknown } | undefined)?.data).map((mark) => mark.label as Record<string, unknown>);
    };
    expect(marks(0.4).map((label) => [label.position, label.verticalAlign])).toEqual([
      ['end', 'middle'],
      ['end', 'middle'],
    ]);
    expect(marks(0.21).map((label) => label.verticalAlign)).toEqual(['middle', 'top']);
    expect(marks(0.58).map((label) => label.verticalAlign)).toEqual(['bottom', 'middle']);
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
