import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { quotient } from '../quotient.ts';

export const pcShare: DerivedMetric = {
  id: 'pc-share',
  kind: 'derived',
  inputs: ['pc_users', 'dau'],
  label: { 'zh-CN': 'PC 端用户占比', 'en-US': 'PC users' },
  definition: {
    'zh-CN': '当天用过 PC 端的使用者 ÷ 日活跃用户；两端都用的人各计一次，合计可超过 100%。',
    'en-US': 'End users of the day on PC ÷ daily active users; somebody on both counts for each, so shares may add up to more than 100%.',
  },
  unit: 'ratio',
  windowDays: 1,
  requirement: 'ACT-05',
  evaluate: ([pcUsers, dau], _settings, from, to) => {
    if (!pcUsers || !dau) throw new InvariantError('pc-share needs pc_users and dau.');
    return quotient(pcUsers, dau, 'no-active-users', from, to);
  },
};
