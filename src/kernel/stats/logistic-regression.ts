import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { checkFlags } from './check-column.ts';
import { type Coefficient, coefficient } from './coefficient.ts';
import { logisticSlope } from './logistic-slope.ts';
import { type Maximum, maximise } from './maximise.ts';
import { penalisedSlope } from './penalised-slope.ts';
import { type Standardised, standardised } from './standardised.ts';

export interface LogisticFit {
  /** Log-odds of a row whose columns are all 0. */
  readonly intercept: number;
  /** By column, in log-odds for one unit of it. */
  readonly coefficients: readonly Coefficient[];
  /** Mean of each column over the rows of the fit: from there contributions are counted. */
  readonly means: Float64Array;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly rows: number;
  readonly events: number;
}

export interface LogisticOptions {
  /** λ ≥ 0. Taken off the log-likelihood: λ ÷ 2 × the squares of the coefficients of columns brought to deviation 1. 0, the default, is no penalty. */
  readonly penalty?: number;
  /** How many of the first columns bear no penalty. The intercept never does. */
  readonly free?: number;
  /** A fit over the same columns of about the same rows: from there the top is found sooner. It is the same top. */
  readonly near?: Pick<LogisticFit, 'intercept' | 'coefficients'> | undefined;
}

/**
 * Logistic regression with an L2 penalty: what each column adds to the log-odds that a label is 1.
 *
 * @param columns  One list of finite numbers a column; each as long as `labels`.
 * @param labels   0 or 1 a row.
 * @param options  The penalty.
 * @returns        Known fit; Unknown(`insufficient-data`) for no rows, Unknown(`one-outcome`) when all labels are the same, Unknown(`no-estimate`)
 *                 without penalty for complete separation and for columns that do not vary or repeat others.
 * @throws         InvariantError for values that are not finite, labels other than 0 and 1, or a negative penalty.
 * @source         S. le Cessie, J. C. van Houwelingen, "Ridge Estimators in Logistic Regression", Applied Statistics 41 (1992). Standard errors are
 *                 theirs, H⁻¹·I·H⁻¹ with H the penalised and I the plain information: they tell the spread, not the shift towards 0.
 * @example        logisticRegression([[0, 0, 0, 1, 1, 1]], [0, 0, 1, 0, 1, 1]).value.coefficients[0].estimate.toFixed(4) // => '1.3863'
 */
export function logisticRegression(
  columns: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  { penalty = 0, free = 0, near }: LogisticOptions = {},
): Maybe<LogisticFit> {
  const rows = labels.length;
  const events = checkFlags('labels', labels, rows);
  if (!(penalty >= 0 && Number.isFinite(penalty))) throw new InvariantError(`A penalty of ${penalty} is not a number from 0 up.`);
  const table = standardised(columns, rows);
  if (rows === 0) return unknown('insufficient-data');
  if (events === 0 || events === rows) return unknown('one-outcome');
  const penalties = Float64Array.from({ length: table.size + 1 }, (_, place) => (place > free ? penalty : 0));
  if (table.deviations.some((deviation, place) => deviation === 0 && penalties[place + 1] === 0)) return unknown('no-estimate');
  const top = maximise(
    (at) => penalisedSlope(logisticSlope(table, labels, at, 0, rows), penalties, at),
    near === undefined ? startOf(table.size, events / rows) : startNear(table, near),
  );
  if (!top.known) return top;
  return known({ ...readable(table, top.value, penalties), rows, events });
}

function startOf(size: number, share: number): Float64Array {
  const start = new Float64Array(size + 1);
  start[0] = Math.log(share / (1 - share));
  return start;
}

/** A fit in the units of the field, brought to standardised columns. */
function startNear({ size, means, deviations }: Standardised, { intercept, coefficients }: NonNullable<LogisticOptions['near']>) {
  const start = new Float64Array(size + 1);
  start[0] = coefficients.reduce((sum, { estimate }, place) => sum + estimate * (means[place] ?? 0), intercept);
  for (let place = 0; place < size; place++) start[place + 1] = (coefficients[place]?.estimate ?? 0) * (deviations[place] ?? 0);
  return start;
}

/** Back from standardised columns to the units of the field. */
function readable({ size, means, deviations }: Standardised, { at, value, covariance }: Maximum, penalties: Float64Array) {
  const width = size + 1;
  const coefficients = [...means].map((_, place) => {
    const unit = deviations[place] ?? 0;
    if (unit === 0) return coefficient(0, 0);
    return coefficient((at[place + 1] ?? 0) / unit, Math.sqrt(Math.max(0, sandwich(covariance, penalties, width, place + 1))) / unit);
  });
  const shift = coefficients.reduce((sum, { estimate }, place) => sum + estimate * (means[place] ?? 0), 0);
  const penalised = penalties.reduce((sum, own, place) => sum + (own / 2) * (at[place] ?? 0) ** 2, 0);
  return { intercept: (at[0] ?? 0) - shift, coefficients, means, logLikelihood: value + penalised };
}

/** One diagonal cell of H⁻¹·I·H⁻¹, where I = H − penalties: H⁻¹ − H⁻¹·penalties·H⁻¹. */
function sandwich(covariance: Float64Array, penalties: Float64Array, width: number, place: number): number {
  let variance = covariance[place * width + place] ?? 0;
  for (let inner = 0; inner < width; inner++) variance -= (penalties[inner] ?? 0) * (covariance[place * width + inner] ?? 0) ** 2;
  return variance;
}
