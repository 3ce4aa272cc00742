import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { onlineTime as evaluate } from '../online-time.ts';

export const onlineTime: DerivedMetric = {
  id: 'online-time',
  kind: 'derived',
  inputs: ['online_seconds', 'dau'],
  label: { 'zh-CN': '在线时长', 'en-US': 'Online time' },
  definition: {
    'zh-CN': '当天人均在线分钟数：在线总时长 ÷ 日活跃用户。',
    'en-US': 'Minutes online per active end user of the day: time online ÷ daily active users.',
  },
  unit: 'minutes',
  windowDays: 1,
  requirement: 'ACT-04',
  evaluate: ([onlineSeconds, dau], _settings, from, to) => {
    if (!onlineSeconds || !dau) throw new InvariantError('online-time needs online_seconds and dau.');
    return evaluate(onlineSeconds, dau, from, to);
  },
};
