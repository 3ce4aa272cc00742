import { type Day, dayFromNumber, dayNumber } from '../../../kernel/time.ts';

/** A month as it is written: `2026-01`. */
export type Month = string;

/** Consecutive months with the day on which each closes: its last one, or the as-of day while it is not over. */
export interface MonthGrid {
  readonly months: readonly Month[];
  readonly closings: readonly Day[];
  /** Day numbers of the closings. */
  readonly ends: Int32Array;
  /** The month of a day: its position, -1 before the first month. A day after the last closing has none that counts it. */
  monthOf(day: number): number;
}

/** Further back than this, what happened is part of the first opening: 600 months. */
const MOST = 600;

/**
 * The months from the one of a day up to the as-of day.
 *
 * @param first  Any day of the first month; at most 600 months are made.
 * @param asOf   The last day that counts.
 * @returns      The months; one at least.
 * @example      monthGrid(day('2026-01-15'), day('2026-02-03')).closings // => ['2026-01-31', '2026-02-03']
 */
export function monthGrid(first: Day, asOf: Day): MonthGrid {
  const last = monthIndex(asOf);
  const start = Math.min(last, Math.max(monthIndex(first), last - MOST + 1));
  const starts = Int32Array.from({ length: last - start + 2 }, (_, index) => dayNumber(firstDay(start + index)));
  const ends = Int32Array.from({ length: last - start + 1 }, (_, index) => (starts[index + 1] ?? 0) - 1);
  ends[ends.length - 1] = dayNumber(asOf);
  const origin = starts[0] ?? 0;
  const byDay = new Int16Array((ends.at(-1) ?? 0) - origin + 1);
  for (let month = 0; month < ends.length; month++) byDay.fill(month, (starts[month] ?? 0) - origin, (ends[month] ?? 0) - origin + 1);
  return {
    months: Array.from(ends, (_, index) => monthName(start + index)),
    closings: Array.from(ends, dayFromNumber),
    ends,
    monthOf: (day) => (day < origin ? -1 : (byDay[day - origin] ?? ends.length)),
  };
}

function monthIndex(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthName(index: number): Month {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function firstDay(index: number): Day {
  return `${monthName(index)}-01` as Day;
}
