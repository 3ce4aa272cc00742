import { InvariantError } from '../errors.ts';
import type { LogisticFit } from './logistic-regression.ts';

/** Log-odds taken apart: `base` plus all `parts` is `total`. */
export interface LogOdds {
  /** Log-odds of a row that is average in every column. */
  readonly base: number;
  /** By column, what its distance from the average adds. */
  readonly parts: readonly number[];
  readonly total: number;
  /** The probability that belongs to the total, 0 to 1. */
  readonly chance: number;
}

/**
 * What a fitted logistic regression says of one row, and through which columns.
 *
 * @param fit     The fit.
 * @param values  The row: a finite number for each column of the fit.
 * @returns       Log-odds (natural logarithm) in parts that add up, and the probability.
 * @throws        InvariantError for a row of another length or with a value that is not finite.
 * @source        Additive contributions of a linear predictor around the means of the training rows.
 * @example       logOdds(logisticRegression([[0, 0, 0, 1, 1, 1]], [0, 0, 1, 0, 1, 1]).value, [1]).chance.toFixed(4) // => '0.6667'
 */
export function logOdds(fit: Pick<LogisticFit, 'intercept' | 'coefficients' | 'means'>, values: ArrayLike<number>): LogOdds {
  if (values.length !== fit.coefficients.length)
    throw new InvariantError(`A row of ${values.length} values cannot be read by a fit of ${fit.coefficients.length} columns.`);
  let base = fit.intercept;
  const parts = fit.coefficients.map(({ estimate }, place) => {
    const [value, mean] = [values[place] ?? 0, fit.means[place] ?? 0];
    if (!Number.isFinite(value)) throw new InvariantError(`values[${place}] is ${value}, not a finite number.`);
    base += estimate * mean;
    return estimate * (value - mean);
  });
  const total = parts.reduce((sum, part) => sum + part, base);
  return { base, parts, total, chance: 1 / (1 + Math.exp(-total)) };
}
