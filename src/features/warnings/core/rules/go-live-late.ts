import { thresholdRule } from '../threshold-rule.ts';

/** PRJ-05: Not live 90 days after signing. */
export const goLiveLate = thresholdRule(
  {
    id: 'go-live-late',
    version: 'go-live-late-1',
    title: { 'zh-CN': '签约 90 天还没上线', 'en-US': 'Not live 90 days after signing' },
    act: { 'zh-CN': '和客户重定上线计划', 'en-US': 'Set the go-live anew with the customer' },
    why: {
      'zh-CN': '付了钱三个月还没用上：费用在烧，热情在退。',
      'en-US': 'Paid for three months and not in use: the fee burns and interest goes.',
    },
    whatToDo: {
      'zh-CN': '与客户项目负责人重排计划：卡在数据、人手还是需求；先让一个部门用起来。',
      'en-US': 'Plan anew with the customer: is it data, people or scope? Get one department live first.',
    },
    inputs: ['days-without-go-live'],
    metric: 'days-without-go-live',
    unit: 'days',
    direction: 'up',
    severity: 'high',
    dueInWorkingDays: 3,
    requirement: 'PRJ-05',
  },
  {
    fireAt: { value: 90, unit: 'days', source: 'Slow go-live of PRJ-05: at risk from 90 days.', requirement: 'PRJ-05' },
    clearAt: { value: 0, unit: 'days', source: 'Live, so no day without.', requirement: 'PRJ-05' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'PRJ-05',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'PRJ-05' },
  },
  true,
);
