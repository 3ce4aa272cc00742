import { thresholdRule } from '../threshold-rule.ts';

/** MON-09: A decision maker has left. */
export const decisionMakerLeft = thresholdRule(
  {
    id: 'decision-maker-left',
    version: 'decision-maker-left-1',
    title: { 'zh-CN': '决策人离开了', 'en-US': 'A decision maker has left' },
    act: { 'zh-CN': '问清谁接任，尽快见面', 'en-US': 'Find out who follows, and meet' },
    why: {
      'zh-CN': '当初拍板的人走了，新来的人没有承诺过什么：这是流失最常见的起点之一。',
      'en-US': 'Whoever decided for us is gone and the successor promised nothing: one of the commonest beginnings of churn.',
    },
    whatToDo: {
      'zh-CN': '一个工作日内问清接任者、交接情况和态度，约一次见面，重讲目标与成果；记下去向，可能是新商机。',
      'en-US':
        'Within one working day find out who follows, what was handed over and how they see us; meet, tell goals and results again. Note where the old one went.',
    },
    inputs: ['decision-makers-left-90'],
    metric: 'decision-makers-left-90',
    unit: 'count',
    direction: 'up',
    severity: 'critical',
    dueInWorkingDays: 1,
    requirement: 'MON-09',
  },
  {
    fireAt: { value: 1, unit: 'count', source: 'Decision maker left, 25 points of MON-09: one is enough.', requirement: 'MON-09' },
    clearAt: { value: 0, unit: 'count', source: 'Default of ours: none within 90 days.', requirement: 'MON-09' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'MON-09',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'MON-09' },
  },
  true,
);
