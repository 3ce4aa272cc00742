import { thresholdRule } from '../threshold-rule.ts';

/** MON-04: Daily users fell by a third in a week. */
export const usersFallen = thresholdRule(
  {
    id: 'users-fallen',
    version: 'users-fallen-1',
    title: { 'zh-CN': '日活一周跌了三成', 'en-US': 'Daily users fell by a third in a week' },
    act: { 'zh-CN': '问清这周谁不再用、为什么', 'en-US': 'Ask who stopped this week, and why' },
    why: {
      'zh-CN': '最近一周的日均使用人数比此前四周少了三成以上：不是慢慢淡下来，是刚刚出了事。',
      'en-US': 'Daily users of the last week are 30% or more below the four weeks before: not a slow fade, something has just happened.',
    },
    whatToDo: {
      'zh-CN': '看是哪些人、哪个部门停了；联系推动人问清原因（换人、换流程、故障、放假），当周约定恢复的动作。',
      'en-US':
        'See which people or departments stopped; ask the sponsor why (people, process, an outage, a holiday) and agree this week on how use comes back.',
    },
    inputs: ['dau-change'],
    metric: 'dau-change',
    unit: 'ratio',
    direction: 'down',
    severity: 'high',
    dueInWorkingDays: 2,
    requirement: 'MON-04',
  },
  {
    fireAt: {
      value: -0.3,
      unit: 'ratio',
      source: 'Default of MON-04: 7-day mean against the 28 days before at −30 % or less.',
      requirement: 'MON-04',
    },
    clearAt: { value: -0.15, unit: 'ratio', source: 'Default of ours: half of the fall is made up.', requirement: 'MON-04' },
    clearDays: {
      value: 7,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'MON-04',
    },
    coolDownDays: { value: 14, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'MON-04' },
  },
  true,
);
