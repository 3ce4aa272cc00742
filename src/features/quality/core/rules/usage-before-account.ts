import type { WholeRule } from '../rule.ts';

/** Usage that is dated before its customer began. */
export const usageBeforeAccount: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'usage-before-account',
    weight: 'left-out',
    title: { 'zh-CN': '使用早于客户开始', 'en-US': 'Usage before its customer starts' },
    why: {
      'zh-CN': '客户的第一天之前不该有使用：开始日期填晚了，或使用挂错了客户。',
      'en-US': 'Nobody uses before they begin: the first day is too late, or the usage belongs to somebody else.',
    },
    whatToDo: {
      'zh-CN': '核对客户开始日期；若以签约日为准，改用试用或开通日期。',
      'en-US': 'Check the first day of the customer; where it is the signing, take the day of first access instead.',
    },
    effect: {
      'zh-CN': '保留并显示，但不计入活跃、健康分和预警（第一天之前为「未开始」）。',
      'en-US': 'Kept and shown, but excluded from activity, health and warnings: before the first day all is "not started".',
    },
    inputs: ['event', 'account'],
  },
  check: ({ eventsOutsideCustomers }) =>
    eventsOutsideCustomers.flatMap(({ id, account, from, before, firstBefore }) =>
      before === 0
        ? []
        : [{ entity: 'event', id: firstBefore[0] ?? id, account, count: before, values: { startsOn: from ?? '', events: before } }],
    ),
};
