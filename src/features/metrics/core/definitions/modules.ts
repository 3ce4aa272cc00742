import type { StoredMetric } from '../definition.ts';

export const modules: StoredMetric = {
  id: 'modules',
  kind: 'stored',
  column: 'modules',
  label: { 'zh-CN': '使用模块数', 'en-US': 'Modules used' },
  definition: {
    'zh-CN': '当天至少有一位使用者用过的模块个数。模块来自事件自带的 module，或事件含义的规则；从来没有过时未知，不是 0。',
    'en-US':
      'Modules that at least one end user used on the day. Modules come from the events or from the rules of the mapping; Unknown, not 0, while none was ever named.',
  },
  unit: 'modules',
  windowDays: 1,
  requirement: 'HLT-03',
};
