import { known, type Maybe, unknown } from '../known.ts';
import type { ClusterDraws } from './cluster-draws.ts';
import { quantile } from './quantile.ts';

/** Between which values a statistic lies when other customers had been there. */
export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
  /** Rounds in which the statistic could be computed. */
  readonly rounds: number;
}

/**
 * A percentile interval by drawing whole clusters again and again.
 *
 * @param draws      Which clusters came how often, round after round.
 * @param statistic  The statistic under such weights, or `undefined` where a round leaves it open (such as an area with one label only).
 * @param level      Confidence, 0 to 1; 0.95 by default, two-sided.
 * @returns          Known bounds; Unknown(`insufficient-data`) when fewer than half of the rounds gave a value.
 * @source           B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), 13.3: percentiles, type 7.
 * @example          clusterBootstrap(clusterDraws(1, 100, 7), (weights) => weights[0]) // => { known: true, value: { low: 1, high: 1, rounds: 100 } }
 */
export function clusterBootstrap(
  draws: ClusterDraws,
  statistic: (weights: Uint16Array) => number | undefined,
  level = 0.95,
): Maybe<BootstrapInterval> {
  const values: number[] = [];
  for (let round = 0; round < draws.rounds; round++) {
    const value = statistic(draws.counts.subarray(round * draws.clusters, (round + 1) * draws.clusters));
    if (value !== undefined) values.push(value);
  }
  const [low, high] = [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
  if (!low.known || !high.known || values.length * 2 < draws.rounds) return unknown('insufficient-data');
  return known({ low: low.value, high: high.value, rounds: values.length });
}
