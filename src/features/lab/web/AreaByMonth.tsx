import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { type Locale, monthName } from '../../../web/format.ts';
import type { BackTestAnswer } from '../contract-backtest.ts';
import style from './BackTest.module.css';
import { type AreaPoint, areaChart, monthsAbove } from './backtest-chart.ts';
import lab from './Lab.module.css';
import type { Named } from './named.ts';

/** How the single metric stands beside the judgement: so many pixels to the right of it. */
const BESIDE = 10;

/** The area of every month with its whisker, and that of the best single metric beside it. */
export function AreaByMonth({ report, named }: { readonly report: BackTestAnswer; readonly named: Named }) {
  const { t, i18n } = useTranslation('backtest');
  const locale = i18n.language as Locale;
  const chart = areaChart(report.cutOffs);
  const singles = [...new Set(report.cutOffs.flatMap(({ single }) => (single === null ? [] : [named.metric(single.metric)])))];
  return (
    <section className={lab.section}>
      <h2>{t('area.title', monthsAbove(report.cutOffs))}</h2>
      <p className={lab.definition}>{t('area.definition')}</p>
      <p className={style.key}>
        <span>
          <i /> {named.subject}
        </span>
        <span>
          <i className={style.keySingle} /> {t('area.single', { metrics: singles.join(t('comma')) })}
        </span>
      </p>
      <div className={style.chart}>
        <svg
          viewBox={`0 0 ${chart.width} ${chart.height}`}
          style={{ minWidth: 0.85 * chart.width, maxWidth: 1.4 * chart.width }}
          role="img"
          aria-label={t('area.label')}
        >
          {chart.ticks.map(({ value, y }) => (
            <g key={value}>
              <line x1={30} x2={chart.width} y1={y} y2={y} className={value === 0.5 ? style.coin : style.grid} />
              <text x={0} y={y + 4} className={style.word}>
                {value}
              </text>
              {value === 0.5 && (
                <text x={chart.width} y={y + 14} textAnchor="end" className={style.word}>
                  {t('area.coin')}
                </text>
              )}
            </g>
          ))}
          {chart.names.map(({ x, cutOff }, index) => (
            <text key={cutOff} x={x} y={chart.height - 6} textAnchor="middle" className={style.word}>
              {monthName(cutOff as Day, locale, index === 0 || cutOff.slice(5, 7) === '01')}
            </text>
          ))}
          {chart.points.map((point) => (
            <Month key={point.cutOff} point={point} />
          ))}
        </svg>
      </div>
    </section>
  );
}

function Month({ point: { cutOff, x, own, single } }: { readonly point: AreaPoint }) {
  return (
    <g>
      {single !== null && (
        <g>
          <line x1={x + BESIDE} x2={x + BESIDE} y1={single.low} y2={single.high} className={style.singleLine} />
          <circle cx={x + BESIDE} cy={single.y} r={3.5} className={style.singlePoint} />
        </g>
      )}
      {own !== null && (
        <g>
          <title>{`${cutOff.slice(0, 7)} ${own.value.toFixed(2)}`}</title>
          <line x1={x} x2={x} y1={own.low} y2={own.high} className={style.ownLine} />
          <circle cx={x} cy={own.y} r={4.5} className={style.ownPoint} />
        </g>
      )}
    </g>
  );
}
