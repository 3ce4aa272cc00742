import type { Column } from '../../../kernel/column.ts';
import { quotient } from './quotient.ts';

const SECONDS_PER_MINUTE = 60;

/**
 * A column of seconds in minutes.
 *
 * @param seconds  Seconds a day.
 * @returns        Minutes, not rounded, with the same reasons.
 * @source         ACT-04.
 * @example        inMinutes({ from: 0, values: Float64Array.of(90), reasons: Uint8Array.of(0) }).values // => Float64Array.of(1.5)
 */
export function inMinutes(seconds: Column): Column {
  return { ...seconds, values: seconds.values.map((value) => value / SECONDS_PER_MINUTE) };
}

/**
 * For how many minutes a user was online, for each day: the mean over the users who were active on it.
 *
 * @param seconds  Seconds of all users together, a day; covers `from` to `to`.
 * @param dau      Active users, a count a day; covers `from` to `to`.
 * @param from     Day number of the first cell.
 * @param to       Day number of the last cell, included.
 * @returns        Minutes. Unknown with the reason of one of the two; Unknown(`no-active-users`) where nobody was active.
 * @source         ACT-04.
 * @example        onlineTime({ from: 0, values: Float64Array.of(54 * 3600), reasons: Uint8Array.of(0) }, { from: 0, values: Float64Array.of(36), reasons: Uint8Array.of(0) }, 0, 0).values // => Float64Array.of(90)
 */
export function onlineTime(seconds: Column, dau: Column, from: number, to: number): Column {
  return inMinutes(quotient(seconds, dau, 'no-active-users', from, to));
}
