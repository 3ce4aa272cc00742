import { useTranslation } from 'react-i18next';
import { formatRatio } from '../../../web/format.ts';
import type { BackTestAnswer } from '../contract-backtest.ts';
import style from './BackTest.module.css';
import { tenMarks } from './backtest-chart.ts';
import lab from './Lab.module.css';
import type { Named } from './named.ts';

/** Of ten customers called on: how many had the outcome, when the judgement chose them, when the single metric did, and when nobody did. */
export function TopTenth({ report, named }: { readonly report: BackTestAnswer; readonly named: Named }) {
  const { t } = useTranslation('backtest');
  const { top, singleTop, lead } = report;
  if (top === null) return null;
  const rows = [
    { key: 'own', name: named.subject, share: top.precision, lift: top.lift },
    ...(singleTop === null
      ? []
      : [
          {
            ...{ key: 'single', name: t('top.single', { metric: report.single === null ? '' : named.metric(report.single.metric) }) },
            ...{ share: singleTop.precision, lift: singleTop.lift },
          },
        ]),
    { key: 'base', name: t('top.base'), share: top.baseRate, lift: null },
  ];
  return (
    <section className={lab.section}>
      <h2>{t('top.title', { hits: (10 * top.precision).toFixed(1), base: (10 * top.baseRate).toFixed(1) })}</h2>
      <p className={lab.definition}>{t('top.definition', { outcome: named.outcome })}</p>
      <dl className={style.tens}>
        {rows.map(({ key, name, share, lift }) => (
          <Ten
            key={key}
            isOwn={key === 'own'}
            name={name}
            share={share}
            lift={lift === null ? '' : t('top.lift', { lift: lift.toFixed(1) })}
          />
        ))}
      </dl>
      {lead.median !== null && (
        <p className={lab.definition}>
          {t('top.lead', {
            ...{ seen: lead.seen, outcomes: lead.outcomes, days: Math.round(lead.median) },
            ...{ low: Math.round(lead.low ?? 0), high: Math.round(lead.high ?? 0) },
          })}
        </p>
      )}
    </section>
  );
}

const [SIZE, GAP] = [14, 4];

interface TenProps {
  readonly isOwn: boolean;
  readonly name: string;
  readonly share: number;
  readonly lift: string;
}

function Ten({ isOwn, name, share, lift }: TenProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <svg
          className={`${style.ten} ${isOwn ? style.own : ''}`}
          width={10 * (SIZE + GAP)}
          height={SIZE + 1}
          viewBox={`0 0 ${10 * (SIZE + GAP)} ${SIZE + 1}`}
          aria-hidden="true"
        >
          {tenMarks(share).map((part, index) => {
            const x = index * (SIZE + GAP) + 0.5;
            return (
              <g key={x}>
                <rect x={x} y={0.5} width={SIZE} height={SIZE} />
                <rect x={x} y={0.5} width={part * SIZE} height={SIZE} className={style.full} />
              </g>
            );
          })}
        </svg>
      </dd>
      <dd className={style.share}>
        {formatRatio(share)}
        <small>{lift}</small>
      </dd>
    </>
  );
}
