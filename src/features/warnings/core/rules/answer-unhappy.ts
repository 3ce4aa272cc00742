import { thresholdRule } from '../threshold-rule.ts';

/** HLT-07: The last answer detracts. */
export const answerUnhappy = thresholdRule(
  {
    id: 'answer-unhappy',
    version: 'answer-unhappy-1',
    title: { 'zh-CN': '最近一次评分是贬损者', 'en-US': 'The last answer detracts' },
    act: { 'zh-CN': '回访打低分的人', 'en-US': 'Call back whoever scored low' },
    why: {
      'zh-CN': '客户明说了不满意：两天内回应还来得及，不回应就等于默认。',
      'en-US': 'The customer said it plainly: an answer within days can still turn it, silence confirms it.',
    },
    whatToDo: {
      'zh-CN': '一个工作日内回访打分的人，听完原因，约定一个能兑现的改进。',
      'en-US': 'Call back within one working day, hear the reasons, agree on one improvement that can be kept.',
    },
    inputs: ['last-nps-detractor'],
    metric: 'last-nps-detractor',
    unit: 'flag',
    direction: 'up',
    severity: 'high',
    dueInWorkingDays: 1,
    requirement: 'HLT-07',
  },
  {
    fireAt: { value: 1, unit: 'flag', source: 'A detractor by the rule of its scale (settled 9).', requirement: 'HLT-07' },
    clearAt: { value: 0, unit: 'flag', source: 'The next answer is none.', requirement: 'HLT-07' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'HLT-07',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'HLT-07' },
  },
  true,
);
