import { isWorkingDay, type WorkCalendar } from '../../../kernel/calendar.ts';
import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { SILENCE_LIMITS } from './usage-columns.ts';

/** Both look at so many civil days: a month. */
export const MONTH_DAYS = 30;
/** A proposal rests on so many good days (settled 4 has 28 as the window of activity). */
export const GOOD_DAYS = 28;
/** The smallest activity that can be expected: a share of 0 would divide by nothing. */
const LEAST_ACTIVITY = 0.01;

const SILENT = reasonCode('source-silent');

/**
 * How a customer used the product in the trailing month: on how many days, and by how many users on those days.
 *
 * @param dau   Daily users, from `from − 29` on.
 * @param from  Day number of the first cell.
 * @param to    Day number of the last cell, included.
 * @returns     `days`: days with at least one user. `users`: the mean over those days, 0 where there were none. Unknown as the day's own users
 *              are, `source-silent` where more than a fifth of the live days of the window is silent, partial where some are.
 * @source      ACT-07: frequency and daily users of a customer that is not meant to use the product daily.
 * @example     usedDays({ from: 0, values: Float64Array.of(0, 4, 6), reasons: new Uint8Array(3) }, 2, 2).users.values // => Float64Array.of(5)
 */
export function usedDays(dau: Column, from: number, to: number): { readonly days: Column; readonly users: Column } {
  const length = Math.max(0, to - from + 1);
  const [days, users] = [emptyColumn(from, length, 'not-computed'), emptyColumn(from, length, 'not-computed')];
  for (let index = 0; index < length; index++) {
    const { reason, used, sum } = monthTo(dau, from + index);
    days.reasons[index] = reason;
    users.reasons[index] = reason;
    if (reason !== 0 && reason !== PARTIAL) continue;
    days.values[index] = used;
    users.values[index] = used === 0 ? 0 : sum / used;
  }
  return { days, users };
}

function monthTo(dau: Column, on: number): { reason: number; used: number; sum: number } {
  const own = dau.reasons[on - dau.from] ?? reasonCode('not-computed');
  if (own !== 0 && own !== PARTIAL && own !== SILENT) return { reason: own, used: 0, sum: 0 };
  let [live, silent, used, sum] = [0, 0, 0, 0];
  for (let day = on - MONTH_DAYS + 1; day <= on; day++) {
    const reason = dau.reasons[day - dau.from];
    if (reason === SILENT) silent += 1;
    if (reason === SILENT || reason === 0 || reason === PARTIAL) live += 1;
    const value = dau.values[day - dau.from] ?? Number.NaN;
    if (!(value > 0)) continue;
    used += 1;
    sum += value;
  }
  const isSilent = silent > SILENCE_LIMITS.silentShare * live;
  return { reason: isSilent ? SILENT : silent > 0 ? PARTIAL : 0, used, sum };
}

/** What a customer is expected to use (ACT-07). */
export interface Expectation {
  /** Users on a day on which the product is used. */
  readonly users: number;
  /** Days of a month on which it is used. */
  readonly activeDays: number;
  /** Modules in use; null where nobody named any. */
  readonly modules: number | null;
  /** Activity (ACT-06); null where logins are not known. */
  readonly activity: number | null;
}

export interface Proposal extends Expectation {
  /** Day numbers of the first and the last of the good days it rests on. */
  readonly from: number;
  readonly to: number;
}

/** What a proposal is made of, by stored name; all from the same day on. */
export interface ExpectationFacts {
  readonly dau: Column;
  /** Users who logged in ÷ registered users. */
  readonly loginRatio: Column;
  readonly modulesInUse: Column;
}

/**
 * What to expect of a customer, from its first 28 good days: working days with known use, after go-live and first use.
 *
 * @param facts     What was measured, from a month before the first day on.
 * @param goLiveOn  Day number of the go-live; null: the first use counts alone.
 * @param calendar  Which days are worked.
 * @returns         The usual users of a day with use and the usual days with use of a month (the middle ones), most modules in use, mean login
 *                  ratio over the good days; or how many good days there are yet.
 * @source          ACT-07.
 * @example         proposeExpectation({ dau: { from: 0, values: new Float64Array(40), reasons: new Uint8Array(40) }, loginRatio: { from: 0, values: new Float64Array(40), reasons: new Uint8Array(40) }, modulesInUse: { from: 0, values: new Float64Array(40), reasons: new Uint8Array(40) } }, null, { name: 'weekdays', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 }) // => { goodDays: 0 }
 */
export function proposeExpectation(
  facts: ExpectationFacts,
  goLiveOn: number | null,
  calendar: WorkCalendar,
): Proposal | { readonly goodDays: number } {
  const { dau, loginRatio, modulesInUse } = facts;
  const firstUse = dau.values.findIndex((value) => value > 0);
  if (firstUse < 0) return { goodDays: 0 };
  const begin = Math.max(dau.from + firstUse, goLiveOn ?? Number.NEGATIVE_INFINITY);
  const good: number[] = [];
  for (let day = begin; day < dau.from + dau.values.length && good.length < GOOD_DAYS; day++) {
    const { working, provisional } = isWorkingDay(calendar, day);
    if (working && !provisional && dau.reasons[day - dau.from] === 0) good.push(day);
  }
  const [from, to] = [good[0], good.at(-1)];
  if (from === undefined || to === undefined || good.length < GOOD_DAYS) return { goodDays: good.length };
  const used = good.map((day) => dau.values[day - dau.from] ?? 0).filter((value) => value > 0);
  if (used.length === 0) return { goodDays: good.length };
  // Months that lie within those days; 28 working days are longer than one.
  const month = usedDays(dau, from + MONTH_DAYS - 1, to).days;
  const modules = most(modulesInUse, from, to);
  const ratios = good.map((day) => loginRatio.values[day - loginRatio.from] ?? Number.NaN).filter((value) => !Number.isNaN(value));
  const activity = ratios.reduce((sum, value) => sum + value, 0) / ratios.length;
  return {
    ...{ from, to },
    users: middle(used),
    activeDays: Math.max(1, middle([...month.values].filter((value) => !Number.isNaN(value)))),
    modules: modules === null || modules === 0 ? null : modules,
    activity: ratios.length < GOOD_DAYS / 2 ? null : Math.max(LEAST_ACTIVITY, Math.round(activity * 100) / 100),
  };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function most(column: Column, from: number, to: number): number | null {
  const known = Array.from({ length: to - from + 1 }, (_, index) => column.values[from + index - column.from] ?? Number.NaN).filter(
    (value) => !Number.isNaN(value),
  );
  return known.length === 0 ? null : Math.max(...known);
}
