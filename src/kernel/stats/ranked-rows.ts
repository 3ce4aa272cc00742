import { InvariantError } from '../errors.ts';
import { ascendingOrder } from './ascending-order.ts';
import { checkColumn, checkFlags } from './check-column.ts';

/** Scored and labelled rows from the lowest score to the highest: sorted once, weighed as often as one likes. */
export interface RankedRows {
  readonly labels: Uint8Array;
  /** Of each row, the number of the cluster it belongs to: the account, where one account has many rows. */
  readonly clusters: Uint32Array;
  /** 1 where the next row has another score. */
  readonly lastOfTie: Uint8Array;
  readonly clusterCount: number;
  readonly ones: number;
}

/**
 * Sorts scored rows for the measures of ranking.
 *
 * @param scores    A finite number a row; the higher, the likelier the label is 1.
 * @param labels    0 or 1 a row.
 * @param clusters  Of each row the number of its cluster, 0, 1, 2 …; without it each row is a cluster of its own.
 * @returns         The rows, lowest score first.
 * @throws          InvariantError for a score that is not finite, a label other than 0 and 1, or a broken cluster number.
 * @example         [...rankedRows([3, 1, 2], [1, 0, 0]).labels] // => [0, 0, 1]
 */
export function rankedRows(scores: ArrayLike<number>, labels: ArrayLike<number>, clusters?: ArrayLike<number>): RankedRows {
  checkColumn('scores', scores, labels.length);
  const ones = checkFlags('labels', labels, labels.length);
  const order = ascendingOrder(scores);
  if (clusters !== undefined) checkClusters(clusters, order.length);
  const ranked = clusters === undefined ? order : Uint32Array.from(order, (row) => clusters[row] ?? 0);
  return {
    labels: Uint8Array.from(order, (row) => labels[row] ?? 0),
    clusters: ranked,
    lastOfTie: Uint8Array.from(order, (row, place) => Number(place + 1 === order.length || scores[row] !== scores[order[place + 1] ?? 0])),
    clusterCount: ranked.reduce((most, cluster) => Math.max(most, cluster + 1), 0),
    ones,
  };
}

function checkClusters(clusters: ArrayLike<number>, length: number): void {
  if (clusters.length !== length) throw new InvariantError(`clusters has ${clusters.length} values where ${length} are needed.`);
  for (let row = 0; row < clusters.length; row++) {
    const cluster = clusters[row] ?? -1;
    if (!(Number.isInteger(cluster) && cluster >= 0 && cluster < 2 ** 26))
      throw new InvariantError(`clusters[${row}] is ${clusters[row]}, not the number of a cluster.`);
  }
}
