import { dayIn } from '../facts.ts';
import { DATED } from '../references.ts';
import type { RecordRule } from '../rule.ts';

/** A dated record that is younger than the last day of its customer. */
export const recordAfterAccount: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'record-after-account',
    weight: 'doubtful',
    title: { 'zh-CN': '记录晚于客户结束', 'en-US': 'A record from after its customer ended' },
    why: {
      'zh-CN': '已结束的客户还有新的工单、拜访或合同：也许其实没有流失。',
      'en-US': 'A customer that ended still has tickets, touches or contracts: perhaps it never left.',
    },
    whatToDo: {
      'zh-CN': '与负责人确认；若客户还在，清除结束日期。',
      'en-US': 'Ask the owner; if the customer goes on, take the last day away.',
    },
    effect: {
      'zh-CN': '照常计入它发生的那个月；客户的健康分和预警在结束日已停止。',
      'en-US': 'Counted in the month in which it happened; health and warnings of the customer stopped on its last day.',
    },
    inputs: ['issue', 'survey-answer', 'touch', 'churn-record', 'contract-line', 'contract'],
  },
  check: (fact, around) => {
    const field = DATED[fact.kind];
    const endsOn = fact.account === null ? null : (around.customer(fact.account)?.endsOn ?? null);
    const on = field === undefined ? null : dayIn(fact.content[field], around.timeZone);
    // Who leaves on a day says so on that day or the next.
    if (field === undefined || fact.kind === 'churn-record' || endsOn === null || on === null || on <= endsOn) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { [field]: on, customerEndsOn: endsOn } }];
  },
};
