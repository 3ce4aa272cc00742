import { thresholdRule } from '../threshold-rule.ts';

/** MON-04: Daily users rose by half in a week. */
export const usersRisen = thresholdRule(
  {
    id: 'users-risen',
    version: 'users-risen-1',
    title: { 'zh-CN': '日活一周涨了五成', 'en-US': 'Daily users rose by half in a week' },
    act: { 'zh-CN': '问清新用起来的是谁，趁热推开', 'en-US': 'Ask who started, and help it spread' },
    why: {
      'zh-CN': '用的人突然变多，说明客户在推广或有新的场景：这时候多帮一把，推广最容易成。',
      'en-US': 'Use grows suddenly: the customer is rolling out or has found a new purpose. Help given now goes furthest.',
    },
    whatToDo: {
      'zh-CN': '问清是哪个部门、什么场景在用，主动提供培训和最佳实践；席位快用满时先打招呼。',
      'en-US': 'Ask which department and what for, offer training and practice; say early when seats run short.',
    },
    inputs: ['dau-change'],
    metric: 'dau-change',
    unit: 'ratio',
    direction: 'up',
    isChance: true,
    severity: 'normal',
    dueInWorkingDays: 3,
    requirement: 'MON-04',
  },
  {
    fireAt: {
      value: 0.5,
      unit: 'ratio',
      source: 'Default of MON-04: 7-day mean against the 28 days before at +50 % or more.',
      requirement: 'MON-04',
    },
    clearAt: { value: 0.25, unit: 'ratio', source: 'Default of ours: half of the rise is gone.', requirement: 'MON-04' },
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
