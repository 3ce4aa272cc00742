import { CHURN_FLAGS, flagIn, shown } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A line that is flagged as churned and has no last day. */
export const lineFlagWithoutEnd: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'line-flag-without-end',
    weight: 'wrong-figure',
    title: { 'zh-CN': '明细标了流失，没有结束日期', 'en-US': 'A line flagged as churned without an end' },
    why: { 'zh-CN': '合同明细写着已流失，却没有结束日期。', 'en-US': 'A line says it churned, and has no last day.' },
    whatToDo: { 'zh-CN': '补上结束日期。', 'en-US': 'Enter its last day.' },
    effect: { 'zh-CN': '收入一直计下去：ARR 偏高、流失偏低。', 'en-US': 'Counted in revenue for ever: ARR is too high and churn too low.' },
    inputs: ['contract-line'],
  },
  check: (fact) =>
    flagIn(fact.custom, CHURN_FLAGS) === true && fact.content.endsOn === undefined
      ? [{ entity: fact.kind, id: fact.id, account: fact.account, values: shown({ startsOn: fact.content.startsOn }) }]
      : [],
};
