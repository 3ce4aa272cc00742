import { type Column, emptyColumn } from '../../../kernel/column.ts';
import type { AccountFacts } from './account-facts.ts';
import { CLOCK_METRICS } from './clock-metrics.ts';
import type { MetricDefinition, MetricSettings, OwnDefinition } from './definition.ts';
import { activityRate } from './definitions/activity-rate.ts';
import { appShare } from './definitions/app-share.ts';
import { appTimeShare } from './definitions/app-time-share.ts';
import { dau } from './definitions/dau.ts';
import { dauChange } from './definitions/dau-change.ts';
import { loginRatio } from './definitions/login-ratio.ts';
import { loginUsers } from './definitions/login-users.ts';
import { mau } from './definitions/mau.ts';
import { modules } from './definitions/modules.ts';
import { modulesInUse } from './definitions/modules-in-use.ts';
import { onlineMinutes } from './definitions/online-minutes.ts';
import { onlineTime } from './definitions/online-time.ts';
import { pcShare } from './definitions/pc-share.ts';
import { pcTimeShare } from './definitions/pc-time-share.ts';
import { registeredUsers } from './definitions/registered-users.ts';
import { wau } from './definitions/wau.ts';
import { EXPECTATION_METRICS } from './expectation-metrics.ts';
import { RECORD_METRICS, recordMetric } from './record-metrics.ts';
import { SAID_METRICS, saidColumn } from './said-metrics.ts';
import { SEAT_METRICS } from './seat-metrics.ts';
import { SILENCE_METRICS } from './silence-metrics.ts';
import { sliceOf } from './slice-of.ts';
import type { StoredColumn } from './usage-columns.ts';
import { USE_METRICS } from './use-metrics.ts';

/** All metric definitions, in the order in which they are listed. */
export const METRICS: readonly MetricDefinition[] = [
  dau,
  wau,
  mau,
  loginUsers,
  registeredUsers,
  loginRatio,
  activityRate,
  modules,
  modulesInUse,
  onlineMinutes,
  onlineTime,
  pcShare,
  appShare,
  pcTimeShare,
  appTimeShare,
  dauChange,
  ...RECORD_METRICS,
  ...USE_METRICS,
  ...SEAT_METRICS,
  ...SILENCE_METRICS,
  ...CLOCK_METRICS,
  ...EXPECTATION_METRICS,
  ...SAID_METRICS,
];

/**
 * Finds a metric by its id.
 *
 * @param id  Kebab-case id, as in the API.
 * @returns   The definition, or undefined when there is no such metric.
 * @example   metricById('mau').windowDays // => 30
 */
export function metricById(id: string): MetricDefinition | undefined {
  return METRICS.find((metric) => metric.id === id);
}

/**
 * What must be read from the store to evaluate some metrics.
 *
 * @param metrics  Definitions.
 * @returns        Stored columns, each once, and how many days before the first wanted day the read must start.
 * @example        storedNeeds([metricById('activity-rate'), metricById('login-users')]) // => { columns: ['login_users', 'registered_users'], lookbackDays: 27 }
 */
export function storedNeeds(metrics: readonly MetricDefinition[]): { columns: readonly StoredColumn[]; lookbackDays: number } {
  const columns = new Set(
    metrics.flatMap((metric) => {
      if (metric.kind === 'stored') return [metric.column];
      return metric.kind === 'derived' || metric.kind === 'use' || metric.kind === 'own' ? metric.inputs : [];
    }),
  );
  const lookbackDays = Math.max(0, ...metrics.map(lookbackOf));
  return { columns: [...columns], lookbackDays };
}

function lookbackOf(metric: MetricDefinition): number {
  if (metric.kind === 'derived') return metric.windowDays - 1;
  return metric.kind === 'use' || metric.kind === 'own' ? (metric.lookbackDays ?? 0) : 0;
}

/**
 * Evaluates metrics over the stored columns of one account.
 *
 * @param metrics   Definitions.
 * @param stored    The stored columns they need, from `from − lookbackDays` on.
 * @param facts     What is recorded about the account; null where no metric needs it.
 * @param settings  The working calendar.
 * @param from      Day number of the first cell.
 * @param to        Day number of the last cell, included.
 * @returns         One column a metric id, covering `from` to `to`; `not-computed` where the store has nothing.
 * @example         evaluateMetrics([metricById('dau')], { dau: { from: 0, values: Float64Array.of(1, 2), reasons: Uint8Array.of(0, 0) } }, null, { calendar: CALENDAR_CN }, 1, 1).dau.values // => Float64Array.of(2)
 */
export function evaluateMetrics(
  metrics: readonly MetricDefinition[],
  stored: Readonly<Record<string, Column>>,
  facts: AccountFacts | null,
  settings: MetricSettings,
  from: number,
  to: number,
): Record<string, Column> {
  const nothing = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  return Object.fromEntries(
    metrics.map((metric) => [
      metric.id,
      metric.kind === 'own'
        ? metric.evaluate(stored, facts, settings, from, to)
        : evaluateOne(metric, (name) => stored[name] ?? nothing, facts, settings, nothing),
    ]),
  );
}

function evaluateOne(
  metric: Exclude<MetricDefinition, OwnDefinition>,
  stored: (name: StoredColumn) => Column,
  facts: AccountFacts | null,
  settings: MetricSettings,
  nothing: Column,
): Column {
  const [from, to] = [nothing.from, nothing.from + nothing.values.length - 1];
  switch (metric.kind) {
    case 'stored':
      return sliceOf(stored(metric.column), from, to);
    case 'derived':
      return metric.evaluate(metric.inputs.map(stored), settings, from, to);
    case 'recorded':
      return facts === null ? nothing : recordMetric(metric, facts, from, to);
    case 'use':
      return facts === null ? nothing : metric.evaluate(metric.inputs.map(stored), facts, from, to, settings);
    case 'said':
      return facts === null ? nothing : saidColumn(metric.id, facts.said ?? [], facts.live, from, to);
  }
}
