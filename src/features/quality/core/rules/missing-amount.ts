import { numberIn, shown, textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A paid line of which nobody said what it is worth. */
export const missingAmount: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'missing-amount',
    weight: 'left-out',
    title: { 'zh-CN': '合同明细没有金额', 'en-US': 'A line without an amount' },
    why: {
      'zh-CN': '非试用的明细既没有年费也没有月费，合同上也没有可分摊的合同额：收入从哪里来不清楚。',
      'en-US': 'A line that is no trial names neither a yearly nor a monthly fee: nobody can tell what it is worth.',
    },
    whatToDo: {
      'zh-CN': '补录年费或月费；免费的请标为试用或写 0。',
      'en-US': 'Enter a yearly or monthly fee; for one that is free write 0, or mark it as a trial.',
    },
    effect: {
      'zh-CN': '不计入收入、留存和续约率的分母。',
      'en-US': 'Excluded from revenue, and from the denominators of retention and renewal.',
    },
    inputs: ['contract-line'],
  },
  check: (fact) => {
    const isSaid = fact.content.trial === true || numberIn(fact, 'arr') !== null || numberIn(fact, 'mrr') !== null;
    // What its contract is worth is split over its lines.
    if (isSaid || textIn(fact, 'contract') !== null) return [];
    return [
      {
        entity: fact.kind,
        id: fact.id,
        account: fact.account,
        values: shown({ plan: fact.content.plan, startsOn: fact.content.startsOn }),
      },
    ];
  },
};
