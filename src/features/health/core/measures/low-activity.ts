import { type Column, cell, emptyColumn, PARTIAL } from '../../../../kernel/column.ts';
import type { Maybe } from '../../../../kernel/known.ts';
import type { Measure } from '../measure.ts';

export interface LowActivityOptions {
  /** Activity that earns all points, a fraction. */
  readonly expectedActivity: number;
}

/** Part A of the usage health score, shown by itself as 活跃分: activity against what is expected. */
export const lowActivity: Measure<LowActivityOptions> = {
  meta: {
    id: 'low-activity',
    title: { 'zh-CN': '活跃不足', 'en-US': 'Low activity' },
    why: {
      'zh-CN': '没有活跃就谈不上健康：员工不登录，产品就没有产生价值。但活跃只是基础，活跃的客户也会流失。',
      'en-US':
        'There is no health without activity: a product nobody opens creates no value. It is the base, not the proof; active customers leave too.',
    },
    whatToDo: {
      'zh-CN': '先看是哪些使用者不再登录，再与客户的推动人确认原因（换人、换流程、培训不到位），约定一次面向这些人的培训。',
      'en-US':
        'See which users stopped logging in, ask the sponsor why (people or process changed, training missed), and agree on a training for them.',
    },
    inputs: ['activity-rate'],
    unit: 'points',
    requirement: 'HLT-02',
  },
  defaults: {
    expectedActivity: {
      value: 0.6,
      unit: 'ratio',
      source: 'Worked example of HLT-02 (45 % against 60 %); a workspace setting until expectation profiles exist (ACT-07).',
      requirement: 'HLT-02',
    },
  },
  evaluate: lowActivityColumn,
};

/**
 * The activity score of each day: 100 × activity ÷ expected activity, at most 100.
 *
 * @param columns  `activity-rate` as fractions, covering `from` to `to`.
 * @param options  `expectedActivity`: a fraction above 0.
 * @param from     Day number of the first cell.
 * @param to       Day number of the last cell, included.
 * @returns        Points, 0 to 100. Unknown with the reason of the activity.
 * @source         HLT-02, part A.
 * @example        lowActivityColumn({ 'activity-rate': { from: 0, values: Float64Array.of(0.45), reasons: Uint8Array.of(0) } }, { expectedActivity: 0.6 }, 0, 0).values // => Float64Array.of(75)
 */
export function lowActivityColumn(
  columns: Readonly<Record<string, Column>>,
  options: LowActivityOptions,
  from: number,
  to: number,
): Column {
  const score = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  const activity = columns['activity-rate'];
  if (activity === undefined) return score;
  for (let index = 0; index < score.values.length; index++) {
    const reason = activity.reasons[from + index - activity.from];
    if (reason === undefined) continue;
    score.reasons[index] = reason;
    // Multiplied first: 100 × 0.45 ÷ 0.6 is 75 to the last bit, 100 × (0.45 ÷ 0.6) is not for every pair.
    if (reason === 0 || reason === PARTIAL)
      score.values[index] = Math.min(100, (100 * (activity.values[from + index - activity.from] ?? 0)) / options.expectedActivity);
  }
  return score;
}

/**
 * The activity score of one day with what it is made of.
 *
 * @param columns  As for `lowActivityColumn`.
 * @param options  As for `lowActivityColumn`.
 * @param day      Day number.
 * @returns        Score in points, equal to the cell of the column; activity and expected activity as fractions.
 * @source         HLT-02, part A.
 * @example        explainLowActivity({ 'activity-rate': { from: 0, values: Float64Array.of(0.9), reasons: Uint8Array.of(0) } }, { expectedActivity: 0.6 }, 0).score // => { known: true, value: 100 }
 */
export function explainLowActivity(
  columns: Readonly<Record<string, Column>>,
  options: LowActivityOptions,
  day: number,
): { score: Maybe<number>; activity: Maybe<number>; expected: number } {
  const activity = columns['activity-rate'] ?? emptyColumn(day, 1, 'not-computed');
  return {
    score: cell(lowActivityColumn(columns, options, day, day), day),
    activity: cell(activity, day),
    expected: options.expectedActivity,
  };
}
