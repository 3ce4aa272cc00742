import { numberIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A yearly fee that is not twelve of the monthly one. */
export const arrUnlikeMrr: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'arr-unlike-mrr',
    weight: 'wrong-figure',
    title: { 'zh-CN': '年费不等于 12 × 月费', 'en-US': 'Yearly and monthly fee that disagree' },
    why: {
      'zh-CN': '同一条明细既写了年费又写了月费，而年费不是月费的 12 倍。',
      'en-US': 'A line names a yearly and a monthly fee, and the year is not twelve months.',
    },
    whatToDo: {
      'zh-CN': '以合同为准改正其中一个；一次性费用请写在一次性费用里。',
      'en-US': 'Correct one of them by the contract; what is paid once belongs to the one-off fee.',
    },
    effect: {
      'zh-CN': '收入按年费计；按月费算的数字与它对不上。',
      'en-US': 'Revenue is taken from the yearly fee; figures made from the monthly fee disagree with it.',
    },
    inputs: ['contract-line'],
  },
  check: (fact) => {
    const [arr, mrr] = [numberIn(fact, 'arr'), numberIn(fact, 'mrr')];
    if (arr === null || mrr === null || arr === 12 * mrr) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { arr, mrr, twelveTimes: 12 * mrr } }];
  },
};
