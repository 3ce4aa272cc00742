import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { formatCount, type Locale } from '../../../../web/format.ts';
import { metricName, metricText } from '../../../../web/metric-words.ts';
import type { explain } from '../../contract.ts';
import style from './Health.module.css';

/** 流失风险: points that add up, each with the number behind it, and what it does not see. */
export function RiskPanel({ of }: { readonly of: OutputOf<typeof explain>['risk'] }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const { points, band, reasons, blind } = of;
  return (
    <section className={style.section}>
      <h2 className={style.title}>
        {points.value === null || band === null
          ? t('risk.unknown')
          : t('risk.title', { points: formatCount(points.value, locale), band: t(`risk.band.${band}`) })}
      </h2>
      <p className={style.note}>{t('risk.note')}</p>
      {reasons.length === 0 && points.value !== null && <p className={style.quiet}>{t('risk.nothing')}</p>}
      <ul className={style.risks}>
        {reasons.map((reason) => (
          <li key={reason.sign} className={style.risk}>
            <span>
              {t(`risk.sign.${reason.sign}`)}{' '}
              <span className={style.quiet}>
                {reason.sign === 'records-only' ? `L${reason.value}` : metricText(reason.metric, reason.value, locale)}
              </span>
            </span>
            <span className={style.bar} style={{ width: `${reason.points * 2}%` }} aria-hidden="true" />
            <span className={style.right}>{reason.points}</span>
          </li>
        ))}
      </ul>
      {blind.length > 0 && (
        <p className={style.note} style={{ margin: '8px 0 0' }}>
          {t('risk.blind', {
            signs: blind
              .map(({ metric, sign }) => (sign === 'records-only' ? t('level.short') : metricName(metric, locale)))
              .join(t('and')),
          })}
        </p>
      )}
    </section>
  );
}
