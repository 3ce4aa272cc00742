import type { WholeRule } from '../rule.ts';

/** Rows of imports that could not be read or placed. */
export const rejectedRow: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'rejected-row',
    weight: 'left-out',
    title: { 'zh-CN': '没有收下的行', 'en-US': 'Rows that were not taken' },
    why: {
      'zh-CN': '这些行读不出来，或找不到它们所属的客户，导入时没有收下。',
      'en-US': 'These rows could not be read, or their customer is not there, so the import did not take them.',
    },
    whatToDo: {
      'zh-CN': '打开导入报告下载这些行，改正后重新导入；好的行不会重复。',
      'en-US': 'Download them from the report of the import, correct them and import again; good rows are not taken twice.',
    },
    effect: { 'zh-CN': '不计入任何数字。', 'en-US': 'Excluded from every figure.' },
    inputs: ['import'],
  },
  check: ({ rejected }) =>
    rejected.flatMap(({ entity, conflict, count, samples }) =>
      conflict ? [] : samples.map(({ id, values }, index) => ({ entity, id, account: null, count: index === 0 ? count : 0, values })),
    ),
};
