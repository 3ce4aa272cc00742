import { known, type Maybe, unknown } from '../known.ts';
import { logisticRegression } from './logistic-regression.ts';

/** What log-odds that were said come to: `intercept` + `slope` × log-odds. */
export interface Recalibration {
  readonly intercept: number;
  /** Above 0: the order stays. */
  readonly slope: number;
  /** On how many judgements it rests, and how many of them came about. */
  readonly rows: number;
  readonly events: number;
}

/**
 * Platt scaling: from what came of earlier judgements to what their log-odds should have been.
 *
 * @param logOdds  What was said, a finite number a row.
 * @param labels   0 or 1 a row.
 * @returns        Known recalibration; Unknown(`no-estimate`) where those told more came less, and as for logistic regression.
 * @throws         InvariantError for values that are not finite, or labels other than 0 and 1.
 * @source         J. Platt, "Probabilistic Outputs for Support Vector Machines" (1999), with the labels as they are; D. R. Cox, Biometrika 45 (1958).
 * @example        plattScaling([-1, -1, -1, 1, 1, 1], [0, 0, 1, 0, 1, 1]).value.slope.toFixed(4) // => '0.6931'
 */
export function plattScaling(logOdds: ArrayLike<number>, labels: ArrayLike<number>): Maybe<Recalibration> {
  const fit = logisticRegression([logOdds], labels);
  if (!fit.known) return fit;
  const { intercept, coefficients, rows, events } = fit.value;
  const slope = coefficients[0]?.estimate ?? 0;
  return slope > 0 ? known({ intercept, slope, rows, events }) : unknown('no-estimate');
}
