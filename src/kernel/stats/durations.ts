import { InvariantError } from '../errors.ts';
import { checkColumn, checkFlags } from './check-column.ts';

/** How long each customer was followed, and whether it ended then. One that did not was still here when we stopped looking: censored. */
export interface Durations {
  /** Time from the start, ≥ 0, all in one unit. */
  readonly times: ArrayLike<number>;
  /** 1: it ended at that time. 0: it was still here. */
  readonly ended: ArrayLike<number>;
}

/**
 * Refuses times that cannot be: negative, not finite, or without a flag.
 *
 * @param durations  What is to be checked.
 * @returns          How many ended.
 * @throws           InvariantError that names the column and the place.
 * @example          checkDurations({ times: [3, 5], ended: [1, 0] }) // => 1
 */
export function checkDurations({ times, ended }: Durations): number {
  checkColumn('times', times, times.length);
  for (let row = 0; row < times.length; row++) {
    if ((times[row] ?? 0) < 0) throw new InvariantError(`times[${row}] is ${times[row]}: nothing ends before it begins.`);
  }
  return checkFlags('ended', ended, times.length);
}
