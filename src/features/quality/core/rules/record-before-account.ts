import { dayIn } from '../facts.ts';
import { DATED } from '../references.ts';
import type { RecordRule } from '../rule.ts';

/** A dated record that is older than its customer. */
export const recordBeforeAccount: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'record-before-account',
    weight: 'wrong-figure',
    title: { 'zh-CN': '记录早于客户开始', 'en-US': 'A record from before its customer started' },
    why: {
      'zh-CN': '工单、拜访、回答或合同的日期早于客户的第一天：客户开始日期填晚了，或记录挂错了客户。',
      'en-US':
        'A ticket, touch, answer or contract is older than its customer: the first day of the customer is too late, or the record belongs to somebody else.',
    },
    whatToDo: {
      'zh-CN': '核对客户的开始日期；若记录确实属于更早的往来，把开始日期提前。',
      'en-US': 'Check the first day of the customer; where the record is right, move it back.',
    },
    effect: {
      'zh-CN': '照常计入它发生的那个月，而客户在那天还不存在：按客户天数平均的数字偏高。',
      'en-US': 'Counted in the month in which it happened, when the customer did not exist: figures per customer-day are too high.',
    },
    inputs: ['issue', 'survey-answer', 'touch', 'churn-record', 'contract-line', 'contract'],
  },
  check: (fact, around) => {
    const field = DATED[fact.kind];
    const startsOn = fact.account === null ? null : (around.customer(fact.account)?.startsOn ?? null);
    const on = field === undefined ? null : dayIn(fact.content[field], around.timeZone);
    if (field === undefined || startsOn === null || on === null || on >= startsOn) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { [field]: on, customerStartsOn: startsOn } }];
  },
};
