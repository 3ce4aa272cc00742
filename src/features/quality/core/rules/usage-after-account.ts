import type { WholeRule } from '../rule.ts';

/** Usage that is dated after its customer ended. */
export const usageAfterAccount: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'usage-after-account',
    weight: 'left-out',
    title: { 'zh-CN': '使用晚于客户结束', 'en-US': 'Usage after its customer ended' },
    why: {
      'zh-CN': '已结束的客户还在使用：也许其实没有流失。',
      'en-US': 'A customer that ended still uses the product: perhaps it never left.',
    },
    whatToDo: {
      'zh-CN': '与负责人确认是否续用；若是，清除客户结束日期。',
      'en-US': 'Ask the owner whether it goes on; if so, take the last day away.',
    },
    effect: {
      'zh-CN': '保留并显示，但不计入活跃、健康分和预警（最后一天之后为「已结束」）。',
      'en-US': 'Kept and shown, but excluded from activity, health and warnings: after the last day all is "ended".',
    },
    inputs: ['event', 'account'],
  },
  check: ({ eventsOutsideCustomers }) =>
    eventsOutsideCustomers.flatMap(({ id, account, to, after, firstAfter }) =>
      after === 0 ? [] : [{ entity: 'event', id: firstAfter[0] ?? id, account, count: after, values: { endsOn: to ?? '', events: after } }],
    ),
};
