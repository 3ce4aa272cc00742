import { textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** An end that lies before its beginning. */
export const endBeforeStart: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'end-before-start',
    weight: 'left-out',
    title: { 'zh-CN': '结束早于开始', 'en-US': 'Ends before it starts' },
    why: {
      'zh-CN': '合同、明细、客户或联系人的结束日期早于开始日期：日期填反，或「到期日」其实是不含当天的。',
      'en-US': 'A contract, line, customer or contact ends before it begins: days are swapped, or the end is the first day after.',
    },
    whatToDo: {
      'zh-CN': '核对两个日期；若来源的结束日期不含当天，导入时选「不含」。',
      'en-US': 'Check both days; where the end of the source is the first day after, say so when importing.',
    },
    effect: {
      'zh-CN': '没有一天有效：不计入收入，也不计入任何一天的数字。',
      'en-US': 'Live on no day: excluded from revenue and from the figures of every day.',
    },
    inputs: ['account', 'contract', 'contract-line', 'contact'],
  },
  check: (fact) => {
    const [from, to] = fact.kind === 'contact' ? ['joinedOn', 'leftOn'] : ['startsOn', 'endsOn'];
    const [start, end] = [textIn(fact, from ?? ''), textIn(fact, to ?? '')];
    if (start === null || end === null || end >= start) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { [from ?? '']: start, [to ?? '']: end } }];
  },
};
