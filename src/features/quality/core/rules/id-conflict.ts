import type { WholeRule } from '../rule.ts';

/** Rows of imports whose id was taken by other content (settled 17). */
export const idConflict: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'id-conflict',
    weight: 'left-out',
    title: { 'zh-CN': '同一编号，内容不同', 'en-US': 'Same id, different content' },
    why: {
      'zh-CN': '同一个编号来了两份不同的内容，只能留一份：先到的留下，后到的列为冲突。',
      'en-US': 'One id came with two contents. One of them is kept, the first; the other is listed as a conflict.',
    },
    whatToDo: {
      'zh-CN': '打开导入报告比较两份内容，在来源里改正或换编号后重新导入。',
      'en-US': 'Compare both in the report of the import, correct the source or give another id, and import again.',
    },
    effect: {
      'zh-CN': '只有先到的一份计入数字；其余不计。',
      'en-US': 'Only the first is counted; the others are excluded from every figure.',
    },
    inputs: ['import'],
  },
  check: ({ rejected }) =>
    rejected.flatMap(({ entity, conflict, count, samples }) =>
      conflict ? samples.map(({ id, values }, index) => ({ entity, id, account: null, count: index === 0 ? count : 0, values })) : [],
    ),
};
