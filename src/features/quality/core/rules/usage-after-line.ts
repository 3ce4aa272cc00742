import type { WholeRule } from '../rule.ts';

/** Usage that is dated after the line it names ended. */
export const usageAfterLine: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'usage-after-line',
    weight: 'doubtful',
    title: { 'zh-CN': '使用晚于所属合同明细的结束', 'en-US': 'Usage after its line ended' },
    why: {
      'zh-CN': '合同已结束还有使用：可能续约没录、账号没关，或日期错了。',
      'en-US': 'Used although it had ended: a renewal that nobody entered, access that was not closed, or a wrong date.',
    },
    whatToDo: {
      'zh-CN': '先查有没有漏录的续约，再查账号是否该关。',
      'en-US': 'Look for a renewal that is missing, then whether the access should be closed.',
    },
    effect: {
      'zh-CN': '计入客户的活跃（客户当天有效时）；这条明细的收入在结束日已停止。',
      'en-US': 'Counted in the activity of the customer where it was live that day; the revenue of the line stopped on its last day.',
    },
    inputs: ['event', 'contract-line'],
  },
  check: ({ eventsOutsideLines }) =>
    eventsOutsideLines.flatMap(({ id, account, to, after, firstAfter }) =>
      after === 0
        ? []
        : [{ entity: 'event', id: firstAfter[0] ?? id, account, count: after, values: { line: id, endsOn: to ?? '', events: after } }],
    ),
};
