import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { unitText } from '../../../web/metric-words.ts';
import { Spark } from '../../../web/ui/Spark.tsx';
import type { MetricValues } from '../contract-own.ts';
import type { MetricUnit } from '../core/definition.ts';
import style from './Metrics.module.css';

interface SpreadViewProps {
  readonly of: MetricValues;
  readonly unit: MetricUnit;
}

/** How a metric is spread over customers today: how many know it, bars, and some customers with their last 60 days. */
export function SpreadView({ of, unit }: SpreadViewProps) {
  const { t, i18n } = useTranslation(['metrics', 'units']);
  const locale = i18n.language as Locale;
  const { known, looked, customers, reasons, spread, samples, asOf } = of;
  const text = (value: number): string => unitText(unit, value, locale);
  const most = Math.max(1, ...(spread?.bins.map(({ count }) => count) ?? []));
  if (customers === 0) return <p className={style.note}>{t('spread.noCustomers')}</p>;
  return (
    <>
      <p className={style.banner}>
        {t('spread.known', { known, looked, day: asOf })}
        {looked < customers && t('spread.some', { customers })}
      </p>
      {reasons.map(({ reason, count }) => (
        <p key={reason} className={style.note}>
          {t('spread.unknown', { count, reason: t(`units:reason.${reason}`) })}
        </p>
      ))}
      {spread !== null && (
        <>
          <p className={style.note}>
            {t('spread.middle', { middle: text(spread.middle), low: text(spread.quarter), high: text(spread.threeQuarters) })}
          </p>
          <div className={style.bars} role="img" aria-label={t('spread.bars')}>
            {spread.bins.map(({ from, to, count }) => (
              <div key={from} title={t('spread.bin', { from: text(from), to: text(to), count })}>
                {count > 0 && <b>{count}</b>}
                <i style={{ height: `${(76 * count) / most}%` }} />
              </div>
            ))}
          </div>
          <div className={style.ends}>
            <span>{text(spread.least)}</span>
            <span>{text(spread.most)}</span>
          </div>
        </>
      )}
      <ul className={style.samples}>
        {samples.map(({ externalId, name, value, reason, days }) => (
          <li key={externalId}>
            <Link from="/$workspace" to="/$workspace/customers/$externalId" params={{ externalId }} className={style.link}>
              {name}
            </Link>
            <Spark values={days} width={112} label={t('spread.days', { name })} />
            <span className={style.number} title={reason === null ? undefined : t(`units:reason.${reason}`)}>
              {value === null ? '—' : text(value)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
