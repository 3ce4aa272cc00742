import { type Column, cell } from '../../../kernel/column.ts';
import type { MetricUnit } from '../../metrics/core/definition.ts';
import { METRICS } from '../../metrics/core/registry.ts';
import { type Condition, conditionColumn, conditionMetrics, linesOf } from './condition.ts';
import { explainFiring, firingColumn, type Hysteresis, isSettled } from './hysteresis.ts';
import type { ReadyRule } from './registry.ts';

/** A rule that a workspace made itself: a condition over metrics, and what to do where it holds. */
export interface OwnRule {
  readonly title: string;
  readonly act: string;
  readonly condition: Condition;
  readonly direction: 'down' | 'up';
  readonly severity: 'critical' | 'high' | 'normal';
  readonly dueInWorkingDays: number;
  /** So many days in a row without the condition are the all-clear. */
  readonly clearDays: number;
  readonly coolDownDays: number;
}

/** Where no single line was crossed, the condition itself is what is shown. */
export const CONDITION = 'condition';

/**
 * Makes a rule of a workspace's own ready to judge, by the same states as ours.
 *
 * @param id       Id of the rule.
 * @param version  Kept with every warning.
 * @param own      What the workspace said.
 * @returns        The rule. It fires on days on which the condition holds; a day on which it is not known says nothing.
 * @source         MON-05.
 * @example        ownReadyRule('own-1', 'own-1.1', { title: 'T', act: 'A', condition: { is: '<', of: [{ is: 'metric', id: 'dau' }, { is: 'number', value: 3 }] }, direction: 'down', severity: 'normal', dueInWorkingDays: 1, clearDays: 1, coolDownDays: 14 }).meta.inputs // => ['dau']
 */
export function ownReadyRule(id: string, version: string, own: OwnRule): ReadyRule {
  const inputs = conditionMetrics(own.condition);
  const lines = linesOf(own.condition);
  const fires = (value: number): boolean => value === 1;
  const hysteresis: Hysteresis = { fires, clears: (value) => value === 0, clearDays: own.clearDays };
  const watched = (columns: Readonly<Record<string, Column>>, from: number, to: number): Column =>
    conditionColumn(columns, own.condition, from, to);
  const whole = (columns: Readonly<Record<string, Column>>, to: number): Column =>
    watched(columns, Math.min(to, ...inputs.map((metric) => columns[metric]?.from ?? to)), to);
  const words = { 'zh-CN': own.title, 'en-US': own.title };
  return {
    meta: {
      ...{ id, version, inputs, title: words, why: words, whatToDo: { 'zh-CN': own.act, 'en-US': own.act } },
      act: { 'zh-CN': own.act, 'en-US': own.act },
      metric: lines[0]?.metric ?? CONDITION,
      unit: 'flag',
      direction: own.direction,
      severity: own.severity,
      dueInWorkingDays: own.dueInWorkingDays,
      requirement: 'MON-05',
    },
    threshold: 1,
    coolDownDays: own.coolDownDays,
    said: { title: own.title, act: own.act },
    watched,
    shown(columns, day) {
      for (const { metric, threshold } of lines) {
        const column = columns[metric];
        const value = column === undefined ? null : cell(column, day);
        if (value?.known) return { metric, value: value.value, threshold };
      }
      return { metric: CONDITION, value: 1, threshold: 1 };
    },
    fires,
    evaluate: (columns, from, to) => firingColumn(whole(columns, to), hysteresis, from, to),
    explain: (columns, day) => explainFiring(whole(columns, day), hysteresis, day),
    isSettled: (columns, day) => isSettled(whole(columns, day), hysteresis, day),
  };
}

/** Shares are written between 0 and 1; a few go beyond, as more seats used than bought. */
const LARGEST_SHARE = 2;

type Units = ReadonlyMap<string, MetricUnit>;
const OUR_UNITS: Units = new Map(METRICS.map(({ id, unit }) => [id, unit]));

/** What is wrong with a number. */
export interface RuleProblem {
  /** The field. */
  readonly path: string;
  readonly message: string;
}

/**
 * What keeps a condition from being used.
 *
 * @param condition  A condition that can be read.
 * @param units      The unit of each metric there is; ours where absent.
 * @returns          Problems; empty when it may be used.
 * @example          conditionProblems({ is: '<', of: [{ is: 'metric', id: 'activity-rate' }, { is: 'number', value: 20 }] }).length // => 1
 */
export function conditionProblems(condition: Condition, units: Units = OUR_UNITS): readonly RuleProblem[] {
  if (conditionMetrics(condition).length === 0) return [{ path: 'condition', message: 'It looks at no metric.' }];
  return linesOf(condition).flatMap(({ metric, threshold }) => unitProblems('condition', metric, threshold, units));
}

/**
 * Whether a threshold can be meant in the unit of its metric.
 *
 * @param path       The field that holds it.
 * @param metric     Id of the metric.
 * @param threshold  The number.
 * @param units      The unit of each metric there is; ours where absent.
 * @returns          Empty when it can.
 * @example          unitProblems('fireAt', 'activity-rate', 0.2) // => []
 */
export function unitProblems(path: string, metric: string, threshold: number, units: Units = OUR_UNITS): readonly RuleProblem[] {
  const unit = units.get(metric);
  if (!Number.isFinite(threshold)) return [{ path, message: 'It must be a number.' }];
  if (unit === 'ratio' && Math.abs(threshold) > LARGEST_SHARE)
    return [{ path, message: `${metric} is a share: ${threshold} would never be reached. Write ${threshold / 100} for ${threshold} %.` }];
  return [];
}
