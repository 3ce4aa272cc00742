import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import type { BackTestAnswer } from '../contract-backtest.ts';
import style from './BackTest.module.css';
import lab from './Lab.module.css';
import { Whisker } from './Whisker.tsx';

/** By segment, and who is not judged, why. */
export function BackTestParts({ report }: { readonly report: BackTestAnswer }) {
  const { t } = useTranslation('backtest');
  const { segments, exclusions, excludedEvents } = report;
  return (
    <div className={style.pair}>
      {segments.length > 1 && (
        <section className={lab.section}>
          <h2>{t('segments.title')}</h2>
          <p className={lab.definition}>{t('segments.definition')}</p>
          <ul className={style.bars}>
            {segments.map(({ segment, rows, outcomes, area }) => (
              <li key={segment}>
                <span>
                  {segment === '' ? t('segments.none') : segment} <small>{t('segments.count', { rows: formatFull(rows), outcomes })}</small>
                </span>
                {area === null ? <span /> : <Whisker low={area.low} value={area.estimate} high={area.high} most={1} base={0.5} />}
                <span>{area === null ? t('segments.few') : area.estimate.toFixed(2)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={lab.section}>
        <h2>{t('left.title', { total: formatFull(exclusions.reduce((sum, { count }) => sum + count, 0)) })}</h2>
        <p className={lab.definition}>{t('left.definition')}</p>
        <ul className={`${style.bars} ${style.plain}`}>
          {exclusions.map(({ reason, count }) => (
            <li key={reason}>
              <span>{t(`left.${reason}`)}</span>
              <span>{formatFull(count)}</span>
            </li>
          ))}
          {excludedEvents > 0 && (
            <li>
              <span>{t('left.events')}</span>
              <span>{formatFull(excludedEvents)}</span>
            </li>
          )}
        </ul>
      </section>
    </div>
  );
}
