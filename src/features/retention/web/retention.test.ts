import { expect, test } from 'vitest';
import { bandOutline, type CurveChart, curveOption, valueAt } from './curve-option.ts';
import { retentionSearch } from './retention-search.ts';
import { escaped } from './tip.ts';

test('an address says what is asked; what it says wrongly counts as not said', () => {
  expect(retentionSearch({})).toEqual({ asked: {}, view: 'survival', line: null });
  expect(
    retentionSearch({
      ...{ outcome: 'dormant:90', by: 'custom.规模', only: 'industry:制造', since: '2024-01-01', months: '3', fittedTo: 6 },
      ...{ cohort: 'quarter', measure: 'net', view: 'cohorts', line: 'nrr-110', asOf: '2026-06-30' },
    }),
  ).toEqual({
    asked: {
      ...{ outcome: 'dormant:90', by: 'custom.规模', only: 'industry:制造', since: '2024-01-01', months: 3, fittedTo: 6 },
      ...{ cohort: 'quarter', measure: 'net', asOf: '2026-06-30' },
    },
    view: 'cohorts',
    line: 'nrr-110',
  });
  expect(
    retentionSearch({
      ...{ outcome: 'dormant:3', by: '<script>', only: 'password:x', since: '2024-02-30', months: 5, fittedTo: 1 },
      ...{ cohort: 'week', measure: 'gold', view: 'all', line: '__proto__', asOf: 7 },
    }),
  ).toEqual({ asked: {}, view: 'survival', line: null });
});

test('a line is read where it is pointed at: a step keeps its share, a slope goes straight, and beyond its ends there is none', () => {
  const points = [
    [0, 1],
    [10, 0.5],
    [20, 0.5],
  ] as const;
  expect([-1, 0, 5, 10, 21].map((x) => valueAt({ points, steps: true }, x))).toEqual([null, 1, 1, 0.5, null]);
  expect(valueAt({ points, steps: false }, 5)).toBe(0.75);
  expect(escaped('<b>"A" & B</b>')).toBe('&lt;b>&quot;A&quot; &amp; B&lt;/b>');
});

test('a band goes along its upper edge and back along the lower one, in steps like its line', () => {
  const band = [
    [0, 0.8, 1],
    [5, 0.4, 0.7],
  ] as const;
  expect(bandOutline(band, true)).toEqual([
    [0, 1],
    [5, 1],
    [5, 0.7],
    [5, 0.4],
    [5, 0.8],
    [0, 0.8],
  ]);
  expect(bandOutline(band, false)).toHaveLength(4);
});

test('the option draws each line with a look of its own, its band below it, and names the zones once', () => {
  const palette = { ink: 'i', ink2: 'i2', ink3: 'i3', ink4: 'i4', line: 'l', lineStrong: 'ls', hatch: 'h', paper: 'p', font: 'f' };
  const line = { name: 'A', points: [[0, 1] as const, [9, 0.5] as const], steps: true };
  const chart: CurveChart = {
    lines: [
      { ...line, look: 0, band: [[0, 0.9, 1]] },
      { ...line, look: 1 },
    ],
    ...{ last: 9, ticks: [0, 9], writeTick: String, most: 1, tip: (x) => `at ${x}` },
    zones: [{ from: 0, to: 9, name: '拟合' }],
  };
  const { series, tooltip } = curveOption(chart, palette) as {
    series: { id: string; markLine?: { data: unknown[] } }[];
    tooltip: { formatter(params: unknown): string };
  };
  expect(series.map(({ id, markLine }) => [id, markLine?.data.length])).toEqual([
    ['band-0', undefined],
    ['line-0', 1],
    ['line-1', undefined],
  ]);
  expect([tooltip.formatter([{ axisValue: 4 }]), tooltip.formatter([])]).toEqual(['at 4', '']);
});
