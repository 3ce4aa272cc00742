import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatRatio, type Locale, NO_VALUE } from '../../../web/format.ts';
import type { ruleTally } from '../contract.ts';
import { ruleById } from '../core/registry.ts';
import style from './Warnings.module.css';

const NUMBERS = ['opened', 'open', 'falseAlarms', 'falseRate'] as const;

/** Every rule: what it watches, how often it warned, and how often people said that it was wrong (MON-07). */
export function RuleTable({ rules }: { readonly rules: OutputOf<typeof ruleTally>['rules'] }) {
  const { t, i18n } = useTranslation('warnings');
  const locale = i18n.language as Locale;
  return (
    <table className={style.table} aria-label={t('rules.title')}>
      <thead>
        <tr>
          <th scope="col">{t('rules.rule')}</th>
          {NUMBERS.map((column) => (
            <th key={column} scope="col" className={style.number}>
              {t(`rules.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, opened, open, falseAlarms, falseRate }) => {
          const meta = ruleById(rule)?.meta;
          return (
            <tr key={rule}>
              <td>
                <div>{meta?.title[locale] ?? rule}</div>
                {meta !== undefined && <div className={style.quiet}>{meta.why[locale]}</div>}
              </td>
              {[opened, open, falseAlarms].map((value, index) => (
                <td key={NUMBERS[index]} className={style.number} data-label={t(`rules.${NUMBERS[index] ?? 'opened'}`)}>
                  {formatFull(value)}
                </td>
              ))}
              <td className={style.number} data-label={t('rules.falseRate')}>
                {falseRate === null ? NO_VALUE : formatRatio(falseRate)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
