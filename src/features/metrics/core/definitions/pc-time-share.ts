import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { quotient } from '../quotient.ts';

export const pcTimeShare: DerivedMetric = {
  id: 'pc-time-share',
  kind: 'derived',
  inputs: ['pc_seconds', 'online_seconds'],
  label: { 'zh-CN': 'PC 端时长占比', 'en-US': 'PC time' },
  definition: {
    'zh-CN': '当天 PC 端在线时长 ÷ 全部在线时长。',
    'en-US': 'Time online on PC ÷ all time online on the day.',
  },
  unit: 'ratio',
  windowDays: 1,
  requirement: 'ACT-05',
  evaluate: ([pcSeconds, onlineSeconds], _settings, from, to) => {
    if (!pcSeconds || !onlineSeconds) throw new InvariantError('pc-time-share needs pc_seconds and online_seconds.');
    return quotient(pcSeconds, onlineSeconds, 'no-active-users', from, to);
  },
};
