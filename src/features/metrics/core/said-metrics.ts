import type { Column } from '../../../kernel/column.ts';
import type { SaidValue } from './account-facts.ts';
import type { SaidMetric } from './definition.ts';
import { type LiveSpan, lastColumn, liveColumn } from './record-columns.ts';

/** Values that people say, as no system measures them. */
export const SAID_METRICS: readonly SaidMetric[] = [
  {
    id: 'expected-activity',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '期望活跃度', 'en-US': 'Expected activity' },
    definition: {
      'zh-CN': '这家客户的业务该有的活跃度：例如每月只有 5 人用 5 天结账的客户，期望很低也是健康的。',
      'en-US':
        'The activity that the business of this customer calls for: where 5 people close the books on 5 days a month, little is healthy.',
    },
    unit: 'ratio',
    requirement: 'ACT-07',
    least: 0.01,
    most: 1,
  },
  {
    id: 'expected-daily-users',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '期望日人数', 'en-US': 'Expected daily users' },
    definition: {
      'zh-CN': '用产品的那些天，每天该有多少人用。',
      'en-US': 'Users that a day on which the product is used should have.',
    },
    unit: 'users',
    requirement: 'ACT-07',
    least: 1,
    most: 1e6,
  },
  {
    id: 'expected-active-days',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '期望使用天数', 'en-US': 'Expected days of use' },
    definition: { 'zh-CN': '一个月（30 天）里该有多少天在用。', 'en-US': 'Days of a month (30 days) on which the product should be used.' },
    unit: 'days',
    requirement: 'ACT-07',
    least: 1,
    most: 30,
  },
  {
    id: 'expected-modules',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '期望模块数', 'en-US': 'Expected modules' },
    definition: { 'zh-CN': '业务该用到多少个模块。', 'en-US': 'Modules that the business of this customer calls for.' },
    unit: 'modules',
    requirement: 'ACT-07',
    least: 1,
    most: 1000,
  },
  {
    id: 'integration-wanted',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '约定了集成', 'en-US': 'Integration agreed' },
    definition: {
      'zh-CN': '与客户约定了接通其他系统为 1，不需要为 0。',
      'en-US': '1 where a link to another system was agreed with the customer, 0 where none is needed.',
    },
    unit: 'flag',
    requirement: 'HLT-02',
    least: 0,
    most: 1,
  },
  {
    id: 'expected-calls',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '期望日调用量', 'en-US': 'Expected calls a day' },
    definition: { 'zh-CN': '集成每天该有的调用次数。', 'en-US': 'Calls of the integration that a day should have.' },
    unit: 'count',
    requirement: 'HLT-02',
    least: 1,
    most: 1e9,
  },
  {
    id: 'sentiment-said',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '口碑（人工）', 'en-US': 'Sentiment, said' },
    definition: {
      'zh-CN': '同事对客户口碑的打分，0 到 100；不会提高使用健康度。',
      'en-US': 'How a colleague rates what the customer says of us, 0 to 100; it never raises usage health.',
    },
    unit: 'points',
    requirement: 'HLT-07',
    least: 0,
    most: 100,
  },
  {
    id: 'value-progress',
    kind: 'said',
    windowDays: 1,
    label: { 'zh-CN': '价值进度', 'en-US': 'Value progress' },
    definition: {
      'zh-CN': '与客户约定的成功标准完成到多少，0 到 100。',
      'en-US': 'How far the success criteria agreed with the customer are reached, 0 to 100.',
    },
    unit: 'points',
    requirement: 'HLT-07',
    least: 0,
    most: 100,
  },
];

/**
 * A value that people say, for each day.
 *
 * @param id    Id of the metric.
 * @param said  What was said about the customer, of any metric.
 * @param live  When the customer is live.
 * @param from  Day number of the first cell.
 * @param to    Day number of the last cell, included.
 * @returns     The value said last, while it stands; Unknown(`not-measured`) before the first and after it has lapsed.
 * @example     saidColumn('value-progress', [{ metric: 'value-progress', on: 1, until: 2, value: 60 }], { from: 0, to: null }, 0, 3).values // => Float64Array.of(NaN, 60, 60, NaN)
 */
export function saidColumn(id: string, said: readonly SaidValue[], live: LiveSpan, from: number, to: number): Column {
  const own = said.filter(({ metric }) => metric === id);
  if (own.length === 0) return liveColumn(live, from, to, 'not-measured');
  const column = lastColumn(own, null, live, from, to);
  // One that has lapsed does not let the one before it stand again: the later word counts.
  const last = lastColumn(
    own.map(({ on, until }) => ({ on, value: until ?? Number.POSITIVE_INFINITY })),
    null,
    live,
    from,
    to,
  );
  const lapsed = liveColumn(live, from, to, 'not-measured');
  for (let index = 0; index < column.values.length; index++) {
    if (!(from + index > (last.values[index] ?? Number.POSITIVE_INFINITY))) continue;
    column.values[index] = Number.NaN;
    column.reasons[index] = lapsed.reasons[index] ?? 0;
  }
  return column;
}
