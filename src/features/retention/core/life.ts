import type { Column } from '../../../kernel/column.ts';
import { type Outcome, outcomeDays, toldUntil } from '../../lab/core/outcomes.ts';

/** How a customer stayed. Days are day numbers. */
export interface Life {
  /** The day from which its time counts: the first paid one; the first of use where dormancy is asked of. */
  readonly startsOn: number;
  /** The first day on which it was gone; null while it is here. A later return does not take it back. */
  readonly endedOn: number | null;
  /** Up to which day it can be told, gone or not; on or after the start. */
  readonly toldUntil: number;
}

/** By what a customer is gone: an outcome of the lab. */
export type Ending = Extract<Outcome, { readonly kind: 'ended' | 'dormant' }>;

/**
 * The life of a customer, from its start to the outcome or as far as it can be told.
 *
 * @param ending   What counts as gone.
 * @param columns  `arr` for an end, `dau` for a dormancy, from the first live day to today.
 * @param live     First and last live day; the last one Infinity while there is none.
 * @returns        The life; null where it never began. One that began too late for anything to be told is followed for no day. Who pays lives from the first paid day, and who never paid from the first live day. Asked about
 *                 dormancy, a customer that ended is followed up to the end less the length of a dormancy: what it would have done nobody knows.
 * @source         Outcomes as the lab finds them: gaps of up to 30 days are late renewals, and an end is told only when they are over.
 * @example        lifeOf({ kind: 'ended' }, { arr: { from: 0, values: Float64Array.of(0, 9, ...new Array(40).fill(0)), reasons: new Uint8Array(42) } }, { startsOn: 0, endsOn: Infinity }) // => { startsOn: 1, endedOn: 2, toldUntil: 11 }
 */
export function lifeOf(
  ending: Ending,
  columns: Readonly<Record<string, Column>>,
  live: { readonly startsOn: number; readonly endsOn: number },
): Life | null {
  const startsOn = ending.kind === 'ended' ? paidFrom(columns.arr, live.startsOn) : firstAbove(columns.dau);
  if (startsOn === null) return null;
  const known = toldUntil(ending, columns);
  const told = Math.max(startsOn, ending.kind === 'ended' ? known : Math.min(known, live.endsOn - ending.days));
  const endedOn = outcomeDays(ending, columns).find((day) => day > startsOn && day <= told) ?? null;
  return { startsOn, endedOn, toldUntil: told };
}

function paidFrom(arr: Column | undefined, startsOn: number): number | null {
  if (arr === undefined) return null;
  return firstAbove(arr) ?? startsOn;
}

function firstAbove(column: Column | undefined): number | null {
  const index = column?.values.findIndex((value) => value > 0) ?? -1;
  return column === undefined || index === -1 ? null : column.from + index;
}

/**
 * The same day of the month so many months later; the last one of a month that is shorter.
 *
 * @param day     Day number.
 * @param months  Whole months; negative for earlier.
 * @returns       Day number.
 * @example       dayFromNumber(anniversary(dayNumber('2024-01-31'), 13)) // => '2025-02-28'
 */
export function anniversary(day: number, months: number): number {
  const month = monthOf(day);
  const first = monthStart(month + months);
  return first + Math.min(day - monthStart(month), monthStart(month + months + 1) - first - 1);
}

/** The month of a day, counted from January 1970: guessed from the mean length, then put right. */
function monthOf(day: number): number {
  let month = Math.floor(day / 30.436875);
  while (monthStart(month) > day) month -= 1;
  while (monthStart(month + 1) <= day) month += 1;
  return month;
}

/** Day number of the first of a month: by arithmetic, because lives have many months and there are many lives. */
function monthStart(month: number): number {
  // March is the first month of this year, so that a leap day is its last.
  const shifted = month + 10;
  const [year, inYear] = [1969 + Math.floor(shifted / 12), shifted - 12 * Math.floor(shifted / 12)];
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + Math.floor((153 * inYear + 2) / 5) - DAYS_TO_1970;
}

/** Days from 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468;

/**
 * A life in whole periods: how many it was followed for, and in which one it ended. Who ends on the day of a renewal did not renew.
 *
 * @param life    The life.
 * @param months  Length of a period.
 * @returns       `followed`: periods of which all is told. `left`: the number of the period, from 1, in or at the end of which it ended, of
 *                those that are told; null where it ended in none of them.
 * @example       periodsOf({ startsOn: dayNumber('2023-01-01'), endedOn: dayNumber('2024-01-01'), toldUntil: dayNumber('2025-06-30') }, 12) // => { followed: 2, left: 1 }
 */
export function periodsOf({ startsOn, endedOn, toldUntil: told }: Life, months: number): { followed: number; left: number | null } {
  let followed = 0;
  while (anniversary(startsOn, (followed + 1) * months) <= told) followed += 1;
  if (endedOn === null) return { followed, left: null };
  let left = 1;
  while (anniversary(startsOn, left * months) < endedOn) left += 1;
  return { followed, left: left <= followed ? left : null };
}

/**
 * Where a customer stands in its present period.
 *
 * @param startsOn  Day number of its start.
 * @param today     Day number, on or after the start.
 * @param months    Length of a period.
 * @returns         `renewal`: the number of the renewal that comes next, from 1. `rest`: the share of the period that is still to come, of which today is the first day.
 * @example         placeInPeriod(dayNumber('2024-01-01'), dayNumber('2025-07-02'), 12) // => { renewal: 2, rest: 183 / 365 }
 */
export function placeInPeriod(startsOn: number, today: number, months: number): { readonly renewal: number; readonly rest: number } {
  let renewal = 1;
  while (anniversary(startsOn, renewal * months) <= today) renewal += 1;
  const [from, next] = [anniversary(startsOn, (renewal - 1) * months), anniversary(startsOn, renewal * months)];
  return { renewal, rest: (next - today) / (next - from) };
}
