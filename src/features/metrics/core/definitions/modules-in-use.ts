import type { StoredMetric } from '../definition.ts';

export const modulesInUse: StoredMetric = {
  id: 'modules-in-use',
  kind: 'stored',
  column: 'modules_in_use',
  label: { 'zh-CN': '在用模块数（使用广度）', 'en-US': 'Modules in use (breadth)' },
  definition: {
    'zh-CN': '最近 30 个自然日里至少 3 位不同使用者、在至少 5 天用过的模块个数。',
    'en-US': 'Modules that at least 3 different end users used on at least 5 of the last 30 civil days.',
  },
  unit: 'modules',
  windowDays: 30,
  requirement: 'HLT-03',
};
