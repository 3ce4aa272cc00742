import { useTranslation } from 'react-i18next';
import type { Day } from '../../../../kernel/time.ts';
import { formatCount, formatFull, type Locale } from '../../../../web/format.ts';
import { majorText } from '../../../../web/records/record-values.ts';
import { choiceWord, useBaseCurrency } from '../../../../web/records/use-record-words.ts';
import style from './Terms.module.css';
import { runsOn, useTerms } from './use-terms.ts';

/** 合同与条款: what runs today, in a few lines; nothing where no contract is kept. */
export function ContractTerms({ externalId, today }: { readonly externalId: string; readonly today: Day }) {
  const { t, i18n } = useTranslation('customer');
  const { t: words } = useTranslation('records');
  const locale = i18n.language as Locale;
  const base = useBaseCurrency();
  const { contracts, lines, clock } = useTerms(externalId, today);
  if (contracts.length + lines.length === 0) return null;
  const running = contracts.filter((one) => runsOn(one, today));
  const sold = lines.filter((one) => runsOn(one, today));
  const main = running[0] ?? contracts[0];
  const seats = sold.reduce((sum, { fields }) => sum + (typeof fields.seats === 'number' ? fields.seats : 0), 0);
  const rows: [string, string, string?][] = [
    ...(main === undefined ? [] : [[t('terms.contract'), String(main.fields.name ?? main.fields.number ?? main.id)] as [string, string]]),
    ...(clock === null ? [] : [[t('terms.term'), [clock.startsOn, clock.endsOn].filter(Boolean).join(' – ')] as [string, string]]),
    ...(clock?.noticeOn == null ? [] : [[t('terms.notice'), clock.noticeOn] as [string, string]]),
    ...(seats > 0 ? [[t('terms.seats'), formatFull(seats)] as [string, string]] : []),
    ...sold.slice(0, 4).flatMap(({ id, fields }): [string, string, string?][] => {
      if (typeof fields.arr !== 'number') return [];
      const currency = typeof fields.currency === 'string' ? fields.currency : base;
      return [
        [
          String(fields.name ?? fields.plan ?? id),
          t('terms.yearly', { amount: formatCount(fields.arr / 100, locale), currency: currency === 'CNY' ? '' : ` ${currency}` }),
          majorText(fields.arr, currency, true),
        ],
      ];
    }),
    ...(typeof main?.fields.renewalType === 'string'
      ? [[t('terms.renewal'), choiceWord('contract', 'renewalType', main.fields.renewalType, words)] as [string, string]]
      : []),
  ];
  return (
    <section className={style.section}>
      <h2 className={style.title}>{t('terms.title')}</h2>
      <dl className={style.terms}>
        {rows.map(([name, value, full]) => (
          <div key={`${name} ${value}`}>
            <dt title={name}>{name}</dt>
            <dd title={full ?? value}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
