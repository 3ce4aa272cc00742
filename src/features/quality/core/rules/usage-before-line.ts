import type { WholeRule } from '../rule.ts';

/** Usage that is dated before the line it names began. */
export const usageBeforeLine: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'usage-before-line',
    weight: 'doubtful',
    title: { 'zh-CN': '使用早于所属合同明细的开始', 'en-US': 'Usage before its line starts' },
    why: {
      'zh-CN': '使用发生时合同还没开始：要么日期错了，要么挂错了合同明细。',
      'en-US': 'The line had not begun when it was used: the date is wrong, or the usage names the wrong line.',
    },
    whatToDo: {
      'zh-CN': '抽查几条：核对来源的日期字段和合同明细编号，改正后重新导入。',
      'en-US': 'Look at some: compare the date and the line in the source, correct them there and import again.',
    },
    effect: {
      'zh-CN': '计入客户的活跃（客户当天有效时）；按合同明细看的使用里不算。',
      'en-US': 'Counted in the activity of the customer where it was live that day; not in what is used of the line.',
    },
    inputs: ['event', 'contract-line'],
  },
  check: ({ eventsOutsideLines }) =>
    eventsOutsideLines.flatMap(({ id, account, from, before, firstBefore }) =>
      before === 0
        ? []
        : [
            {
              entity: 'event',
              id: firstBefore[0] ?? id,
              account,
              count: before,
              values: { line: id, startsOn: from ?? '', events: before },
            },
          ],
    ),
};
