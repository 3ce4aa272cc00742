import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { type BootstrapInterval, clusterBootstrap } from '../../../kernel/stats/cluster-bootstrap.ts';
import type { ClusterDraws } from '../../../kernel/stats/cluster-draws.ts';
import { type RankedRows, rankedRows } from '../../../kernel/stats/ranked-rows.ts';
import { weightedPairs } from '../../../kernel/stats/roc-auc.ts';
import type { LabelledRows } from './labels.ts';

/** Rows of each cut-off, ranked by a score; `undefined` for a cut-off without any. */
export type RanksByCutOff = readonly (RankedRows | undefined)[];

/**
 * Ranks the customers of each cut-off by a score.
 *
 * @param rows    Customers at cut-offs.
 * @param scores  A score a row, the higher the likelier; a row whose score is NaN (not known) is left out.
 * @param count   How many cut-offs there are.
 * @returns       A ranking a cut-off.
 * @example       ranksByCutOff({ accounts: [0, 1], places: [0, 0], labels: [0, 1] }, [5, 7], 1)[0].ones // => 1
 */
export function ranksByCutOff(rows: LabelledRows, scores: ArrayLike<number>, count: number): RanksByCutOff {
  const byPlace: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < rows.labels.length; row++) {
    if (!Number.isNaN(scores[row])) byPlace[rows.places[row] ?? 0]?.push(row);
  }
  return byPlace.map((own) => {
    if (own.length === 0) return undefined;
    const column = (values: ArrayLike<number>): number[] => own.map((row) => values[row] ?? 0);
    return rankedRows(column(scores), column(rows.labels), column(rows.accounts));
  });
}

/**
 * The area within cut-offs: of all pairs of customers at the same cut-off, one with and one without the outcome, in which share the first has the
 * higher score. Customers of different months are never compared, so a score may have another scale each month, and seasons do not count as skill.
 *
 * @param ranks    A ranking a cut-off.
 * @param weights  How often each customer was drawn; without it once.
 * @returns        0 to 1; `undefined` without any pair.
 * @source         Stratified Mann–Whitney statistic: P. H. van Elteren (1960), with strata weighed by their pairs.
 * @example        areaWithin(ranksByCutOff({ accounts: [0, 1], places: [0, 0], labels: [0, 1] }, [5, 7], 1)) // => 1
 */
export function areaWithin(ranks: RanksByCutOff, weights?: ArrayLike<number>): number | undefined {
  let [won, all] = [0, 0];
  for (const rows of ranks) {
    if (rows === undefined) continue;
    const own = weightedPairs(rows, weights);
    won += own.won;
    all += own.pairs;
  }
  return all > 0 ? won / all : undefined;
}

/** A figure with its 95 % interval by drawing customers. */
export interface Bounded extends BootstrapInterval {
  readonly estimate: number;
}

/**
 * A figure over customers, with its interval by drawing customers again and again.
 *
 * @param draws   Draws over all customers.
 * @param figure  The figure, under weights or without; `undefined` where it cannot be computed.
 * @returns       Known figure; Unknown(`one-outcome`) where it cannot be computed at all, Unknown(`insufficient-data`) where half of the rounds cannot.
 * @example       bounded(clusterDraws(1, 100, 7), () => 2) // => { known: true, value: { estimate: 2, low: 2, high: 2, rounds: 100 } }
 */
export function bounded(draws: ClusterDraws, figure: (weights?: ArrayLike<number>) => number | undefined): Maybe<Bounded> {
  const estimate = figure();
  if (estimate === undefined) return unknown('one-outcome');
  const interval = clusterBootstrap(draws, figure);
  return interval.known ? known({ estimate, ...interval.value }) : interval;
}
