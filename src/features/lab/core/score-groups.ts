import { ascendingOrder } from '../../../kernel/stats/ascending-order.ts';
import { wilsonInterval } from '../../../kernel/stats/wilson-interval.ts';

/** Rows of about the same score, and for how many of them the outcome came. */
export interface ScoreGroup {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly mean: number;
  readonly observed: number;
  /** The 95 % interval of `observed` (Wilson). */
  readonly low: number;
  readonly high: number;
}

/**
 * What a score comes to: the share with the outcome from the lowest to the highest tenth.
 *
 * @param scores  A number a row.
 * @param labels  0 or 1 a row.
 * @param groups  How many groups of about equal size; rows of one score stay together, so there may be fewer.
 * @returns       Groups by rising score. Over all of them, rows × observed adds up to the ones.
 * @source        Reliability diagram, for scores that need not be probabilities.
 * @example       scoreGroups([1, 1, 5, 5], [0, 0, 1, 0], 2).map(({ observed }) => observed) // => [0, 0.5]
 */
export function scoreGroups(scores: ArrayLike<number>, labels: ArrayLike<number>, groups = 10): ScoreGroup[] {
  const order = ascendingOrder(scores);
  const found: ScoreGroup[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + Math.ceil((order.length - from) / Math.max(1, groups - found.length));
    while (to < order.length && scores[order[to] ?? 0] === scores[order[to - 1] ?? 0]) to++;
    found.push(groupOf(scores, labels, order.subarray(from, to)));
    from = to;
  }
  return found;
}

function groupOf(scores: ArrayLike<number>, labels: ArrayLike<number>, rows: Uint32Array): ScoreGroup {
  const ones = rows.reduce((sum, row) => sum + (labels[row] ?? 0), 0);
  return {
    rows: rows.length,
    from: scores[rows[0] ?? 0] ?? 0,
    to: scores[rows.at(-1) ?? 0] ?? 0,
    mean: rows.reduce((sum, row) => sum + (scores[row] ?? 0), 0) / rows.length,
    observed: ones / rows.length,
    ...wilsonInterval(ones, rows.length),
  };
}
