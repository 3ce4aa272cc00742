import { type Day, day, dayNumber, daysBetween } from '../../kernel/time.ts';

/** How busy offices are, January to December: quiet in high summer and before the Spring Festival, busy before the year's end. */
const OF_MONTH = [0.97, 0.95, 1.02, 1, 1, 1.02, 0.97, 0.95, 1.02, 1, 1, 1.04] as const;
/** Monday to Sunday. */
const OF_WEEKDAY = [1.04, 1.01, 1, 1, 0.95, 1, 1] as const;
/** First days of the lunar year. */
const NEW_YEARS = ['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06'].map(day);
/** People leave for home before the festival and come back after it. */
const LEAVING_DAYS = 10;
const RETURNED_DAYS = 15;
const MONDAY = 4;

/**
 * How much more or less invented people work on a day than on others of its kind.
 *
 * @param on  A civil day.
 * @returns   A factor around 1.
 * @example   season('2026-11-18') // => 1
 */
export function season(on: Day): number {
  const month = OF_MONTH[Number(on.slice(5, 7)) - 1] ?? 1;
  // Day 0 was a Thursday.
  const weekday = OF_WEEKDAY[(dayNumber(on) + 7 - MONDAY) % 7] ?? 1;
  return month * weekday * festival(on);
}

function festival(on: Day): number {
  for (const first of NEW_YEARS) {
    const since = daysBetween(first, on);
    if (since >= -LEAVING_DAYS && since < 0) return 0.6 + (0.35 * -since) / LEAVING_DAYS;
    if (since >= 0 && since < RETURNED_DAYS) return 0.8;
  }
  return 1;
}
