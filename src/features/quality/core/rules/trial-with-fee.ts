import { numberIn, shown } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A trial line that names a fee. */
export const trialWithFee: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'trial-with-fee',
    weight: 'doubtful',
    title: { 'zh-CN': '试用却有费用', 'en-US': 'A trial that costs something' },
    why: {
      'zh-CN': '明细标为试用，却写了年费或月费：试用已转正没改标记，或金额是预估。',
      'en-US': 'A line is marked as a trial and names a fee: it became a contract and kept the mark, or the fee is a guess.',
    },
    whatToDo: {
      'zh-CN': '已转正的取消试用标记；预估金额请删除。',
      'en-US': 'Take the mark away where it was bought; take the fee away where it is a guess.',
    },
    effect: { 'zh-CN': '试用不计入收入：若其实已付费，收入偏低。', 'en-US': 'Excluded from revenue as a trial: too low where it is paid.' },
    inputs: ['contract-line'],
  },
  check: (fact) => {
    const [arr, mrr] = [numberIn(fact, 'arr'), numberIn(fact, 'mrr')];
    if (fact.content.trial !== true || ((arr ?? 0) === 0 && (mrr ?? 0) === 0)) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: shown({ arr, mrr }) }];
  },
};
