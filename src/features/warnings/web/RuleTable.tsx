import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatRatio, type Locale, NO_VALUE } from '../../../web/format.ts';
import type { ruleTally } from '../contract.ts';
import type { SaidRule } from '../contract-rules.ts';
import { ruleById } from '../core/registry.ts';
import style from './Warnings.module.css';

const NUMBERS = ['opened', 'open', 'falseAlarms', 'falseRate'] as const;

interface RuleTableProps {
  readonly rules: OutputOf<typeof ruleTally>['rules'];
  /** How each judges now; empty while that is loading. */
  readonly said: readonly SaidRule[];
  /** Null for those who may not change rules. */
  readonly onEdit: ((rule: SaidRule) => void) | null;
}

/** Every rule: what it watches, how often it warned, and how often people said that it was wrong (MON-07). */
export function RuleTable({ rules, said, onEdit }: RuleTableProps) {
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
          const now = said.find((one) => one.rule === rule);
          const own = now?.definition.kind === 'own' ? now.definition : null;
          const title = own?.title ?? meta?.title[locale] ?? rule;
          return (
            <tr key={rule}>
              <td>
                <div>
                  {onEdit !== null && now !== undefined ? (
                    <button type="button" className={style.edit} aria-label={t('rules.editOf', { title })} onClick={() => onEdit(now)}>
                      {title}
                    </button>
                  ) : (
                    title
                  )}
                  {now?.active === false && <span className={style.mark}>{t('rules.off')}</span>}
                  {now !== undefined && now.version > 0 && own === null && <span className={style.mark}>{t('rules.changed')}</span>}
                </div>
                <div className={style.quiet}>{own === null ? meta?.why[locale] : <code>{own.condition}</code>}</div>
                {now?.problem != null && <div className={style.wrong}>{t('rules.problem', { message: now.problem })}</div>}
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
