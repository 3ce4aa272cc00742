import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { Fragment } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { ChartFrame } from '../../../web/charts/ChartFrame.tsx';
import { formatCount, formatRatio, type Locale, monthName, NO_VALUE } from '../../../web/format.ts';
import { EmptyPage } from '../../../web/ui/EmptyPage.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { Spark } from '../../../web/ui/Spark.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { overview, overviewTrend } from '../contract.ts';
import { moneyText } from './card-words.ts';
import { Moved } from './Moved.tsx';
import style from './Overview.module.css';

type Glance = OutputOf<typeof overview>;

/** 客户总览: all customers at a glance, in the scope of who looks; who moved, and what hangs on few of them. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const found = useOperation(overview, {}, { refetchInterval: 60_000 });
  return (
    <div className={style.page}>
      {found.isPending && <Skeleton active title={{ width: 420 }} paragraph={{ rows: 10 }} />}
      {found.isError && (
        <>
          <h1 className={style.headline}>{t('title')}</h1>
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        </>
      )}
      {found.data !== undefined && (found.data.live + found.data.ended === 0 ? <Nobody /> : <Whole glance={found.data} />)}
    </div>
  );
}

function Nobody() {
  const { t } = useTranslation('overview');
  const leads = useHolds(LEADING);
  return (
    <EmptyPage
      headline={t('nobody')}
      to={leads ? '/$workspace/start' : '/$workspace/customers'}
      action={t(leads ? 'toStart' : 'toCustomers')}
    />
  );
}

function Whole({ glance }: { readonly glance: Glance }) {
  const { t } = useTranslation('overview');
  return (
    <>
      <Headline glance={glance} />
      <p className={style.definition}>
        {t('definition', { day: glance.asOf })}
        {glance.building && ` ${t('building')}`}
      </p>
      <Figures glance={glance} />
      <div className={style.columns}>
        <Bands glance={glance} />
        <Levels glance={glance} />
      </div>
      <Moved {...glance} />
      <div className={style.columns}>
        <Concentration glance={glance} />
        <Tiers glance={glance} />
      </div>
    </>
  );
}

function Headline({ glance: { live, fell, bands, atRiskMinor, currency } }: { readonly glance: Glance }) {
  const { t, i18n } = useTranslation('overview');
  const locale = i18n.language as Locale;
  const countOf = (band: Glance['bands'][number]['band']): number => bands.find((one) => one.band === band)?.count ?? 0;
  const clauses = [
    { key: 'live', values: { count: live, number: formatCount(live, locale) } },
    atRiskMinor === null
      ? { key: 'dangerOnly', values: { count: formatCount(countOf('danger'), locale) } }
      : { key: 'danger', values: { count: formatCount(countOf('danger'), locale), atRisk: moneyText(atRiskMinor, currency, locale) } },
    ...(fell === 0 ? [{ key: 'calm', values: {} }] : [{ key: 'fell', values: { count: fell } }]),
    ...(countOf('insufficient-data') === 0 ? [] : [{ key: 'blind', values: { count: countOf('insufficient-data') } }]),
  ];
  return (
    <h1 className={style.headline}>
      {clauses.map(({ key, values }, index) => (
        <Fragment key={key}>
          <span className={style.clause}>
            <Trans
              t={t}
              i18nKey={`sentence.${key}`}
              {...(key === 'live' ? { count: live } : {})}
              values={values}
              components={{ b: <strong /> }}
            />
            {t(index === clauses.length - 1 ? 'sentence.stop' : 'sentence.comma').trimEnd()}
          </span>
          {index < clauses.length - 1 && (t('sentence.comma').endsWith(' ') ? ' ' : <wbr />)}
        </Fragment>
      ))}
    </h1>
  );
}

function Figures({ glance }: { readonly glance: Glance }) {
  const { t, i18n } = useTranslation('overview');
  const locale = i18n.language as Locale;
  const trend = useOperation(overviewTrend, {});
  const points = trend.data?.points ?? [];
  const first = points[0];
  const all = glance.live + glance.ended;
  const since = first === undefined ? '' : t('since', { month: monthName(first.day, locale, true) });
  const figures = [
    { key: 'customers', value: formatCount(glance.live, locale), note: since, line: points.map(({ customers }) => customers) },
    {
      key: 'users',
      value: formatCount(points.at(-1)?.activeUsers ?? Number.NaN, locale),
      note: since,
      line: points.map(({ activeUsers }) => activeUsers),
    },
    {
      key: 'steady',
      value: glance.steady.known === 0 ? NO_VALUE : formatRatio(glance.steady.yes / glance.live),
      note: t('steadyOf', { yes: glance.steady.yes, live: glance.live, unknown: glance.live - glance.steady.known }),
    },
    {
      key: 'ended',
      value: all === 0 ? NO_VALUE : formatRatio(glance.ended / all),
      note: t('endedOf', { ended: glance.ended, all }),
    },
    {
      key: 'arr',
      value: money(glance.arrMinor, glance.currency, locale),
      note: glance.arrUnknown === 0 ? glance.currency : t('arrOf', { currency: glance.currency, count: glance.arrUnknown }),
    },
    {
      key: 'coverage',
      value: glance.coverage === null ? NO_VALUE : formatRatio(glance.coverage, 0),
      note: t('coverageAbout'),
    },
  ];
  return (
    <dl className={style.figures}>
      {figures.map(({ key, value, note, line }) => (
        <div key={key}>
          <dt title={t(`about.${key}`)}>{t(`figure.${key}`)}</dt>
          <dd>
            <strong>{value === 'NaN' ? NO_VALUE : value}</strong>
            {line !== undefined && line.length > 1 && (
              <Spark values={[...line]} width={88} height={26} label={t('trend', { name: t(`figure.${key}`) })} />
            )}
          </dd>
          <dd className={style.note}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An amount, or a dash where it is known of nobody. */
