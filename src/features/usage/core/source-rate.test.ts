import { expect, test } from 'vitest';
import { RATE_DAYS, rateOf, sourceState } from './source-rate.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 100 * DAY + 10 * HOUR + 20 * 60_000;
const LAST = 100 * DAY + 9 * HOUR;

test('the last full hour stands against the median of that hour on the days before', () => {
  const hours = new Map([
    [LAST, 5],
    [LAST + HOUR, 99],
    ...Array.from({ length: RATE_DAYS }, (_, ago) => [LAST - (ago + 1) * DAY, ago] as [number, number]),
  ]);
  expect(rateOf(hours, NOW)).toMatchObject({ lastHour: 5, typicalHour: 6.5 });
});

test('days are counted whole, the last one up to the last full hour', () => {
  const { days } = rateOf(
    new Map([
      [LAST, 5],
      [LAST - 23 * HOUR, 2],
      [LAST - 24 * HOUR, 40],
      [LAST - 20 * DAY, 7],
    ]),
    NOW,
  );
  expect(days).toHaveLength(RATE_DAYS);
  expect(days.slice(-3)).toEqual([0, 40, 7]);
});

test('nothing is typical of a source that has sent on fewer than three days', () => {
  expect(
    rateOf(
      new Map([
        [LAST - DAY, 5],
        [LAST - 2 * DAY, 5],
      ]),
      NOW,
    ).typicalHour,
  ).toBeNull();
  expect(
    rateOf(
      new Map([
        [LAST - DAY, 5],
        [LAST - 2 * DAY, 5],
        [LAST - 3 * DAY - HOUR, 1],
      ]),
      NOW,
    ).typicalHour,
  ).toBe(0);
});

test('decision 0004: the fourth day without a delivery is the first silent one; a retired source is not waited for', () => {
  const known = { events: 5, retired: false };
  expect([12, 13, 14].map((today) => sourceState({ ...known, lastDay: 10 }, today))).toEqual(['fresh', 'fresh', 'silent']);
  expect(sourceState({ ...known, lastDay: null }, 14)).toBe('silent');
  expect(sourceState({ lastDay: 1, events: 5, retired: true }, 14)).toBe('retired');
  expect(sourceState({ lastDay: null, events: 0, retired: false }, 14)).toBe('only-refused');
});
