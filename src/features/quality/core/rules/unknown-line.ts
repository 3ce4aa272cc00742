import type { WholeRule } from '../rule.ts';

/** Usage that names a contract line which is not there. */
export const unknownLine: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'unknown-line',
    weight: 'left-out',
    title: { 'zh-CN': '使用引用了不存在的合同明细', 'en-US': 'Usage that names a line nobody knows' },
    why: {
      'zh-CN': '使用记录写的合同明细编号在系统里没有：合同没导全，或编号写错。',
      'en-US': 'The usage names a contract line that is not there: contracts are missing, or the id is wrong.',
    },
    whatToDo: { 'zh-CN': '补导合同明细，或改正来源里的编号。', 'en-US': 'Import the missing lines, or correct the ids in the source.' },
    effect: {
      'zh-CN': '计入客户的活跃；按合同明细看的使用里没有它。',
      'en-US': 'Counted in the activity of the customer; excluded from what is used of any line.',
    },
    inputs: ['event', 'contract-line'],
  },
  check: ({ eventsOfUnknownLines: unknown }) =>
    unknown === null
      ? []
      : unknown.keys.map((line, index) => ({
          entity: 'event',
          id: line,
          account: null,
          // All of them are counted once; the first keys are the examples.
          count: index === 0 ? unknown.events : 0,
          values: { line },
        })),
};
