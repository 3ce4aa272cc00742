import { dayIn, shown } from '../facts.ts';
import { endingBy, lineSpans } from '../line-spans.ts';
import type { CustomerRule } from '../rule.ts';

/** A churn record on whose day the customer had no live line. */
export const churnWithoutLines: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'churn-without-lines',
    weight: 'wrong-figure',
    title: { 'zh-CN': '记了流失，当时没有合同', 'en-US': 'A churn record with nothing to lose' },
    why: {
      'zh-CN': '流失那天客户没有有效的合同明细：在第一条之前，或在最后一条结束之后。',
      'en-US': 'On the day of the churn the customer had no live line: before its first one began, or after its last one ended.',
    },
    whatToDo: { 'zh-CN': '核对流失日期和合同日期。', 'en-US': 'Check the day of the churn and those of the contracts.' },
    effect: {
      'zh-CN': '按流失记录计为流失，收入里却没有对应的减少。',
      'en-US': 'Counted as churn by records, with nothing lost in revenue.',
    },
    inputs: ['churn-record', 'contract-line'],
  },
  check: ({ id: account, of }) => {
    const spans = lineSpans(of('contract-line'));
    return of('churn-record').flatMap((churn) => {
      const on = dayIn(churn.content.on, 'UTC');
      if (on === null || spans.length === 0 || endingBy(spans, on).length > 0) return [];
      const before = spans.flatMap(({ to }) => (to !== null && to < on ? [to] : [])).sort();
      return [{ entity: 'churn-record', id: churn.id, account, values: shown({ on, lastEndsOn: before.at(-1) }) }];
    });
  },
};
