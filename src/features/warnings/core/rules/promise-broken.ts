import { thresholdRule } from '../threshold-rule.ts';

/** HOF-04: A promise of ours is overdue. */
export const promiseBroken = thresholdRule(
  {
    id: 'promise-broken',
    version: 'promise-broken-1',
    title: { 'zh-CN': '我方承诺逾期', 'en-US': 'A promise of ours is overdue' },
    act: { 'zh-CN': '兑现承诺，或与客户改期', 'en-US': 'Keep the promise, or agree on another day' },
    why: {
      'zh-CN': '答应客户的事过了期还没做到：信任就是这样一点点没的。',
      'en-US': 'What we promised is past its day: this is how trust goes.',
    },
    whatToDo: {
      'zh-CN': '今天联系负责人，给客户一个确定的日期和说法；做不到的当面说明。',
      'en-US': 'Speak to whoever owns it today, give the customer a firm day; say openly what cannot be done.',
    },
    inputs: ['commitments-overdue'],
    metric: 'commitments-overdue',
    unit: 'count',
    direction: 'up',
    severity: 'high',
    dueInWorkingDays: 1,
    requirement: 'HOF-04',
  },
  {
    fireAt: { value: 1, unit: 'count', source: 'A commitment past its day counts as overdue (HOF-04).', requirement: 'HOF-04' },
    clearAt: { value: 0, unit: 'count', source: 'Default of ours: none is overdue.', requirement: 'HOF-04' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'HOF-04',
    },
    coolDownDays: { value: 14, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'HOF-04' },
  },
  true,
);
