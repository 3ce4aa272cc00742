import { CHURN_FLAGS, flagIn, textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A line that ended and whose flag says that it did not churn. */
export const lineEndWithoutFlag: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'line-end-without-flag',
    weight: 'doubtful',
    title: { 'zh-CN': '明细已结束，没标流失', 'en-US': 'A line that ended without the flag' },
    why: {
      'zh-CN': '合同明细已过结束日期，标记却说没有流失：也许续约没录。',
      'en-US': 'A line is past its last day, and says that it did not churn: perhaps its renewal is missing.',
    },
    whatToDo: { 'zh-CN': '续约的补录新明细；否则更新标记。', 'en-US': 'Enter the renewal where there is one; else correct the flag.' },
    effect: {
      'zh-CN': '收入在结束日停止；按标记算的流失里没有它。',
      'en-US': 'Its revenue stopped on the last day; excluded from churn counted by flags.',
    },
    inputs: ['contract-line'],
  },
  check: (fact, { today }) => {
    const endsOn = textIn(fact, 'endsOn');
    if (endsOn === null || endsOn >= today || flagIn(fact.custom, CHURN_FLAGS) !== false) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { endsOn } }];
  },
};
