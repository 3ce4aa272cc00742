import { useTranslation } from 'react-i18next';
import { formatFull, formatRatio } from '../../../web/format.ts';
import type { BackTestAnswer } from '../contract-backtest.ts';
import { LOG_AGE } from '../core/hazard.ts';
import style from './BackTest.module.css';
import lab from './Lab.module.css';
import type { Named } from './named.ts';

const SHOWN = 12;
const [WIDTH, HALF] = [140, 70];

/** The card of a learned risk: what it learned from, and what each metric does. */
export function LearnedCard({ report, named }: { readonly report: BackTestAnswer; readonly named: Named }) {
  const { t } = useTranslation('backtest');
  const { card } = report;
  if (card === null) return null;
  const most = Math.max(1e-9, ...card.coefficients.map(({ perDeviation }) => Math.abs(perDeviation)));
  const about = {
    ...{ from: card.from.slice(0, 7), to: card.to.slice(0, 7), rows: formatFull(card.rows) },
    ...{ count: card.customersWithOutcome, penalty: card.penalty },
  };
  return (
    <section className={lab.section}>
      <h2>{t('card.title', { count: card.coefficients.length })}</h2>
      <p className={lab.definition}>
        {t('card.about', about)}
        {card.by === 'hazard' && ` ${t('card.hazard')}`}
      </p>
      <ul className={style.bars}>
        {card.coefficients.slice(0, SHOWN).map(({ metric, perDeviation, unknownShare, drift }) => (
          <li key={metric}>
            <span>
              {metric === LOG_AGE ? t('card.age') : named.metric(metric)}{' '}
              <small>
                {t(perDeviation > 0 ? 'card.up' : 'card.down')}
                {unknownShare > 0.05 && ` · ${t('card.unknown', { share: formatRatio(unknownShare, 0) })}`}
                {drift !== null && Math.abs(drift) > 0.5 && ` · ${t('card.drift', { drift: drift.toFixed(1) })}`}
              </small>
            </span>
            <svg viewBox={`0 0 ${WIDTH} 12`} width={WIDTH} height={12} aria-hidden="true">
              <line x1={HALF} x2={HALF} y1={0} y2={12} className={style.grid} />
              <rect
                x={perDeviation > 0 ? HALF : HALF - (HALF * Math.abs(perDeviation)) / most}
                y={2}
                width={(HALF * Math.abs(perDeviation)) / most}
                height={8}
                className={perDeviation > 0 ? style.up : style.down}
              />
            </svg>
            <span>{`${perDeviation > 0 ? '+' : '−'}${Math.abs(perDeviation).toFixed(2)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
