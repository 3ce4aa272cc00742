import { textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A currency that ISO 4217 does not have. */
export const unknownCurrency: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'unknown-currency',
    weight: 'left-out',
    title: { 'zh-CN': '币种不存在', 'en-US': 'A currency that does not exist' },
    why: {
      'zh-CN': '币种不是 ISO 4217 代码，金额无法折算。',
      'en-US': 'The currency is no code of ISO 4217, so the amount cannot be converted.',
    },
    whatToDo: { 'zh-CN': '改成三位大写代码，如 CNY、USD。', 'en-US': 'Write three capitals, as in CNY or USD.' },
    effect: { 'zh-CN': '金额不计入任何按本币汇总的收入。', 'en-US': 'Excluded from all revenue in the base currency.' },
    inputs: ['contract', 'contract-line', 'churn-record', 'exchange-rate'],
  },
  check: (fact) => {
    const said = ['currency', 'to'].flatMap((field) => {
      const currency = fact.kind === 'exchange-rate' || field === 'currency' ? textIn(fact, field) : null;
      return currency === null || CURRENCIES.has(currency) ? [] : [[field, currency] as const];
    });
    return said.length === 0 ? [] : [{ entity: fact.kind, id: fact.id, account: fact.account, values: Object.fromEntries(said) }];
  },
};

/** Of the edition of ISO 4217 that the engine knows; codes for tests and metals are among them. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