function money(minor: number | null, currency: string, locale: Locale): string {
  return minor === null ? NO_VALUE : moneyText(minor, currency, locale);
}

/** The list with a condition, as its address has it. */
function listOf(field: string, value: string | number) {
  return { where: [{ field, op: 'in', values: [value] }] };
}

function Bands({ glance: { bands, live, currency } }: { readonly glance: Glance }) {
  const { t, i18n } = useTranslation('overview');
  const { workspace = '' } = useParams({ strict: false });
  const locale = i18n.language as Locale;
  const most = Math.max(1, ...bands.map(({ count }) => count));
  const healthy = bands.find(({ band }) => band === 'healthy');
  return (
    <section className={style.section}>
      <h2>{t('bands.title', { share: live === 0 ? NO_VALUE : formatRatio((healthy?.count ?? 0) / live, 0) })}</h2>
      <p className={style.definition}>{t('bands.about')}</p>
      <ul className={style.bars}>
        {bands.map(({ band, count, before, arrMinor }) => (
          <li key={band}>
            <Link to="/$workspace/customers" params={{ workspace }} search={listOf('band', band) as never}>
              <HealthShape health={band} /> {t(`portfolio:choice.band.${band}`)}
            </Link>
            <i style={{ inlineSize: `${(100 * count) / most}%` }} className={band === 'insufficient-data' ? style.hatched : undefined} />
            <strong>{count}</strong>
            <Change now={count} before={before} />
            <small>{money(arrMinor, currency, locale)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Against 30 days ago: ink, as more is not better of every band. */
function Change({ now, before }: { readonly now: number; readonly before: number }) {
  const by = now - before;
  return <small>{by === 0 ? '—' : `${by > 0 ? '▲' : '▼'} ${Math.abs(by)}`}</small>;
}

function Levels({ glance: { levels } }: { readonly glance: Glance }) {
  const { t } = useTranslation('overview');
  const { workspace = '' } = useParams({ strict: false });
  const most = Math.max(1, ...levels.map(({ count }) => count));
  const deep = levels.reduce((sum, { level, count }) => sum + ((level ?? 0) >= 3 ? count : 0), 0);
  return (
    <section className={style.section}>
      <h2>{t('levels.title', { count: deep })}</h2>
      <p className={style.definition}>{t('levels.about')}</p>
      <ul className={style.bars}>
        {levels.map(({ level, count }) => (
          <li key={level ?? 'none'}>
            {level === null ? (
              <span>{t('levels.none')}</span>
            ) : (
              <Link to="/$workspace/customers" params={{ workspace }} search={listOf('level', level) as never}>
                {t(`levels.${level}`)}
              </Link>
            )}
            <i style={{ inlineSize: `${(100 * count) / most}%` }} className={level === null ? style.hatched : undefined} />
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

const [WIDTH, HEIGHT] = [260, 130];

function Concentration({ glance: { concentration } }: { readonly glance: Glance }) {
  const { t } = useTranslation('overview');
  const { curve, tops, customers } = concentration;
  if (curve.length === 0) return null;
  const fifth = tops.find(({ share }) => share === 0.2);
  const path = curve
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${point.customers * WIDTH} ${HEIGHT - point.revenue * HEIGHT}`)
    .join('');
  return (
    <section className={style.section}>
      <ChartFrame
        title={<h2>{t('concentration.title', { share: formatRatio(fifth?.revenue ?? 0, 0) })}</h2>}
        note={t('concentration.about', { customers })}
        fileName={t('concentration.file')}
        table={{
          head: [t('concentration.head.customers'), t('concentration.head.revenue')],
          rows: curve.map((point) => [point.customers, point.revenue]),
          show: (cell) => formatRatio(Number(cell)),
        }}
      >
        <div className={style.curve} data-chart>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={t('concentration.chart')}>
            <line x1={0} y1={HEIGHT} x2={WIDTH} y2={0} className={style.even} />
            <path d={path} className={style.line} />
          </svg>
          <table className={style.tops}>
            <tbody>
              {tops.map(({ share, count, revenue, worth }) => (
                <tr key={share}>
                  <th scope="row">{t('concentration.top', { share: formatRatio(share, 0), count })}</th>
                  <td>
                    <strong>{formatRatio(revenue, 0)}</strong>
                  </td>
                  <td>{worth === null ? '' : t('concentration.worth', { worth: worth >= 10 ? Math.round(worth) : worth.toFixed(1) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ChartFrame>
    </section>
  );
}

function Tiers({ glance: { tiers, currency } }: { readonly glance: Glance }) {
  const { t, i18n } = useTranslation('overview');
  const locale = i18n.language as Locale;
  return (
    <section className={style.section}>
      <h2>{t('tiers.title')}</h2>
      <p className={style.definition}>{t('tiers.about')}</p>
      <table className={style.tops}>
        <tbody>
          {tiers.map(({ tier, count, arrMinor, meanMinor }) => (
            <tr key={tier ?? 'none'}>
              <th scope="row">{tier === null ? t('tiers.none') : t(`portfolio:choice.tier.${tier}`)}</th>
              <td>{t('tiers.count', { count })}</td>
              <td>
                <strong>{money(meanMinor, currency, locale)}</strong>
              </td>
              <td>{money(arrMinor, currency, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
