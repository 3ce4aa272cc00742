import { thresholdRule } from '../threshold-rule.ts';

/** ATR-01: Avoided three times in 60 days. */
export const approachesAvoided = thresholdRule(
  {
    id: 'approaches-avoided',
    version: 'approaches-avoided-1',
    title: { 'zh-CN': '60 天内三次被回避', 'en-US': 'Avoided three times in 60 days' },
    act: { 'zh-CN': '换个人、换个方式再联系', 'en-US': 'Try another person and another way' },
    why: {
      'zh-CN': '拜访、电话接连被拒绝或没人接：客户在躲，多半已经有了别的打算。',
      'en-US': 'Visits and calls are refused or go unanswered: the customer avoids us, and has often other plans already.',
    },
    whatToDo: {
      'zh-CN': '换渠道、换联系人，请销售或主管出面；弄清客户是忙、是不满，还是在看别家。',
      'en-US': 'Change channel and contact, bring in sales or the lead; find out whether they are busy, unhappy or looking elsewhere.',
    },
    inputs: ['approaches-avoided-60'],
    metric: 'approaches-avoided-60',
    unit: 'count',
    direction: 'up',
    severity: 'high',
    dueInWorkingDays: 2,
    requirement: 'ATR-01',
  },
  {
    fireAt: {
      value: 3,
      unit: 'count',
      source: 'Sign S4 of ATR-01: three refused or unanswered approaches in 60 days.',
      requirement: 'ATR-01',
    },
    clearAt: { value: 1, unit: 'count', source: 'Default of ours: at most one is left in the window.', requirement: 'ATR-01' },
    clearDays: {
      value: 7,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'ATR-01',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'ATR-01' },
  },
  true,
);
