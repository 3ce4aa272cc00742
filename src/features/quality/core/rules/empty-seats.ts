import { numberIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** Seats that nobody can have bought. */
export const emptySeats: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'empty-seats',
    weight: 'wrong-figure',
    title: { 'zh-CN': '席位为零或负数', 'en-US': 'Seats that are zero or negative' },
    why: {
      'zh-CN': '卖出的席位不可能是零或负数：负数通常是退订记录混进了合同明细。',
      'en-US': 'Nobody buys zero seats or fewer; negative ones usually are cancellations among the lines.',
    },
    whatToDo: {
      'zh-CN': '改成实际席位数；退订请缩短原明细，或录入减席位的新明细。',
      'en-US': 'Enter the real number; for a cancellation shorten the line, or add one with fewer seats.',
    },
    effect: {
      'zh-CN': '席位使用率的分母偏小或无法计算。',
      'en-US': 'The denominator of seat usage is too small, or the rate cannot be computed.',
    },
    inputs: ['contract-line'],
  },
  check: (fact) => {
    const seats = numberIn(fact, 'seats');
    return seats === null || seats > 0 ? [] : [{ entity: fact.kind, id: fact.id, account: fact.account, values: { seats } }];
  },
};
