import type { StoredMetric } from '../definition.ts';

export const dau: StoredMetric = {
  id: 'dau',
  kind: 'stored',
  column: 'dau',
  label: { 'zh-CN': '日活跃用户', 'en-US': 'Daily active users' },
  definition: {
    'zh-CN': '当天至少有一次有效登录或操作的不同使用者人数。机器人与批量操作不计。',
    'en-US': 'Distinct end users with at least one valid login or action on the day. Bots and bulk changes do not count.',
  },
  unit: 'users',
  windowDays: 1,
  requirement: 'ACT-01',
};
