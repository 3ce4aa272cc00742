import type { StoredMetric } from '../definition.ts';

export const mau: StoredMetric = {
  id: 'mau',
  kind: 'stored',
  column: 'mau',
  label: { 'zh-CN': '月活跃用户', 'en-US': 'Monthly active users' },
  definition: {
    'zh-CN': '最近 30 个自然日（含当天）至少有一次有效登录或操作的不同使用者人数。',
    'en-US': 'Distinct end users with at least one valid login or action in the last 30 civil days, the day included.',
  },
  unit: 'users',
  windowDays: 30,
  requirement: 'ACT-01',
};
