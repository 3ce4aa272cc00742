import { thresholdRule } from '../threshold-rule.ts';

/** ATR-01: Seven of ten seats idle. */
export const seatsIdle = thresholdRule(
  {
    id: 'seats-idle',
    version: 'seats-idle-1',
    title: { 'zh-CN': '七成席位没人激活', 'en-US': 'Seven of ten seats idle' },
    act: { 'zh-CN': '和客户推进账号激活', 'en-US': 'Get the idle seats activated with the customer' },
    why: {
      'zh-CN': '买了不用，续约时首先砍掉的就是没人登录的席位：100 席只激活 30 席，续约会缩到 30 席。',
      'en-US': 'Seats nobody logs into are the first to go at renewal: of 100 with 30 activated, 30 are renewed.',
    },
    whatToDo: {
      'zh-CN': '找客户管理员核对名单，给没登录过的部门各办一场上手培训，一周后看激活席位。',
      'en-US':
        'Go through the list with the administrator, train the departments that never logged in, look at activated seats a week later.',
    },
    inputs: ['seats-idle'],
    metric: 'seats-idle',
    unit: 'ratio',
    direction: 'up',
    severity: 'high',
    dueInWorkingDays: 3,
    requirement: 'ATR-01',
  },
  {
    fireAt: { value: 0.7, unit: 'ratio', source: 'Sign S1 of ATR-01: 30 % activated or less is red.', requirement: 'ATR-01' },
    clearAt: {
      value: 0.5,
      unit: 'ratio',
      source: 'Sign S1 of ATR-01: half of the seats activated is the amber line.',
      requirement: 'ATR-01',
    },
    clearDays: {
      value: 7,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'ATR-01',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'ATR-01' },
  },
  true,
);
