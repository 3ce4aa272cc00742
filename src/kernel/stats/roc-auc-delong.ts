import { known, type Maybe, unknown } from '../known.ts';
import { ascendingOrder, endOfTie } from './ascending-order.ts';
import { checkColumn, checkFlags } from './check-column.ts';

/** An estimate with its standard error and interval. */
export interface ErrorInterval {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

/**
 * DeLong's interval for the ROC-AUC of rows that know nothing of each other. Where one account has many rows, use the bootstrap by account.
 *
 * @param scores  A finite number a row; the higher, the likelier the label is 1.
 * @param labels  0 or 1 a row.
 * @param z       Standard normal quantile of the confidence; 1.96 (the default, to more digits) is 95 %.
 * @returns       Known area with bounds within 0 to 1; Unknown(`one-outcome`) when all labels are the same, Unknown(`insufficient-data`) for fewer
 *                than two rows of a label, Unknown(`no-estimate`) when the scores separate the labels completely, where the formula gives a width of 0.
 * @throws        InvariantError for a score that is not finite or a label other than 0 and 1.
 * @source        E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988); by ranks: X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014).
 * @example       rocAucDelong([1, 2, 3, 4, 5], [0, 1, 0, 1, 1]).value.error.toFixed(4) // => '0.2357'
 */
export function rocAucDelong(scores: ArrayLike<number>, labels: ArrayLike<number>, z = 1.959963984540054): Maybe<ErrorInterval> {
  const refused = refusal(labels, [scores]);
  if (refused !== undefined) return refused;
  const own = placements(scores, labels);
  const error = Math.sqrt(covariance(own, own));
  if (error === 0) return unknown('no-estimate');
  return known({ estimate: own.area, error, low: Math.max(0, own.area - z * error), high: Math.min(1, own.area + z * error) });
}

/**
 * DeLong's interval for the difference of two ROC-AUCs over the same rows.
 *
 * @param first   Scores of the one, a finite number a row.
 * @param second  Scores of the other.
 * @param labels  0 or 1 a row.
 * @param z       Standard normal quantile of the confidence; 1.96 (the default, to more digits) is 95 %.
 * @returns       Known area of the first − area of the second; Unknown as for `rocAucDelong`, `no-estimate` too when both rank the rows alike.
 * @throws        InvariantError for a score that is not finite or a label other than 0 and 1.
 * @source        DeLong, DeLong, Clarke-Pearson (1988), paired.
 * @example       rocAucDelongDifference([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [0, 1, 0, 1, 1]).value.estimate.toFixed(4) // => '0.6667'
 */
export function rocAucDelongDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: ArrayLike<number>,
  z = 1.959963984540054,
): Maybe<ErrorInterval> {
  const refused = refusal(labels, [first, second]);
  if (refused !== undefined) return refused;
  const [one, other] = [placements(first, labels), placements(second, labels)];
  const variance = covariance(one, one) + covariance(other, other) - 2 * covariance(one, other);
  if (variance < 1e-15) return unknown('no-estimate');
  const [estimate, error] = [one.area - other.area, Math.sqrt(variance)];
  return known({ estimate, error, low: estimate - z * error, high: estimate + z * error });
}

function refusal(labels: ArrayLike<number>, scores: readonly ArrayLike<number>[]) {
  const ones = checkFlags('labels', labels, labels.length);
  for (const column of scores) checkColumn('scores', column, labels.length);
  if (labels.length > 0 && (ones === 0 || ones === labels.length)) return unknown('one-outcome');
  return ones < 2 || labels.length - ones < 2 ? unknown('insufficient-data') : undefined;
}

/** Of each row labelled 1 the share of zeros it beats, of each labelled 0 the share of ones that beat it; their mean is the area. */
interface Placements {
  readonly area: number;
  readonly ones: readonly number[];
  readonly zeros: readonly number[];
}

function placements(scores: ArrayLike<number>, labels: ArrayLike<number>): Placements {
  const rows = Array.from({ length: labels.length }, (_, row) => row);
  const [oneRows, zeroRows] = [rows.filter((row) => labels[row] === 1), rows.filter((row) => labels[row] !== 1)];
  const among = (own: readonly number[]) => midranks(own.map((row) => scores[row] ?? 0));
  const [all, amongOnes, amongZeros] = [midranks(scores), among(oneRows), among(zeroRows)];
  const ones = oneRows.map((row, place) => ((all[row] ?? 0) - (amongOnes[place] ?? 0)) / zeroRows.length);
  const zeros = zeroRows.map((row, place) => 1 - ((all[row] ?? 0) - (amongZeros[place] ?? 0)) / oneRows.length);
  return { area: meanOf(ones), ones, zeros };
}

/** Ranks from 1, equal values sharing the mean of theirs. */
function midranks(column: ArrayLike<number>): Float64Array {
  const order = ascendingOrder(column);
  const ranks = new Float64Array(order.length);
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(column, order, from);
    for (const row of order.subarray(from, to)) ranks[row] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

function covariance(one: Placements, other: Placements): number {
  return sampleCovariance(one.ones, other.ones) / one.ones.length + sampleCovariance(one.zeros, other.zeros) / one.zeros.length;
}

function sampleCovariance(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [meanOf(one), meanOf(other)];
  return one.reduce((sum, value, place) => sum + (value - first) * ((other[place] ?? 0) - second), 0) / (one.length - 1);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
