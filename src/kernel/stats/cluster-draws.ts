import { InvariantError } from '../errors.ts';
import { seededRandom } from '../random.ts';

/** Drawn with replacement, round after round: how often each cluster came. */
export interface ClusterDraws {
  readonly rounds: number;
  readonly clusters: number;
  /** Round after round, as many numbers as clusters. */
  readonly counts: Uint16Array;
}

/**
 * Draws clusters for a bootstrap: in each round as many as there are, with replacement. Drawing accounts, not rows, keeps together what belongs together.
 *
 * @param clusters  How many clusters there are, ≥ 1.
 * @param rounds    How many rounds, ≥ 1.
 * @param seed      Seed of the draws: the same seed gives the same draws on every machine.
 * @returns         The counts of all rounds; each round adds up to the number of clusters.
 * @throws          InvariantError for numbers below 1 or broken ones.
 * @source          B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), 8; clusters as units: A. C. Davison, D. V. Hinkley (1997), 3.8.
 * @example         clusterDraws(3, 2, 7).counts.length // => 6
 */
export function clusterDraws(clusters: number, rounds: number, seed: number): ClusterDraws {
  for (const count of [clusters, rounds]) {
    if (!(Number.isInteger(count) && count >= 1)) throw new InvariantError(`${clusters} clusters in ${rounds} rounds cannot be drawn.`);
  }
  const random = seededRandom(seed);
  const counts = new Uint16Array(clusters * rounds);
  for (let round = 0; round < rounds; round++) {
    for (let draw = 0; draw < clusters; draw++) {
      const place = round * clusters + Math.floor(random() * clusters);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return { rounds, clusters, counts };
}
