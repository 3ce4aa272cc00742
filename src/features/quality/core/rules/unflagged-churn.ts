import { CHURN_FLAGS, flagIn, textIn } from '../facts.ts';
import type { CustomerRule } from '../rule.ts';

/** A customer with a churn record whose flag says that it did not churn. */
export const unflaggedChurn: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'unflagged-churn',
    weight: 'wrong-figure',
    title: { 'zh-CN': '有流失记录，没标流失', 'en-US': 'A churn record without the flag' },
    why: {
      'zh-CN': '有流失记录，客户上的标记却说没有流失：也许后来回流了没有记。',
      'en-US': 'There is a churn record, and the customer says it did not churn: perhaps it came back and nobody wrote that down.',
    },
    whatToDo: {
      'zh-CN': '回流的请录入新合同或回流记录；否则更新标记。',
      'en-US': 'Where it came back, enter the new contract; else correct the flag.',
    },
    effect: {
      'zh-CN': '按流失记录算的流失数里有它，按标记算的里没有：两个数字对不上。',
      'en-US': 'Counted as churn by records, excluded by flags: the two figures disagree.',
    },
    inputs: ['account', 'churn-record'],
  },
  check: ({ id, custom, of }) => {
    const churns = of('churn-record');
    if (flagIn(custom, CHURN_FLAGS) !== false || churns.length === 0) return [];
    const days = churns.map((churn) => textIn(churn, 'on') ?? '').sort();
    return [{ entity: 'account', id, account: id, values: { churnRecords: churns.length, lastOn: days.at(-1) ?? '' } }];
  },
};
