import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { accountAsRecord, customerKind } from '../../../web/records/account-source.ts';
import { valueText } from '../../../web/records/record-values.ts';
import { useCustomFields } from '../../../web/records/use-custom-fields.ts';
import { formFields, useValueWords } from '../../../web/records/use-record-words.ts';
import type { getAccount } from '../contract.ts';
import style from './Customer.module.css';

/** Said by the page elsewhere, or in words of its own above. */
const ELSEWHERE = new Set(['name', 'startsOn', 'endsOn', 'endKind', 'owner']);
const NOTHING: ReadonlyMap<string, string> = new Map();

/** 档案: what is kept of a customer, also what a file brought under names of its own. */
export function CustomerFacts({ account }: { readonly account: OutputOf<typeof getAccount> }) {
  const { t } = useTranslation('accounts');
  const { t: words } = useTranslation('records');
  const custom = useCustomFields(customerKind.name);
  const values = useValueWords(NOTHING);
  const { fields, custom: kept } = accountAsRecord(account);
  const own: [string, string][] = [
    [t('fact.externalId'), account.externalId],
    [t('fact.startsOn'), account.startsOn],
    ...(account.endsOn ? [[t('fact.endsOn'), account.endsOn] as [string, string]] : []),
    ...(account.endKind ? [[t('fact.endKind'), account.endKind] as [string, string]] : []),
  ];
  const more = formFields(customerKind, custom, kept, words).flatMap(({ key, field, label, added, choice }): [string, string][] => {
    const value = added ? kept[key] : fields[key];
    if (value === undefined || (!added && ELSEWHERE.has(key))) return [];
    return [[label, valueText(field, value, values.settingOf(fields), values.wordsOf(choice))]];
  });
  return (
    <section className={style.section}>
      <h2 className={style.title}>{t('fact.title')}</h2>
      <dl className={style.facts}>
        {[...own, ...more].map(([name, value]) => (
          <div key={name}>
            <dt title={name}>{name}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
