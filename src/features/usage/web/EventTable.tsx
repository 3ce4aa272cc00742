import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { formatFull, formatMoment, type Locale, NO_VALUE } from '../../../web/format.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import type { findEvents } from '../contract-sources.ts';
import style from './Data.module.css';

type Found = OutputOf<typeof findEvents>;
type Event = Found['events'][number];

const COLUMNS = ['time', 'customer', 'user', 'name', 'kind', 'module', 'source', 'properties'] as const;

interface EventTableProps {
  readonly found: Found;
  readonly loading: boolean;
  /** Null: no more can be shown at once. */
  readonly onMore: (() => void) | null;
}

/** The events found, latest first; exactly these go into the file. */
export function EventTable({ found, loading, onMore }: EventTableProps) {
  const { t } = useTranslation('usage');
  const head = COLUMNS.map((column) => t(`events.column.${column}`));
  const save = (): void =>
    saveCsv(
      `events-${found.from}-${found.to}`,
      head,
      found.events.map((event) => cellsOf(event)),
    );
  return (
    <section className={style.section}>
      <p className={style.foot}>
        <span>{t('events.shown', { shown: formatFull(found.events.length), total: formatFull(found.total) })}</span>
        <Button size="small" icon={<Download size={14} strokeWidth={1.6} />} onClick={save}>
          {t('events.export', { count: found.events.length })}
        </Button>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('events.title')}>
        <table className={`${style.table} ${style.cards}`}>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.events.map((event) => (
              <EventRow key={event.messageId} event={event} />
            ))}
          </tbody>
        </table>
      </div>
      {found.events.length < found.total && (
        <p className={style.foot}>
          {onMore === null ? (
            t('events.rest')
          ) : (
            <Button size="small" loading={loading} onClick={onMore}>
              {t('events.more')}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

function EventRow({ event }: { readonly event: Event }) {
  const { t, i18n } = useTranslation('usage');
  const { workspace = '' } = useParams({ strict: false });
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const bare = Object.keys(event.properties).length === 0;
  return (
    <tr className={event.excluded ? style.past : undefined}>
      <td className={style.fixed} title={event.occurredAt}>
        {formatMoment(event.occurredAt, zone, i18n.language as Locale)}
      </td>
      <td className={style.wide} data-label={t('events.column.customer')}>
        <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: event.customer.externalId }}>
          {event.customer.name}
        </Link>
      </td>
      <td data-label={t('events.column.user')}>{event.user ?? NO_VALUE}</td>
      <td title={event.messageId} data-label={t('events.column.name')}>
        {event.name}
        {event.excluded && <span className={style.quiet}> {t('events.excluded')}</span>}
      </td>
      <td className={style.fixed} data-label={t('events.column.kind')}>
        {t(`kind.${event.kind}`)}
        {event.seconds !== null && <span className={style.quiet}> {t('mapping.samples.seconds', { seconds: event.seconds })}</span>}
        {event.value !== null && <span className={style.quiet}> {t('mapping.samples.value', { value: event.value })}</span>}
      </td>
      <td data-label={t('events.column.module')} className={event.module === null ? style.nothing : undefined}>
        {event.module ?? NO_VALUE}
      </td>
      <td data-label={t('events.column.source')}>{event.source}</td>
      <td className={bare ? style.nothing : style.wide} data-label={t('events.column.properties')}>
        {bare ? NO_VALUE : <code className={style.quiet}>{JSON.stringify(event.properties)}</code>}
      </td>
    </tr>
  );
}

/** Times in full, and nothing shortened. */
function cellsOf(event: Event): (string | null)[] {
  const { occurredAt, customer, user, name, kind, module, source, properties } = event;
  return [occurredAt, customer.externalId, user, name, kind, module, source, JSON.stringify(properties)];
}
