import type { Column } from '../../../kernel/column.ts';
import { EXPECTED_ACTIVITY } from '../../metrics/core/alarm-line.ts';
import { LEVEL_LIMITS, LEVEL_METRICS, type LevelLimits, levelColumn } from './levels.ts';
import { evaluateModel, type HealthModel, modelMetrics, type Scored } from './model.ts';
import { USAGE_METRIC } from './model-problems.ts';
import { RISK_SIGNS } from './risk.ts';

/** The models by which one customer is judged. */
export interface Models {
  readonly usage: HealthModel;
  /** Shown beside it; null where there is none. */
  readonly full: HealthModel | null;
}

/** What is said about a customer over consecutive days. */
export interface Judged {
  readonly usage: Scored;
  readonly full: Scored | null;
  /** What was looked at, with the level and the health itself as metrics. */
  readonly columns: Readonly<Record<string, Column>>;
}

/** The level as a metric, for models and risk signs. */
export const LEVEL_METRIC = 'health-level';

/**
 * What evidence must reach by a model.
 *
 * @param model  The model of the health.
 * @returns      Its thresholds, ours where it says none.
 * @source       HLT-04.
 * @example      levelLimits({ levels: { runs: 20 } }) // => { activity: 0.2, runs: 20, processUsers: 3, integrationDays: 15, extensionUsers: 3 }
 */
export function levelLimits({ levels }: Pick<HealthModel, 'levels'>): LevelLimits {
  return { ...LEVEL_LIMITS, ...levels };
}

/** Metrics that judging makes itself. */
const OWN: readonly string[] = [LEVEL_METRIC, USAGE_METRIC];

/**
 * What must be measured to judge by some models: what they read, the evidence of levels, the signs of risk.
 *
 * @param models  Models.
 * @returns       Metric ids, each once.
 * @example       metricsFor([]).includes('activity-rate') // => true
 */
export function metricsFor(models: readonly HealthModel[]): readonly string[] {
  const read = [
    ...models.flatMap(modelMetrics),
    ...Object.values(LEVEL_METRICS),
    ...RISK_SIGNS.map(({ metric }) => metric),
    EXPECTED_ACTIVITY,
  ];
  return [...new Set(read)].filter((id) => !OWN.includes(id));
}

/**
 * Judges a customer: today is the last cell of what a replay says.
 *
 * @param columns  By metric id; what `metricsFor` names. An absent one is missing.
 * @param models   The customer's models.
 * @param from     Day number of the first cell.
 * @param to       Day number of the last cell, included.
 * @returns        What each model says of each day. No day looks at a later one.
 * @source         Settled 5 and 19.
 * @example        judge({}, { usage: { id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [], caps: [], requires: [], requiredCoverage: 1, bands: { healthy: 75, watch: 50 } }, full: null }, 0, 0).usage.score.values // => Float64Array.of(NaN)
 */
export function judge(columns: Readonly<Record<string, Column>>, models: Models, from: number, to: number): Judged {
  const leveled = { ...columns, [LEVEL_METRIC]: levelColumn(columns, levelLimits(models.usage), from, to) };
  const usage = evaluateModel(leveled, models.usage, from, to);
  const all = { ...leveled, [USAGE_METRIC]: usage.score };
  return { usage, full: models.full === null ? null : evaluateModel(all, models.full, from, to), columns: all };
}
