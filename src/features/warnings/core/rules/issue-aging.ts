import { thresholdRule } from '../threshold-rule.ts';

/** ISL-05: An issue has been open for 30 days. */
export const issueAging = thresholdRule(
  {
    id: 'issue-aging',
    version: 'issue-aging-1',
    title: { 'zh-CN': '问题挂了 30 天', 'en-US': 'An issue has been open for 30 days' },
    act: { 'zh-CN': '推动最久的问题有个结果', 'en-US': 'Bring the oldest issue to a result' },
    why: {
      'zh-CN': '一个问题挂了一个月：再小的问题也会变成「他们不管」。',
      'en-US': 'An issue has waited a month: however small, it becomes "they do not care".',
    },
    whatToDo: {
      'zh-CN': '找到最久的那个问题，问清卡在哪里，给客户一个进展和日期。',
      'en-US': 'Find the oldest issue, ask what holds it up, and give the customer progress and a day.',
    },
    inputs: ['issues-open-oldest'],
    metric: 'issues-open-oldest',
    unit: 'days',
    direction: 'up',
    severity: 'normal',
    dueInWorkingDays: 2,
    requirement: 'ISL-05',
  },
  {
    fireAt: { value: 30, unit: 'days', source: 'Ageing of ISL-05: 30 days.', requirement: 'ISL-05' },
    clearAt: { value: 15, unit: 'days', source: 'Ageing of ISL-05: 15 days are the first mark.', requirement: 'ISL-05' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'ISL-05',
    },
    coolDownDays: { value: 14, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'ISL-05' },
  },
  true,
);
