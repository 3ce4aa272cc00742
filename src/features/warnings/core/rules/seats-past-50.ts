import { thresholdRule } from '../threshold-rule.ts';

/** MON-06: Grown past 50 seats. */
export const seatsPast50 = thresholdRule(
  {
    id: 'seats-past-50',
    version: 'seats-past-50-1',
    title: { 'zh-CN': '席位跨过 50 席', 'en-US': 'Grown past 50 seats' },
    act: { 'zh-CN': '多投入关注，评估是否升级客户等级', 'en-US': 'Give more attention and propose a higher tier' },
    why: {
      'zh-CN': '从小客户长成企业客户，服务方式要跟着变。',
      'en-US': 'From a small customer to an enterprise: the service must change with it.',
    },
    whatToDo: {
      'zh-CN': '提出升级价值层级，核对负责人是否匹配，安排一次面对面的业务回顾。',
      'en-US': 'Propose the tier, see whether the owner still fits, arrange a review in person.',
    },
    inputs: ['seats-grown-past-50'],
    metric: 'seats-grown-past-50',
    unit: 'seats',
    direction: 'up',
    isChance: true,
    severity: 'normal',
    dueInWorkingDays: 5,
    requirement: 'MON-06',
  },
  {
    fireAt: { value: 50, unit: 'seats', source: 'MON-06: crossing 50 seats.', requirement: 'MON-06' },
    clearAt: { value: 40, unit: 'seats', source: 'Default of ours: well below the line again.', requirement: 'MON-06' },
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
