import type { StoredMetric } from '../definition.ts';

export const loginUsers: StoredMetric = {
  id: 'login-users',
  kind: 'stored',
  column: 'login_users',
  label: { 'zh-CN': '登录用户', 'en-US': 'Users who logged in' },
  definition: {
    'zh-CN': '当天至少登录一次的不同使用者人数。',
    'en-US': 'Distinct end users with at least one login on the day.',
  },
  unit: 'users',
  windowDays: 1,
  requirement: 'ACT-03',
};
