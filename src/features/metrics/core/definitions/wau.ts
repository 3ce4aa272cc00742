import type { StoredMetric } from '../definition.ts';

export const wau: StoredMetric = {
  id: 'wau',
  kind: 'stored',
  column: 'wau',
  label: { 'zh-CN': '周活跃用户', 'en-US': 'Weekly active users' },
  definition: {
    'zh-CN': '最近 7 个自然日（含当天）至少有一次有效登录或操作的不同使用者人数。',
    'en-US': 'Distinct end users with at least one valid login or action in the last 7 civil days, the day included.',
  },
  unit: 'users',
  windowDays: 7,
  requirement: 'ACT-01',
};
