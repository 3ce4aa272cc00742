import { type Column, emptyColumn } from '../../../kernel/column.ts';
import { explainFiring, firingColumn, type Hysteresis, isSettled } from './hysteresis.ts';
import type { Rule, RuleOptions } from './rule.ts';

export interface ThresholdOptions extends RuleOptions {
  /** Fires from this value on, on the bad side of it. */
  readonly fireAt: number;
  /** A good day is on the good side of this value, or on it. */
  readonly clearAt: number;
  /** So many good days in a row are the all-clear. */
  readonly clearDays: number;
  /** Days from an opening on which no second warning opens. */
  readonly coolDownDays: number;
}

/**
 * A rule over one metric: it fires when the value reaches a threshold in the rule's direction, and is over after enough good days.
 *
 * @param meta      What the rule is; its direction says which side is watched.
 * @param defaults  Numbers with their sources.
 * @param onLine    Whether a value that is exactly the threshold fires.
 * @param compared  What is compared with the threshold, where it is not the metric itself.
 * @returns         The rule.
 * @example         thresholdRule({ id: 'x', version: 'x-1', title: { 'zh-CN': '', 'en-US': '' }, act: { 'zh-CN': '', 'en-US': '' }, why: { 'zh-CN': '', 'en-US': '' }, whatToDo: { 'zh-CN': '', 'en-US': '' }, inputs: ['m'], metric: 'm', unit: 'users', direction: 'up', severity: 'normal', dueInWorkingDays: 1, requirement: 'MON-04' }, { fireAt: { value: 5, unit: 'users', source: '', requirement: '' }, clearAt: { value: 5, unit: 'users', source: '', requirement: '' }, clearDays: { value: 1, unit: 'days', source: '', requirement: '' }, coolDownDays: { value: 1, unit: 'days', source: '', requirement: '' } }, true).fires(5, { fireAt: 5, clearAt: 5, clearDays: 1, coolDownDays: 1 }) // => true
 */
export function thresholdRule(
  meta: Rule['meta'],
  defaults: Rule<ThresholdOptions>['defaults'],
  onLine: boolean,
  compared: (columns: Readonly<Record<string, Column>>) => Column | undefined = (columns) => columns[meta.metric],
): Rule<ThresholdOptions> {
  const worse = (value: number, than: number): boolean => (meta.direction === 'down' ? value < than : value > than);
  const fires = (value: number, { fireAt }: ThresholdOptions): boolean => worse(value, fireAt) || (onLine && value === fireAt);
  const clears = (value: number, options: ThresholdOptions): boolean => !worse(value, options.clearAt) && !fires(value, options);
  const watched = (columns: Readonly<Record<string, Column>>, from: number): Column =>
    compared(columns) ?? emptyColumn(from, 0, 'not-computed');
  const hysteresis = (options: ThresholdOptions): Hysteresis => ({
    fires: (value) => fires(value, options),
    clears: (value) => clears(value, options),
    clearDays: options.clearDays,
  });
  return {
    meta,
    defaults,
    threshold: ({ fireAt }) => fireAt,
    coolDownDays: ({ coolDownDays }) => coolDownDays,
    fires,
    clears,
    watched,
    evaluate: (columns, options, from, to) => firingColumn(watched(columns, from), hysteresis(options), from, to),
    explain: (columns, options, day) => explainFiring(watched(columns, day), hysteresis(options), day),
    isSettled: (columns, options, day) => isSettled(watched(columns, day), hysteresis(options), day),
  };
}
