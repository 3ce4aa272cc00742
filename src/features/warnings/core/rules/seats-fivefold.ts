import { thresholdRule } from '../threshold-rule.ts';

/** MON-06: Five times the first purchase. */
export const seatsFivefold = thresholdRule(
  {
    id: 'seats-fivefold',
    version: 'seats-fivefold-1',
    title: { 'zh-CN': '席位涨到首购的 5 倍', 'en-US': 'Five times the first purchase' },
    act: { 'zh-CN': '多投入关注，评估是否升级客户等级', 'en-US': 'Give more attention and propose a higher tier' },
    why: {
      'zh-CN': '用得好、在扩张的客户值得更多投入，也最容易介绍新客户。',
      'en-US': 'A customer that grows deserves more of us, and recommends us most readily.',
    },
    whatToDo: {
      'zh-CN': '与负责人回顾哪些部门在扩，提出升级价值层级，并安排下一次业务回顾。',
      'en-US': 'Review with them which departments grow, propose the tier, arrange the next business review.',
    },
    inputs: ['seats-of-first'],
    metric: 'seats-of-first',
    unit: 'ratio',
    direction: 'up',
    isChance: true,
    severity: 'normal',
    dueInWorkingDays: 5,
    requirement: 'MON-06',
  },
  {
    fireAt: { value: 5, unit: 'ratio', source: 'MON-06: five times the first purchase or more.', requirement: 'MON-06' },
    clearAt: { value: 4, unit: 'ratio', source: 'Default of ours: well below the line again.', requirement: 'MON-06' },
    clearDays: {
      value: 1,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'MON-06',
    },
    coolDownDays: { value: 365, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'MON-06' },
  },
  true,
);
