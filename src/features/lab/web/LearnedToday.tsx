import { Link, useParams } from '@tanstack/react-router';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { callForFile } from '../../../web/call.ts';
import { saveText } from '../../../web/charts/save-file.ts';
import { formatFull, formatPoints, type Locale, shortDay } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { type LearnedRisks, learnedRisks, learnedRisksFile } from '../contract-learned.ts';
import style from './BackTest.module.css';
import lab from './Lab.module.css';
import own from './Learned.module.css';
import { chanceText, STACKED, tenthsChart } from './learned-chart.ts';
import { useRiskWords } from './use-risk-words.ts';

const PAGE = 20;
const ONLY = ['unseen', 'top', 'all'] as const;

/** Today's customers: how the learned risk and the health are spread over each other, and whom only one of them sees. */
export function LearnedToday({ today }: { readonly today: Day }) {
  const { t, i18n } = useTranslation('learned');
  const [chosen, setChosen] = useState<(typeof ONLY)[number] | null>(null);
  const [limit, setLimit] = useState(PAGE);
  const first = useOperation(learnedRisks, { only: 'unseen', limit });
  // Where both agree, the top tenth is what there is to see.
  const only = chosen ?? (first.data?.total === 0 ? 'top' : 'unseen');
  const others = useOperation(learnedRisks, { only, limit }, { enabled: only !== 'unseen' });
  const found = only === 'unseen' ? first : others;
  const of = found.data;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (of === undefined) return <Skeleton active title={{ width: 320 }} paragraph={{ rows: 6 }} />;
  if (of.day === null) return <p className={lab.definition}>{t('today.none')}</p>;
  const unseen = of.tenths.find(({ tenth }) => tenth === 10)?.bands.healthy ?? 0;
  return (
    <section className={lab.section}>
      <h2>{unseen === 0 ? t('today.agree') : t('today.title', { count: unseen })}</h2>
      <p className={lab.definition}>
        {t('today.about', { day: shortDay(of.day, today, i18n.language as Locale) })}
        {of.most < 1 && t('today.most', { most: chanceText(of.most) })}
      </p>
      <Tenths tenths={of.tenths} most={of.most} />
      <p className={own.pick}>
        <Segmented
          size="small"
          value={only}
          options={ONLY.map((one) => ({ value: one, label: t(`today.only.${one}`) }))}
          onChange={(next) => {
            setChosen(next);
            setLimit(PAGE);
          }}
        />
        <Button size="small" onClick={() => void saveRisks()}>
          {t('today.save')}
        </Button>
      </p>
      {of.rows.length === 0 ? <p className={lab.none}>{t('today.nobody')}</p> : <Rows rows={of.rows} most={of.most} />}
      {of.total > of.rows.length && limit < 200 && (
        <p className={lab.foot}>
          <Button size="small" loading={found.isFetching} onClick={() => setLimit(Math.min(200, limit + 3 * PAGE))}>
            {t('today.more', { shown: of.rows.length, total: formatFull(of.total) })}
          </Button>
        </p>
      )}
    </section>
  );
}

async function saveRisks(): Promise<void> {
  const reader = new TextDecoder();
  // Spreadsheets read it as UTF-8 with this mark.
  let text = '\uFEFF';
  for await (const piece of callForFile(learnedRisksFile, {}, new AbortController().signal)) text += reader.decode(piece, { stream: true });
  saveText(text, 'learned-risks.csv');
}

function Tenths({ tenths, most }: Pick<LearnedRisks, 'tenths' | 'most'>) {
  const { t } = useTranslation('learned');
  const chart = tenthsChart(tenths);
  return (
    <>
      <p className={style.key}>
        {STACKED.map((band) => (
          <span key={band}>
            <HealthShape health={band} /> {t(`units:health.${band}`)}
          </span>
        ))}
      </p>
      <div className={style.chart}>
        <svg
          viewBox={`0 0 ${chart.width} ${chart.height}`}
          style={{ maxWidth: 760, minWidth: 420 }}
          role="img"
          aria-label={t('today.chart')}
        >
          {chart.columns.map(({ tenth, x, width, mean, customers, parts }) => (
            <g key={tenth}>
              {parts.map(({ band, y, height, customers: some }) => (
                <rect key={band} x={x} y={y} width={width} height={height} className={own[`band-${band}`] ?? ''}>
                  <title>{t('today.part', { health: t(`units:health.${band}`), count: some })}</title>
                </rect>
              ))}
              {customers > 0 && (
                <text x={x + width / 2} y={(parts.at(-1)?.y ?? chart.floor) - 5} textAnchor="middle" className={style.word}>
                  {formatFull(customers)}
                </text>
              )}
              <text x={x + width / 2} y={chart.height - 6} textAnchor="middle" className={style.word}>
                {customers === 0 ? '—' : chanceText(mean, most)}
              </text>
            </g>
          ))}
          <line x1={0} x2={chart.width} y1={chart.floor} y2={chart.floor} className={style.coin} />
        </svg>
      </div>
      <details className={own.asTable}>
        <summary>{t('today.asTable')}</summary>
        <div className={style.chart}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('today.column.tenth')}</th>
                <th scope="col">{t('today.column.mean')}</th>
                {STACKED.map((band) => (
                  <th key={band} scope="col">
                    {t(`units:health.${band}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tenths.toReversed().map(({ tenth, mean, bands }) => (
                <tr key={tenth}>
                  <th scope="row">{tenth}</th>
                  <td>{chanceText(mean, most)}</td>
                  {STACKED.map((band) => (
                    <td key={band}>{formatFull(bands[band])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function Rows({ rows, most }: Pick<LearnedRisks, 'rows' | 'most'>) {
  const { t } = useTranslation('learned');
  const { workspace = '' } = useParams({ strict: false });
  const words = useRiskWords([...new Set(rows.flatMap(({ reasons }) => reasons.map(({ metric }) => metric)))]);
  return (
    <ul className={own.risks}>
      {rows.map(({ account, owner, chance, band, score, reasons }) => (
        <li key={account.externalId}>
          <span className={own.who}>
            <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }}>
              {account.name}
            </Link>
            <small>{owner ?? t('today.nobodyOwns')}</small>
          </span>
          <span className={own.chance}>{chanceText(chance, most)}</span>
          <span className={own.health}>
            <HealthShape health={band} /> {t(`units:health.${band}`)} {score === null ? '' : formatPoints(score)}
          </span>
          <span className={own.why}>
            {reasons.length === 0
              ? t('today.noReason')
              : reasons
                  .map(({ metric, value, usual }) =>
                    t('today.reason', { metric: words.name(metric), value: words.text(metric, value), usual: words.text(metric, usual) }),
                  )
                  .join(t('comma'))}
          </span>
        </li>
      ))}
    </ul>
  );
}
