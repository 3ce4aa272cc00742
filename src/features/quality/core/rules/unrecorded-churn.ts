import { CHURN_FLAGS, flagIn } from '../facts.ts';
import type { CustomerRule } from '../rule.ts';

/** A customer that is flagged as churned and has no churn record. */
export const unrecordedChurn: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'unrecorded-churn',
    weight: 'wrong-figure',
    title: { 'zh-CN': '标了流失，没有流失记录', 'en-US': 'Flagged as churned without a churn record' },
    why: {
      'zh-CN': '客户上写着已流失，却没有一条流失记录说何时、为何。',
      'en-US': 'The customer says it churned, and no record says when and why.',
    },
    whatToDo: {
      'zh-CN': '补录流失日期和原因；没有流失的取消标记。',
      'en-US': 'Enter the day and the reason; where it did not leave, take the flag away.',
    },
    effect: {
      'zh-CN': '按流失记录算的流失数里没有它，按标记算的里有：两个数字对不上。',
      'en-US': 'Excluded from churn counted by records, and counted by flags: the two figures disagree.',
    },
    inputs: ['account', 'churn-record'],
  },
  check: ({ id, name, custom, of }) =>
    flagIn(custom, CHURN_FLAGS) === true && of('churn-record').length === 0
      ? [{ entity: 'account', id, account: id, values: { name } }]
      : [],
};
