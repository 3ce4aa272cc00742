import { known, type Maybe, unknown } from '../known.ts';
import { type RankedRows, rankedRows } from './ranked-rows.ts';

/**
 * ROC-AUC: the chance that a row labelled 1 has a higher score than one labelled 0; equal scores count half.
 *
 * @param scores  A finite number a row; the higher, the likelier the label is 1.
 * @param labels  0 or 1 a row.
 * @returns       Known area, 0 to 1, 0.5 for no skill; Unknown(`insufficient-data`) for no rows, Unknown(`one-outcome`) when all labels are the same.
 * @throws        InvariantError for a score that is not finite or a label other than 0 and 1.
 * @source        J. A. Hanley, B. J. McNeil, Radiology 143 (1982): the Mann–Whitney statistic.
 * @example       rocAuc([1, 2, 3, 4], [0, 1, 0, 1]) // => { known: true, value: 0.75 }
 */
export function rocAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): Maybe<number> {
  if (labels.length === 0) return unknown('insufficient-data');
  const area = weightedRocAuc(rankedRows(scores, labels));
  return area === undefined ? unknown('one-outcome') : known(area);
}

/**
 * ROC-AUC of rows that are sorted already, each weighed by its cluster: the inner step of a bootstrap.
 *
 * @param rows     Ranked rows.
 * @param weights  How often each cluster was drawn; without it once.
 * @returns        The area, 0 to 1; `undefined` when only one label has weight.
 * @source         As `rocAuc`, with pairs counted by the product of their weights.
 * @example        weightedRocAuc(rankedRows([1, 2, 3, 4], [0, 1, 0, 1]), [1, 1, 0, 1]) // => 1
 */
export function weightedRocAuc(rows: RankedRows, weights?: ArrayLike<number>): number | undefined {
  const { won, pairs } = weightedPairs(rows, weights);
  return pairs > 0 ? won / pairs : undefined;
}

/** Pairs of a row labelled 1 and one labelled 0, and how many of them the first one won. */
export interface WonPairs {
  readonly won: number;
  readonly pairs: number;
}

/**
 * How many pairs of a row labelled 1 and one labelled 0 there are, and in how many the first has the higher score.
 *
 * @param rows     Ranked rows.
 * @param weights  How often each cluster was drawn; without it once.
 * @returns        Both numbers, ≥ 0; equal scores count half. Their quotient is the area, and sums over groups of rows give the area within groups.
 * @source         As `rocAuc`.
 * @example        weightedPairs(rankedRows([1, 2, 3, 4], [0, 1, 0, 1])) // => { won: 3, pairs: 4 }
 */
export function weightedPairs({ labels, clusters, lastOfTie }: RankedRows, weights?: ArrayLike<number>): WonPairs {
  let [won, zeros, ones, tiedZeros, tiedOnes] = [0, 0, 0, 0, 0];
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === undefined ? 1 : (weights[clusters[row] ?? 0] ?? 0);
    if (labels[row] === 1) tiedOnes += weight;
    else tiedZeros += weight;
    if (lastOfTie[row] === 0) continue;
    won += tiedOnes * (zeros + tiedZeros / 2);
    zeros += tiedZeros;
    ones += tiedOnes;
    tiedZeros = 0;
    tiedOnes = 0;
  }
  return { won, pairs: zeros * ones };
}
