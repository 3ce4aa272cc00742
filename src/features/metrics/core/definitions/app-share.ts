import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { quotient } from '../quotient.ts';

export const appShare: DerivedMetric = {
  id: 'app-share',
  kind: 'derived',
  inputs: ['app_users', 'dau'],
  label: { 'zh-CN': 'App 端用户占比', 'en-US': 'App users' },
  definition: {
    'zh-CN': '当天用过 App 端的使用者 ÷ 日活跃用户；两端都用的人各计一次，合计可超过 100%。',
    'en-US': 'End users of the day on App ÷ daily active users; somebody on both counts for each, so shares may add up to more than 100%.',
  },
  unit: 'ratio',
  windowDays: 1,
  requirement: 'ACT-05',
  evaluate: ([appUsers, dau], _settings, from, to) => {
    if (!appUsers || !dau) throw new InvariantError('app-share needs app_users and dau.');
    return quotient(appUsers, dau, 'no-active-users', from, to);
  },
};
