import { type Column, emptyColumn } from '../../../kernel/column.ts';
import type { AccountFacts } from './account-facts.ts';
import { activityRate } from './activity-rate.ts';
import type { UseMetric } from './definition.ts';
import { MONTH_DAYS, usedDays } from './expectation.ts';
import { quotient } from './quotient.ts';
import { saidColumn } from './said-metrics.ts';

const nothing = (from: number): Column => emptyColumn(from, 0, 'not-computed');

/** Unknown(`not-measured`) where nobody said what to expect. */
function ofExpected(column: Column, said: string, facts: AccountFacts, from: number, to: number): Column {
  return quotient(column, saidColumn(said, facts.said ?? [], facts.live, from, to), 'not-measured', from, to);
}

const MONTH = { kind: 'use', of: 'records', windowDays: MONTH_DAYS, lookbackDays: MONTH_DAYS - 1, requirement: 'ACT-07' } as const;
const ACTIVITY_DAYS = 28;

/** How much a customer uses of what its business calls for: where 5 people close the books on 5 days a month, that is all there is to use. */
export const EXPECTATION_METRICS: readonly UseMetric[] = [
  {
    ...MONTH,
    id: 'active-days-30',
    inputs: ['dau'],
    label: { 'zh-CN': '近 30 天使用天数', 'en-US': 'Days used in 30 days' },
    definition: { 'zh-CN': '近 30 天里至少有一人使用的天数。', 'en-US': 'Days of the last 30 on which at least one user was active.' },
    unit: 'days',
    evaluate: ([dau], _facts, from, to) => usedDays(dau ?? nothing(from), from, to).days,
  },
  {
    ...MONTH,
    id: 'users-when-used',
    inputs: ['dau'],
    label: { 'zh-CN': '使用日人数', 'en-US': 'Users on a day of use' },
    definition: {
      'zh-CN': '近 30 天里有人使用的那些天，平均每天的人数；没人用过为 0。',
      'en-US': 'Mean daily users over the days of the last 30 on which anybody was active; 0 where nobody was.',
    },
    unit: 'users',
    evaluate: ([dau], _facts, from, to) => usedDays(dau ?? nothing(from), from, to).users,
  },
  {
    ...MONTH,
    id: 'users-of-expected',
    inputs: ['dau'],
    label: { 'zh-CN': '人数达成', 'en-US': 'Users against expectation' },
    definition: {
      'zh-CN': '使用日人数 ÷ 期望日人数；没有设过期望时未知。',
      'en-US': 'Users on a day of use ÷ expected daily users; Unknown where no expectation was set.',
    },
    unit: 'ratio',
    evaluate: ([dau], facts, from, to) =>
      ofExpected(usedDays(dau ?? nothing(from), from, to).users, 'expected-daily-users', facts, from, to),
  },
  {
    ...MONTH,
    id: 'active-days-of-expected',
    inputs: ['dau'],
    label: { 'zh-CN': '天数达成', 'en-US': 'Days against expectation' },
    definition: {
      'zh-CN': '近 30 天使用天数 ÷ 期望使用天数；没有设过期望时未知。',
      'en-US': 'Days used in 30 days ÷ expected days of use; Unknown where no expectation was set.',
    },
    unit: 'ratio',
    evaluate: ([dau], facts, from, to) =>
      ofExpected(usedDays(dau ?? nothing(from), from, to).days, 'expected-active-days', facts, from, to),
  },
  {
    ...MONTH,
    id: 'modules-of-expected',
    inputs: ['modules_in_use'],
    lookbackDays: 0,
    label: { 'zh-CN': '模块达成', 'en-US': 'Modules against expectation' },
    definition: {
      'zh-CN': '在用模块数 ÷ 期望模块数；没有设过期望时未知。',
      'en-US': 'Modules in use ÷ expected modules; Unknown where no expectation was set.',
    },
    unit: 'ratio',
    evaluate: ([modules], facts, from, to) => ofExpected(modules ?? nothing(from), 'expected-modules', facts, from, to),
  },
  {
    ...MONTH,
    id: 'activity-of-expected',
    inputs: ['login_users', 'registered_users'],
    windowDays: ACTIVITY_DAYS,
    lookbackDays: ACTIVITY_DAYS - 1,
    label: { 'zh-CN': '活跃达成', 'en-US': 'Activity against expectation' },
    definition: {
      'zh-CN': '活跃度 ÷ 期望活跃度；没有设过期望时未知。',
      'en-US': 'Activity ÷ expected activity; Unknown where no expectation was set.',
    },
    unit: 'ratio',
    evaluate: ([logins, registered], facts, from, to, { calendar }) =>
      ofExpected(
        activityRate(logins ?? nothing(from), registered ?? nothing(from), calendar, from, to),
        'expected-activity',
        facts,
        from,
        to,
      ),
  },
];
