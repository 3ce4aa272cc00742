import { CHURN_FLAGS, flagIn } from '../facts.ts';
import { goingOn, lineSpans } from '../line-spans.ts';
import type { CustomerRule } from '../rule.ts';

/** A customer that is flagged as churned and has lines that go on. */
export const churnedWithLines: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'churned-with-lines',
    weight: 'wrong-figure',
    title: { 'zh-CN': '标了流失，合同还在继续', 'en-US': 'Flagged as churned while lines go on' },
    why: {
      'zh-CN': '客户上写着已流失，却有合同明细今天还有效。',
      'en-US': 'The customer says it churned, and a line of it is live today.',
    },
    whatToDo: {
      'zh-CN': '确实流失的，把明细的结束日期补上；没有流失的取消标记。',
      'en-US': 'Where it left, end its lines; where it did not, take the flag away.',
    },
    effect: {
      'zh-CN': '收入仍计入这些明细：若已流失，ARR 偏高、流失偏低。',
      'en-US': 'Counted in revenue by its lines: where it left, ARR is too high and churn too low.',
    },
    inputs: ['account', 'contract-line'],
  },
  check: ({ id, custom, of }, { today }) => {
    if (flagIn(custom, CHURN_FLAGS) !== true) return [];
    const lines = goingOn(lineSpans(of('contract-line')), today);
    return lines.length === 0
      ? []
      : [{ entity: 'account', id, account: id, values: { linesGoingOn: lines.length, first: lines[0]?.line.id ?? '' } }];
  },
};
