import { dayIn } from '../facts.ts';
import { goingOn, lineSpans } from '../line-spans.ts';
import type { CustomerRule } from '../rule.ts';

/** A churn record on whose day lines of the customer go on. */
export const churnWithLines: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'churn-with-lines',
    weight: 'wrong-figure',
    title: { 'zh-CN': '记了流失，合同还在继续', 'en-US': 'A churn record while lines go on' },
    why: {
      'zh-CN': '流失记录说客户在这天离开，而它还有合同明细在这天之后继续有效：也许只退订了一部分。',
      'en-US': 'A record says that the customer left on a day, and lines of it go on after: perhaps only a part was cancelled.',
    },
    whatToDo: {
      'zh-CN': '部分退订的改为减少；整体流失的把其余明细结束。',
      'en-US': 'Where a part was cancelled, make it a contraction; where all was, end the other lines.',
    },
    effect: {
      'zh-CN': '按流失记录算整个客户流失，按收入算还在：两种流失率对不上。',
      'en-US': 'Counted as a lost customer by records, and in revenue by its lines: the two churn rates disagree.',
    },
    inputs: ['churn-record', 'contract-line'],
  },
  check: ({ id: account, of }) => {
    const spans = lineSpans(of('contract-line'));
    return of('churn-record').flatMap((churn) => {
      const on = dayIn(churn.content.on, 'UTC');
      const lines = on === null ? [] : goingOn(spans, on);
      if (on === null || lines.length === 0) return [];
      return [{ entity: 'churn-record', id: churn.id, account, values: { on, linesGoingOn: lines.length } }];
    });
  },
};
