import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { type BootstrapInterval, clusterBootstrap } from './cluster-bootstrap.ts';
import type { ClusterDraws } from './cluster-draws.ts';
import { type RankedRows, rankedRows } from './ranked-rows.ts';
import { weightedRocAuc } from './roc-auc.ts';

export interface BootstrappedArea extends BootstrapInterval {
  readonly estimate: number;
}

/**
 * ROC-AUC with an interval that knows that rows of one account belong together.
 *
 * @param scores    A finite number a row; the higher, the likelier the label is 1.
 * @param labels    0 or 1 a row.
 * @param clusters  Of each row, the number of its account.
 * @param draws     Draws over all those accounts; share them, so that areas are compared over the same draws.
 * @returns         Known area with its 95 % percentile interval; Unknown as for `rocAuc` and `clusterBootstrap`.
 * @throws          InvariantError for broken columns, or draws over fewer accounts than there are.
 * @source          C. M. Rutter, "Bootstrap Estimation of Diagnostic Accuracy with Patient-Clustered Data", Academic Radiology 7 (2000).
 * @example         rocAucBootstrap([1, 2, 3, 4], [0, 1, 0, 1], [0, 1, 2, 3], clusterDraws(4, 200, 7)).value.estimate // => 0.75
 */
export function rocAucBootstrap(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  clusters: ArrayLike<number>,
  draws: ClusterDraws,
): Maybe<BootstrappedArea> {
  if (labels.length === 0) return unknown('insufficient-data');
  const rows = rankedRows(scores, labels, clusters);
  checkDraws(rows, draws);
  const estimate = weightedRocAuc(rows);
  if (estimate === undefined) return unknown('one-outcome');
  const interval = clusterBootstrap(draws, (weights) => weightedRocAuc(rows, weights));
  return interval.known ? known({ estimate, ...interval.value }) : interval;
}

/**
 * How much better one score ranks than another, with an interval over the same draws of accounts.
 *
 * @param first     Scores of the one, a finite number a row.
 * @param second    Scores of the other.
 * @param labels    0 or 1 a row.
 * @param clusters  Of each row, the number of its account.
 * @param draws     Draws over all those accounts.
 * @returns         Known area of the first − area of the second with its 95 % percentile interval; Unknown as for `rocAucBootstrap`.
 * @throws          InvariantError for broken columns, or draws over fewer accounts than there are.
 * @source          As `rocAucBootstrap`, paired.
 * @example         rocAucBootstrapDifference([1, 2, 3, 4], [4, 3, 2, 1], [0, 1, 0, 1], [0, 1, 2, 3], clusterDraws(4, 200, 7)).value.estimate // => 0.5
 */
export function rocAucBootstrapDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: ArrayLike<number>,
  clusters: ArrayLike<number>,
  draws: ClusterDraws,
): Maybe<BootstrappedArea> {
  if (labels.length === 0) return unknown('insufficient-data');
  const [firstRows, secondRows] = [rankedRows(first, labels, clusters), rankedRows(second, labels, clusters)];
  checkDraws(firstRows, draws);
  const difference = (weights?: ArrayLike<number>): number | undefined => {
    const [here, there] = [weightedRocAuc(firstRows, weights), weightedRocAuc(secondRows, weights)];
    return here === undefined || there === undefined ? undefined : here - there;
  };
  const estimate = difference();
  if (estimate === undefined) return unknown('one-outcome');
  const interval = clusterBootstrap(draws, difference);
  return interval.known ? known({ estimate, ...interval.value }) : interval;
}

function checkDraws({ clusterCount }: RankedRows, draws: ClusterDraws): void {
  if (clusterCount > draws.clusters) throw new InvariantError(`There are ${clusterCount} accounts, and draws over ${draws.clusters}.`);
}
