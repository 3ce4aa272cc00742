import { InvariantError } from '../../../../kernel/errors.ts';
import { ACTIVITY_WINDOW_DAYS, activityRate as evaluate } from '../activity-rate.ts';
import type { DerivedMetric } from '../definition.ts';

export const activityRate: DerivedMetric = {
  id: 'activity-rate',
  kind: 'derived',
  inputs: ['login_users', 'registered_users'],
  label: { 'zh-CN': '活跃度', 'en-US': 'Activity' },
  definition: {
    'zh-CN': '最近 28 个自然日中各工作日登录比例的平均值；至少需要 10 个数据已知的工作日。工作日按国务院公布的节假日与调休安排。',
    'en-US':
      'Mean login ratio over the working days of the last 28 civil days; needs at least 10 Known working days. Working days follow the published holidays and make-up workdays of China.',
  },
  unit: 'ratio',
  windowDays: ACTIVITY_WINDOW_DAYS,
  requirement: 'ACT-06',
  evaluate: ([login, registered], { calendar }, from, to) => {
    if (!login || !registered) throw new InvariantError('activity-rate needs login_users and registered_users.');
    return evaluate(login, registered, calendar, from, to);
  },
};
