import { expect, test } from 'vitest';
import type { Day } from '../../../kernel/time.ts';
import { weekUnits } from './week-units.ts';

const day = (text: string): Day => text as Day;
const period = { from: day('2026-11-02'), to: day('2026-11-18') };

test('every week has its squares, hits first, and its outcomes', () => {
  const chart = weekUnits(
    period,
    [{ monday: day('2026-11-09'), hit: 1, miss: 2, undecided: 0 }],
    [
      { day: day('2026-11-04'), warnedOn: null },
      { day: day('2026-11-18'), warnedOn: day('2026-11-10') },
    ],
  );
  expect(chart).toEqual({
    perUnit: 1,
    highest: 3,
    weeks: [
      { monday: '2026-11-02', units: [], caught: 0, missed: 1 },
      { monday: '2026-11-09', units: ['hit', 'miss', 'miss'], caught: 0, missed: 0 },
      { monday: '2026-11-16', units: [], caught: 1, missed: 0 },
    ],
  });
});

test('where there are too many, a square stands for several', () => {
  const chart = weekUnits(period, [{ monday: day('2026-11-09'), hit: 1, miss: 200, undecided: 3 }], []);
  expect(chart.perUnit).toBe(17);
  expect(chart.weeks[1]?.units).toEqual(['hit', ...new Array(12).fill('miss'), 'undecided']);
});
