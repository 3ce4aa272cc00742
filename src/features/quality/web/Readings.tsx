import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, type Locale, monthName } from '../../../web/format.ts';
import type { listQuality } from '../contract.ts';
import style from './Quality.module.css';

type Reading = OutputOf<typeof listQuality>['readings'][number];

const PARTS = ['events', 'userDays', 'accounts'] as const;

/** Usage by both readings, by month in which anything is flagged: without the rows that are flagged as automation or bulk, and with them. */
export function Readings({ readings }: { readonly readings: readonly Reading[] }) {
  const { t, i18n } = useTranslation('quality');
  return (
    <section className={style.section}>
      <h2>{t('readings.title')}</h2>
      <p className={style.definition}>{t('readings.definition')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('readings.title')}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t('readings.month')}</th>
              {PARTS.flatMap((part) => [
                <th key={part} scope="col" className={style.number}>
                  {t(`readings.${part}`)}
                </th>,
                <th key={`${part} all`} scope="col" className={style.number}>
                  {t('readings.withFlagged')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {readings.toReversed().map(({ month, all, counted }) => (
              <tr key={month}>
                <td className={style.month}>{monthName(month, i18n.language as Locale, true)}</td>
                {PARTS.flatMap((part) => [
                  <td key={part} className={style.number}>
                    {formatFull(counted[part])}
                  </td>,
                  <td key={`${part} all`} className={style.number}>
                    {formatFull(all[part])}
                  </td>,
                ])}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
