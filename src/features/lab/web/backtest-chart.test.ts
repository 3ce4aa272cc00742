import { expect, test } from 'vitest';
import type { BackTestAnswer } from '../contract-backtest.ts';
import { areaChart, monthsAbove, tenMarks } from './backtest-chart.ts';

const bounds = (estimate: number) => ({ estimate, low: estimate - 0.1, high: estimate + 0.1 });
const month = (cutOff: string, area: number | null): BackTestAnswer['cutOffs'][number] => ({
  ...{ cutOff, rows: 10, outcomes: 3, prArea: null, top: null, single: null, singleTop: null, exclusions: [] },
  ...{ area: area === null ? null : bounds(area), singleArea: area === null ? null : bounds(0.6) },
});

test('areas stand on a scale that has the toss of a coin, and months that could not be judged stay empty', () => {
  const cutOffs = [month('2026-01-31', 0.8), month('2026-02-28', null), month('2026-03-31', 0.45)];
  const { points, ticks, names, width } = areaChart(cutOffs);
  expect(ticks.map(({ value }) => value)).toEqual([0.5, 0.75, 1]);
  expect(points.map(({ own }) => own?.value ?? null)).toEqual([0.8, null, 0.45]);
  const [first, , last] = points;
  expect((first?.own?.y ?? 0) < (last?.own?.y ?? 0)).toBe(true);
  expect((first?.own?.high ?? 0) < (first?.own?.low ?? 0)).toBe(true);
  expect(names).toHaveLength(3);
  expect(points.every(({ x }) => x > 0 && x < width)).toBe(true);
  expect(monthsAbove(cutOffs)).toEqual({ above: 1, of: 2 });
});

test('ten marks hold a share', () => {
  const marks = tenMarks(0.327);
  expect(marks.slice(0, 5).map((part) => Number(part.toFixed(2)))).toEqual([1, 1, 1, 0.27, 0]);
  expect(marks.reduce((sum, part) => sum + part, 0)).toBeCloseTo(3.27, 12);
});
