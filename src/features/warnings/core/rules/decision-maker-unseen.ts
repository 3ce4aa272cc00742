import { thresholdRule } from '../threshold-rule.ts';

/** ATR-01: The decision maker not reached for 90 days. */
export const decisionMakerUnseen = thresholdRule(
  {
    id: 'decision-maker-unseen',
    version: 'decision-maker-unseen-1',
    title: { 'zh-CN': '90 天没有联系上决策人', 'en-US': 'The decision maker not reached for 90 days' },
    act: { 'zh-CN': '约决策人见一次', 'en-US': 'See the decision maker' },
    why: {
      'zh-CN': '决策人三个月没有接触：续约时拍板的人不知道我们做了什么。',
      'en-US': 'No contact with the decision maker for three months: whoever signs the renewal does not know what we did.',
    },
    whatToDo: {
      'zh-CN': '请推动人引荐，带着成果去见决策人；约不上就升级给主管。',
      'en-US': 'Ask the sponsor for an introduction and bring results; escalate to the lead when it cannot be arranged.',
    },
    inputs: ['days-since-decider-touch'],
    metric: 'days-since-decider-touch',
    unit: 'days',
    direction: 'up',
    severity: 'high',
    dueInWorkingDays: 3,
    requirement: 'ATR-01',
  },
  {
    fireAt: { value: 90, unit: 'days', source: 'Sign S4 of ATR-01: no decision-maker contact for 90 days.', requirement: 'ATR-01' },
    clearAt: { value: 60, unit: 'days', source: 'Default of ours: seen within two months.', requirement: 'ATR-01' },
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
