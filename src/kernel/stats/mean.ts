import { known, type Maybe, unknown } from '../known.ts';

/**
 * The arithmetic mean.
 *
 * @param values  Finite numbers in one unit.
 * @returns       Known mean in that unit; Unknown(`insufficient-data`) for no values: the mean of nothing is not 0.
 * @example       mean([1, 2, 6]) // => { known: true, value: 3 }
 */
export function mean(values: readonly number[]): Maybe<number> {
  if (values.length === 0) return unknown('insufficient-data');
  let sum = 0;
  for (const value of values) sum += value;
  return known(sum / values.length);
}
