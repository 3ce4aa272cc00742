import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { ascendingOrder, endOfTie } from './ascending-order.ts';
import { checkChances, checkFlags } from './check-column.ts';
import { logisticRegression } from './logistic-regression.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Rows of about the same chance. */
export interface CalibrationGroup {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  /** Mean chance, and share that was 1 with its Wilson interval. */
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

export interface Calibration {
  readonly groups: readonly CalibrationGroup[];
  /** Mean chance − share of ones over all rows: above 0 promises too much. */
  readonly bias: number;
  /** Mean distance of predicted and observed over groups, weighed by rows. */
  readonly error: number;
  /** Slope of outcomes on the log-odds of the chances: 1 is right, below 1 is too sure. Unknown as for logistic regression. */
  readonly slope: Maybe<number>;
}

/**
 * Calibration: of those told 30 %, does it come for 30 %?
 *
 * @param chances  A probability a row, 0 to 1.
 * @param labels   0 or 1 a row.
 * @param groups   How many groups of about equal size; rows of one chance stay together, so there may be fewer. 10 by default.
 * @returns        Known calibration; Unknown(`insufficient-data`) for no rows. Over all groups, rows × predicted adds up to the chances and rows × observed to the ones.
 * @throws         InvariantError for a chance outside 0 to 1, a label other than 0 and 1, or a broken number of groups.
 * @source         Reliability diagram; slope: D. R. Cox, Biometrika 45 (1958). Chances of 0 and 1 count as 1e-6 and 1 − 1e-6 for the slope.
 * @example        calibration([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 1], 2).value.groups.map((group) => group.observed) // => [0, 1]
 */
export function calibration(chances: ArrayLike<number>, labels: ArrayLike<number>, groups = 10): Maybe<Calibration> {
  const rows = labels.length;
  const ones = checkFlags('labels', labels, rows);
  checkChances('chances', chances, rows);
  if (!(Number.isInteger(groups) && groups >= 1)) throw new InvariantError(`${groups} is not a number of groups.`);
  if (rows === 0) return unknown('insufficient-data');
  const found = grouped(chances, labels, groups);
  const predicted = found.reduce((sum, group) => sum + group.rows * group.predicted, 0);
  const logOdds = Float64Array.from({ length: rows }, (_, row) => {
    const chance = Math.min(1 - 1e-6, Math.max(1e-6, chances[row] ?? 0));
    return Math.log(chance / (1 - chance));
  });
  const fit = logisticRegression([logOdds], labels);
  return known({
    groups: found,
    bias: (predicted - ones) / rows,
    error: found.reduce((sum, group) => sum + group.rows * Math.abs(group.predicted - group.observed), 0) / rows,
    slope: fit.known ? known(fit.value.coefficients[0]?.estimate ?? 0) : fit,
  });
}

function grouped(chances: ArrayLike<number>, labels: ArrayLike<number>, groups: number): CalibrationGroup[] {
  const order = ascendingOrder(chances);
  const found: CalibrationGroup[] = [];
  for (let from = 0; from < order.length; ) {
    const wanted = from + Math.ceil((order.length - from) / (groups - found.length));
    let to = endOfTie(chances, order, from);
    while (to < wanted && to < order.length) to = endOfTie(chances, order, to);
    found.push(groupOf(chances, labels, order.subarray(from, to)));
    from = to;
  }
  return found;
}

function groupOf(chances: ArrayLike<number>, labels: ArrayLike<number>, rows: Uint32Array): CalibrationGroup {
  const predicted = rows.reduce((sum, row) => sum + (chances[row] ?? 0), 0) / rows.length;
  const ones = rows.reduce((sum, row) => sum + (labels[row] ?? 0), 0);
  return {
    rows: rows.length,
    from: chances[rows[0] ?? 0] ?? 0,
    to: chances[rows.at(-1) ?? 0] ?? 0,
    predicted,
    observed: ones / rows.length,
    ...wilsonInterval(ones, rows.length),
  };
}
