import { known, type Maybe, unknown } from '../known.ts';
import { type RankedRows, rankedRows } from './ranked-rows.ts';

/**
 * PR-AUC as average precision: the mean precision over the rows labelled 1, each at its own score as the cut. The base rate is no skill.
 *
 * @param scores  A finite number a row; the higher, the likelier the label is 1.
 * @param labels  0 or 1 a row.
 * @returns       Known area, 0 to 1; Unknown(`insufficient-data`) for no rows, Unknown(`one-outcome`) when all labels are the same.
 * @throws        InvariantError for a score that is not finite or a label other than 0 and 1.
 * @source        Σ (recall − recall before) × precision over distinct scores, without interpolation, as scikit-learn's average_precision_score.
 * @example       prAuc([1, 2, 3, 4], [0, 1, 0, 1]).value.toFixed(4) // => '0.8333'
 */
export function prAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): Maybe<number> {
  if (labels.length === 0) return unknown('insufficient-data');
  const area = weightedPrAuc(rankedRows(scores, labels));
  return area === undefined ? unknown('one-outcome') : known(area);
}

/**
 * PR-AUC of rows that are sorted already, each weighed by its cluster: the inner step of a bootstrap.
 *
 * @param rows     Ranked rows.
 * @param weights  How often each cluster was drawn; without it once.
 * @returns        The area, 0 to 1; `undefined` when only one label has weight.
 * @source         As `prAuc`.
 * @example        weightedPrAuc(rankedRows([1, 2, 3], [0, 1, 0]), [1, 1, 0]) // => 1
 */
export function weightedPrAuc({ labels, clusters, lastOfTie }: RankedRows, weights?: ArrayLike<number>): number | undefined {
  let [area, all, ones, tiedOnes] = [0, 0, 0, 0];
  for (let row = labels.length - 1; row >= 0; row--) {
    const weight = weights === undefined ? 1 : (weights[clusters[row] ?? 0] ?? 0);
    all += weight;
    if (labels[row] === 1) tiedOnes += weight;
    const lowestOfTie = row === 0 || lastOfTie[row - 1] === 1;
    if (!lowestOfTie || tiedOnes === 0) continue;
    ones += tiedOnes;
    area += tiedOnes * (ones / all);
    tiedOnes = 0;
  }
  return ones > 0 && ones < all ? area / ones : undefined;
}
