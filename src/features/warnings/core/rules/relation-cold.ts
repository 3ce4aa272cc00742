import { thresholdRule } from '../threshold-rule.ts';

/** REL-01: Nobody reached for 60 days. */
export const relationCold = thresholdRule(
  {
    id: 'relation-cold',
    version: 'relation-cold-1',
    title: { 'zh-CN': '60 天没有联系上客户', 'en-US': 'Nobody reached for 60 days' },
    act: { 'zh-CN': '约一次沟通，关系不能凉', 'en-US': 'Arrange a talk: relations must not cool' },
    why: {
      'zh-CN': '两个月没有人跟客户说上话：出了变化我们会最后一个知道。',
      'en-US': 'Nobody has spoken with the customer for two months: of any change we would hear last.',
    },
    whatToDo: {
      'zh-CN': '约决策人或推动人聊一次，带一个对他有用的话题（使用报告、最佳实践、新功能）。',
      'en-US': 'Arrange a talk with the decision maker or sponsor and bring something of use: a report, a practice, a release.',
    },
    inputs: ['days-since-touch'],
    metric: 'days-since-touch',
    unit: 'days',
    direction: 'up',
    severity: 'normal',
    dueInWorkingDays: 3,
    requirement: 'REL-01',
  },
  {
    fireAt: { value: 60, unit: 'days', source: 'Cold limit of REL-01 for enterprise customers: 60 days.', requirement: 'REL-01' },
    clearAt: { value: 30, unit: 'days', source: 'Default of ours: reached within a month.', requirement: 'REL-01' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'REL-01',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'REL-01' },
  },
  true,
);
