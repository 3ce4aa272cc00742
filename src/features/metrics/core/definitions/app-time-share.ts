import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { quotient } from '../quotient.ts';

export const appTimeShare: DerivedMetric = {
  id: 'app-time-share',
  kind: 'derived',
  inputs: ['app_seconds', 'online_seconds'],
  label: { 'zh-CN': 'App 端时长占比', 'en-US': 'App time' },
  definition: {
    'zh-CN': '当天 App 端在线时长 ÷ 全部在线时长。',
    'en-US': 'Time online on App ÷ all time online on the day.',
  },
  unit: 'ratio',
  windowDays: 1,
  requirement: 'ACT-05',
  evaluate: ([appSeconds, onlineSeconds], _settings, from, to) => {
    if (!appSeconds || !onlineSeconds) throw new InvariantError('app-time-share needs app_seconds and online_seconds.');
    return quotient(appSeconds, onlineSeconds, 'no-active-users', from, to);
  },
};
