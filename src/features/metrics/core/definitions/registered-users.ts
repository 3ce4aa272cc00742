import type { StoredMetric } from '../definition.ts';

export const registeredUsers: StoredMetric = {
  id: 'registered-users',
  kind: 'stored',
  column: 'registered_users',
  label: { 'zh-CN': '注册用户', 'en-US': 'Registered users' },
  definition: {
    'zh-CN': '已创建且未停用的使用者人数；若来源从不发送使用者，则以最近 180 天用过产品的不同使用者推断。',
    'en-US': 'End users created and not disabled; when the source never sends users, inferred as the distinct users of the last 180 days.',
  },
  unit: 'users',
  windowDays: 1,
  requirement: 'ACT-03',
};
