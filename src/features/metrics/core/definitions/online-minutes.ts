import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { inMinutes } from '../online-time.ts';
import { sliceOf } from '../slice-of.ts';

export const onlineMinutes: DerivedMetric = {
  id: 'online-minutes',
  kind: 'derived',
  inputs: ['online_seconds'],
  label: { 'zh-CN': '在线总分钟', 'en-US': 'Minutes online' },
  definition: {
    'zh-CN': '当天所有使用者在线时长之和（分钟）。时长来自事件的 seconds，或事件含义里指定的属性；从来没有过时未知，不是 0。',
    'en-US':
      'Minutes online of all end users together on the day. Durations come from the property seconds or the one that the mapping names; Unknown, not 0, while there never was one.',
  },
  unit: 'minutes',
  windowDays: 1,
  requirement: 'ACT-04',
  evaluate: ([onlineSeconds], _settings, from, to) => {
    if (!onlineSeconds) throw new InvariantError('online-minutes needs online_seconds.');
    return inMinutes(sliceOf(onlineSeconds, from, to));
  },
};
