import { thresholdRule } from '../threshold-rule.ts';

/** EXP-02: Seats nearly used up. */
export const seatsNearlyFull = thresholdRule(
  {
    id: 'seats-nearly-full',
    version: 'seats-nearly-full-1',
    title: { 'zh-CN': '席位快用满了', 'en-US': 'Seats nearly used up' },
    act: { 'zh-CN': '提前和客户谈加席位', 'en-US': 'Talk about more seats before they run out' },
    why: {
      'zh-CN': '席位用满后新员工进不来，流程会断；提前谈是帮客户，也是增购的机会。',
      'en-US': 'When seats run out new staff cannot get in; speaking early helps them and is an expansion.',
    },
    whatToDo: {
      'zh-CN': '把席位使用情况发给客户管理员，问清招聘和推广计划，按需要的数量报价。',
      'en-US': 'Send the administrator the figures, ask for hiring and roll-out plans, quote what they need.',
    },
    inputs: ['seat-use'],
    metric: 'seat-use',
    unit: 'ratio',
    direction: 'up',
    isChance: true,
    severity: 'normal',
    dueInWorkingDays: 5,
    requirement: 'EXP-02',
  },
  {
    fireAt: {
      value: 0.9,
      unit: 'ratio',
      source: 'EXP-02: from 90 % of the seats an early signal, at 100 % saturated.',
      requirement: 'EXP-02',
    },
    clearAt: { value: 0.85, unit: 'ratio', source: 'Default of ours: seats were added, or given back.', requirement: 'EXP-02' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'EXP-02',
    },
    coolDownDays: { value: 60, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'EXP-02' },
  },
  true,
);
