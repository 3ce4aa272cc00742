import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { type RankedRows, rankedRows } from './ranked-rows.ts';

export interface TopShare {
  /** How many rows the share holds: rounded up. */
  readonly rows: number;
  /** How many of them are labelled 1; of rows that tie at the edge, the share that fits in. */
  readonly ones: number;
  /** ones ÷ rows, 0 to 1. */
  readonly precision: number;
  readonly baseRate: number;
  /** precision ÷ base rate. */
  readonly lift: number;
}

/**
 * Precision and lift among the highest scores, by default the top decile.
 *
 * @param scores  A finite number a row; the higher, the likelier the label is 1.
 * @param labels  0 or 1 a row.
 * @param share   Which share counts as the top, above 0 to 1.
 * @returns       Known figures; Unknown(`insufficient-data`) for no rows, Unknown(`one-outcome`) when all labels are the same.
 * @throws        InvariantError for a broken share, a score that is not finite or a label other than 0 and 1.
 * @source        Lift is precision in the top decile ÷ base rate, always. Ties at the edge count by expectation, so no order of rows matters.
 * @example       topShare([1, 2, 3, 4], [0, 1, 0, 1], 0.25).value.lift // => 2
 */
export function topShare(scores: ArrayLike<number>, labels: ArrayLike<number>, share = 0.1): Maybe<TopShare> {
  if (!(share > 0 && share <= 1)) throw new InvariantError(`${share} is not a share above 0 and up to 1.`);
  if (labels.length === 0) return unknown('insufficient-data');
  const ranked = rankedRows(scores, labels);
  if (ranked.ones === 0 || ranked.ones === labels.length) return unknown('one-outcome');
  const rows = Math.ceil(share * labels.length - 1e-9);
  const ones = onesAmong(ranked, rows);
  const [precision, baseRate] = [ones / rows, ranked.ones / labels.length];
  return known({ rows, ones, precision, baseRate, lift: precision / baseRate });
}

function onesAmong({ labels, lastOfTie }: RankedRows, rows: number): number {
  let [counted, ones] = [0, 0];
  for (let row = labels.length - 1; row >= 0 && counted < rows; ) {
    let [tied, tiedOnes] = [0, 0];
    do {
      tied++;
      tiedOnes += labels[row] ?? 0;
      row--;
    } while (row >= 0 && lastOfTie[row] === 0);
    ones += tiedOnes * Math.min(1, (rows - counted) / tied);
    counted += tied;
  }
  return ones;
}
