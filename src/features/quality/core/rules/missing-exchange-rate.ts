import { numberIn, shown, textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** An amount that cannot be converted on the day from which it counts. */
export const missingExchangeRate: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'missing-exchange-rate',
    weight: 'left-out',
    title: { 'zh-CN': '缺少需要的汇率', 'en-US': 'An exchange rate that is missing' },
    why: {
      'zh-CN': '外币金额要折算成本币，但开始那天及以前没有汇率。',
      'en-US': 'An amount in another currency must be converted, and there is no rate on its first day or before.',
    },
    whatToDo: { 'zh-CN': '录入该币种在这一天或更早的汇率。', 'en-US': 'Enter a rate of that currency from that day or earlier.' },
    effect: {
      'zh-CN': '没有汇率的日子里不计入按本币汇总的收入；按原币看不受影响。',
      'en-US': 'Excluded from revenue in the base currency on days without a rate; its own currency shows it.',
    },
    inputs: ['contract', 'contract-line', 'churn-record'],
  },
  check: (fact, around) => {
    const currency = textIn(fact, 'currency') ?? around.baseCurrency;
    const on = textIn(fact, fact.kind === 'churn-record' ? 'on' : 'startsOn');
    const from = around.rateFrom(currency);
    const isAmount = AMOUNTS.some((field) => (numberIn(fact, field) ?? 0) !== 0);
    if (!isAmount || on === null || currency === around.baseCurrency || (from !== null && from <= on)) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: shown({ currency, on, firstRate: from }) }];
  },
};

const AMOUNTS = ['arr', 'mrr', 'tcv', 'oneOffFee', 'arrLost'];
