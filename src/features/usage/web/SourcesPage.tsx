import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatMoment, formatRatio, type Locale, NO_VALUE } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { SaveList } from '../../../web/ui/SaveList.tsx';
import { Spark } from '../../../web/ui/Spark.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds, useMembership } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { retireSource, sourceHealth } from '../contract-sources.ts';
import style from './Data.module.css';

type Health = OutputOf<typeof sourceHealth>;
type Source = Health['sources'][number];

const EVERY_MS = 30_000;

/** 数据源: what arrives, how much, and who has fallen silent. */
export function SourcesPage() {
  const { t } = useTranslation(['usage', 'shell']);
  const { workspace = '' } = useParams({ strict: false });
  const health = useOperation(sourceHealth, {}, { refetchInterval: EVERY_MS });
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{health.data === undefined ? t('sources.title') : <Headline health={health.data} />}</h1>
      <p className={style.definition}>{t('sources.definition', { days: health.data?.freshnessDays ?? 3 })}</p>
      {health.isPending && <Skeleton active paragraph={{ rows: 5 }} />}
      {health.isError && <ErrorState error={health.error} onRetry={() => void health.refetch()} />}
      {health.data?.sources.length === 0 && (
        <div className={style.empty}>
          <p>{t('sources.empty')}</p>
          <Link to="/$workspace/connect" params={{ workspace }}>
            <Button type="primary">{t('mapping.connect')}</Button>
          </Link>
        </div>
      )}
      {health.data !== undefined && health.data.silent.length > 0 && (
        <p className={style.notice} role="status">
          {t('shell:silent.warning', { count: health.data.silent.length, sources: health.data.silent.join(t('shell:silent.comma')) })}
        </p>
      )}
      {health.data !== undefined && health.data.sources.length > 0 && (
        <>
          <SourceTable sources={health.data.sources} />
          <p className={style.foot}>
            <SaveList small name={t('sources.title')} seen={() => seenSources(health.data.sources, t)} />
          </p>
        </>
      )}
    </div>
  );
}

function Headline({ health: { silent, sources } }: { readonly health: Health }) {
  const { t } = useTranslation('usage');
  const fresh = sources.filter(({ state }) => state === 'fresh').length;
  if (sources.length === 0) return t('sources.none');
  if (silent.length > 0) return t('sources.silentHeadline', { count: silent.length, fresh });
  return t('sources.headline', { count: fresh });
}

function seenSources(sources: readonly Source[], t: TFunction<'usage'>) {
  const head = (['source', 'state', 'last', 'hour', 'events', 'refused'] as const).map((one) => t(`sources.column.${one}`));
  const rows = sources.map(({ source, state, silentDays, lastRecordedAt, lastHour, events, refused }) => [
    ...[source, state === 'silent' ? t('sources.state.silent', { count: silentDays ?? 0 }) : t(`sources.state.${state}`)],
    ...[lastRecordedAt, lastHour, events, refused],
  ]);
  return { head, rows };
}

const COLUMNS = ['source', 'state', 'last', 'hour', 'days', 'events', 'refused'] as const;
const NUMBERS: readonly string[] = ['hour', 'events', 'refused'];

function SourceTable({ sources }: { readonly sources: readonly Source[] }) {
  const { t } = useTranslation('usage');
  const leads = useHolds(LEADING);
  return (
    <table className={`${style.table} ${style.cards}`} aria-label={t('sources.title')} style={{ marginTop: 12 }}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th
              key={column}
              scope="col"
              className={NUMBERS.includes(column) ? style.number : undefined}
              title={t(`sources.about.${column}`)}
            >
              {t(`sources.column.${column}`)}
            </th>
          ))}
          {leads && (
            <th scope="col">
              <span className={style.unseen}>{t('sources.acts')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <SourceRow key={source.source} source={source} leads={leads} />
        ))}
      </tbody>
    </table>
  );
}

function SourceRow({ source, leads }: { readonly source: Source; readonly leads: boolean }) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const retire = useChange(retireSource);
  const refresh = useRefresh(sourceHealth);
  const { state, typicalHour } = source;
  const retired = state === 'retired';
  return (
    <tr className={retired ? style.past : undefined}>
      <td>
        <strong>{source.source}</strong>
      </td>
      <td data-label={t('sources.column.state')}>
        {state === 'silent' ? t('sources.state.silent', { count: source.silentDays ?? 0 }) : t(`sources.state.${state}`)}
      </td>
      <td className={style.fixed} data-label={t('sources.column.last')} title={source.lastDay ?? undefined}>
        {source.lastRecordedAt === null ? NO_VALUE : formatMoment(source.lastRecordedAt, zone, i18n.language as Locale)}
      </td>
      <td className={style.number} data-label={t('sources.column.hour')}>
        {formatFull(source.lastHour)}{' '}
        <span className={style.quiet}>
          {typicalHour === null ? t('sources.noTypical') : t('sources.typical', { number: formatFull(typicalHour) })}
        </span>
      </td>
      <td data-label={t('sources.column.days')}>
        <Spark values={source.days} label={t('sources.daysOf', { source: source.source, days: source.days.join(' ') })} />
      </td>
      <td className={style.number} data-label={t('sources.column.events')}>
        {formatFull(source.events)}
      </td>
      <td className={style.number} data-label={t('sources.column.refused')}>
        {source.refused === 0 ? '0' : source.refusedShare === null ? NO_VALUE : formatRatio(source.refusedShare)}{' '}
        {source.refused > 0 && (
          <span className={style.quiet}>{t('sources.refusedItems', { count: source.refused, number: formatFull(source.refused) })}</span>
        )}
      </td>
      {leads && (
        <td className={style.acts}>
          {source.events > 0 && (
            <Button
              size="small"
              type="text"
              loading={retire.isPending}
              aria-label={t(retired ? 'sources.expectNamed' : 'sources.retireNamed', { source: source.source })}
              onClick={() => retire.mutate({ source: source.source, retired: !retired }, { onSettled: refresh })}
            >
              {t(retired ? 'sources.expect' : 'sources.retire')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
