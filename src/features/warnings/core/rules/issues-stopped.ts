import { thresholdRule } from '../threshold-rule.ts';

/** ATR-01: Used to raise issues, silent for 60 days. */
export const issuesStopped = thresholdRule(
  {
    id: 'issues-stopped',
    version: 'issues-stopped-1',
    title: { 'zh-CN': '原来常提问题，60 天没有了', 'en-US': 'Used to raise issues, silent for 60 days' },
    act: { 'zh-CN': '问问客户为什么不再反馈', 'en-US': 'Ask the customer why they went quiet' },
    why: {
      'zh-CN': '不再反馈往往是不再用，或者不再指望我们解决。',
      'en-US': 'No more feedback often means no more use, or no more hope that we mend anything.',
    },
    whatToDo: {
      'zh-CN': '看使用图是否同时下降；联系最后提问题的人，问上次的问题解决得怎么样。',
      'en-US': 'See whether usage falls too; call whoever raised the last issue and ask how it went.',
    },
    inputs: ['days-unusually-silent'],
    metric: 'days-unusually-silent',
    unit: 'days',
    direction: 'up',
    severity: 'normal',
    dueInWorkingDays: 3,
    requirement: 'ATR-01',
  },
  {
    fireAt: {
      value: 60,
      unit: 'days',
      source: 'Sign S3 of ATR-01: no issue for 60 days although there was one in 30 before.',
      requirement: 'ATR-01',
    },
    clearAt: { value: 0, unit: 'days', source: 'A new issue: not silent any more.', requirement: 'ATR-01' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'ATR-01',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'ATR-01' },
  },
  true,
);
