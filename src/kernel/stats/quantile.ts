import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { quantileOfSorted } from './quantile-of-sorted.ts';

/**
 * A quantile, with linear interpolation between neighbours.
 *
 * @param values  Finite numbers in one unit, in any order.
 * @param share   0 to 1; 0.5 is the median.
 * @returns       Known quantile in that unit; Unknown(`insufficient-data`) for no values.
 * @throws        InvariantError when `share` is outside 0 to 1.
 * @source        Type 7 of R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996); the default of R and NumPy.
 * @example       quantile([4, 1, 3, 2], 0.5) // => { known: true, value: 2.5 }
 */
export function quantile(values: readonly number[], share: number): Maybe<number> {
  if (!(share >= 0 && share <= 1)) throw new InvariantError(`${share} is not a share between 0 and 1.`);
  const found = quantileOfSorted(Float64Array.from(values).sort(), share);
  return Number.isNaN(found) ? unknown('insufficient-data') : known(found);
}
