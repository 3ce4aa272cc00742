import type { WonPairs } from '../../../kernel/stats/roc-auc.ts';
import { weightedPairs } from '../../../kernel/stats/roc-auc.ts';
import { ranksByCutOff } from './area-by-cut-off.ts';
import type { LabelledRows } from './labels.ts';

/** A metric at the cut-offs. */
export interface MetricColumn {
  readonly id: string;
  /** A value a row; NaN where it is not known. */
  readonly values: Float64Array;
}

/** The metric that alone ranks best, and on which side of it the outcome lies. */
export interface SingleMetric {
  readonly id: string;
  /** 1: the higher the value, the likelier the outcome. −1: the lower. */
  readonly direction: 1 | -1;
  /** Area within the training cut-offs, in that direction: 0.5 to 1. */
  readonly area: number;
}

/** How each metric ranks at each cut-off, counted once. */
export interface MetricPairs {
  readonly id: string;
  readonly values: Float64Array;
  /** By cut-off: pairs won by the higher value, and how many rows have a value. */
  readonly byCutOff: readonly (WonPairs & { readonly known: number })[];
}

/** A metric that is unknown for more than this share of the training rows is no candidate (a default of ours). */
const MOST_UNKNOWN = 0.2;

/**
 * Counts how each metric ranks the customers of each cut-off.
 *
 * @param rows     Customers at cut-offs.
 * @param metrics  The candidates.
 * @param count    How many cut-offs there are.
 * @returns        By metric and cut-off, pairs and those won.
 * @example        metricPairs({ accounts: [0, 1], places: [0, 0], labels: [0, 1] }, [{ id: 'dau', values: Float64Array.of(5, 7) }], 1)[0].byCutOff // => [{ won: 1, pairs: 1, known: 2 }]
 */
export function metricPairs(rows: LabelledRows, metrics: readonly MetricColumn[], count: number): MetricPairs[] {
  return metrics.map(({ id, values }) => ({
    id,
    values,
    byCutOff: ranksByCutOff(rows, values, count).map((ranks) => {
      return ranks === undefined ? { won: 0, pairs: 0, known: 0 } : { ...weightedPairs(ranks), known: ranks.labels.length };
    }),
  }));
}

/**
 * Chooses the best single metric and its direction, from some cut-offs only.
 *
 * @param metrics   How each candidate ranks at each cut-off.
 * @param places    The training cut-offs: nothing of any other is looked at.
 * @param rowCount  Labelled rows at those cut-offs.
 * @returns         The metric whose area is farthest from 0.5, the first of equals; `undefined` when there is no pair to compare.
 * @source          Issue 8: the single metric and its direction are chosen on training cut-offs only.
 * @example         bestSingleMetric([{ id: 'dau', values: [], byCutOff: [{ won: 1, pairs: 4, known: 4 }] }], [0], 4) // => { id: 'dau', direction: -1, area: 0.75 }
 */
export function bestSingleMetric(metrics: readonly MetricPairs[], places: readonly number[], rowCount: number): SingleMetric | undefined {
  let best: SingleMetric | undefined;
  for (const { id, byCutOff } of metrics) {
    const own = places.flatMap((place) => byCutOff[place] ?? []);
    const total = (part: 'won' | 'pairs' | 'known'): number => own.reduce((sum, counts) => sum + counts[part], 0);
    const pairs = total('pairs');
    if (pairs === 0 || total('known') < (1 - MOST_UNKNOWN) * rowCount) continue;
    const up = total('won') / pairs;
    const found: SingleMetric = up >= 0.5 ? { id, direction: 1, area: up } : { id, direction: -1, area: 1 - up };
    if (best === undefined || found.area > best.area) best = found;
  }
  return best;
}
