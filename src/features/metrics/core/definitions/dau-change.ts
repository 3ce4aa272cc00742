import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { SHARP_CHANGE_DAYS, sharpChange } from '../sharp-change.ts';

export const dauChange: DerivedMetric = {
  id: 'dau-change',
  kind: 'derived',
  inputs: ['dau'],
  label: { 'zh-CN': '日活剧变', 'en-US': 'Sharp change of daily users' },
  definition: {
    'zh-CN': '最近 7 天工作日的日均活跃用户 ÷ 此前 28 天工作日的日均 − 1；至少需要 3 个和 10 个数据已知的工作日。',
    'en-US':
      'Mean daily users over the working days of the last 7 days ÷ that of the 28 days before − 1; needs at least 3 and 10 Known working days.',
  },
  unit: 'ratio',
  windowDays: SHARP_CHANGE_DAYS,
  requirement: 'MON-04',
  evaluate: ([dau], { calendar }, from, to) => {
    if (!dau) throw new InvariantError('dau-change needs dau.');
    return sharpChange(dau, calendar, from, to);
  },
};
