import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/call.ts';
import { formatFull, formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { listEvents } from '../../usage/contract.ts';
import style from './Customer.module.css';

const STEP = 20;
const MOST = 500;

/** The latest events of a customer, in steps; excluded ones say so. */
export function AccountEvents({ externalId, timeZone }: { readonly externalId: string; readonly timeZone: string }) {
  const { t, i18n } = useTranslation('accounts');
  const locale = i18n.language as Locale;
  const [limit, setLimit] = useState(STEP);
  const input = { externalId, limit };
  const answer = useQuery({ queryKey: [listEvents.id, input], queryFn: () => call(listEvents, input), placeholderData: keepPreviousData });
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 5 }} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { events, total } = answer.data;
  return (
    <section className={style.section}>
      <h2 className={style.title}>{total === 0 ? t('events.none') : t('events.title', { count: total, number: formatFull(total) })}</h2>
      {total > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
        <div className={style.scroll} tabIndex={0} role="region" aria-label={t('events.table')}>
          <table className={style.events}>
            <thead>
              <tr>
                {(['time', 'name', 'kind', 'user', 'module', 'source'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`events.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={`${event.source} ${event.messageId}`} className={event.excluded ? style.past : undefined}>
                  <td title={event.occurredAt}>{formatMoment(event.occurredAt, timeZone, locale)}</td>
                  <td title={event.messageId}>
                    {event.name}
                    {event.excluded && <span className={style.quiet}> {t('events.excluded')}</span>}
                  </td>
                  <td>{t(`events.kind.${event.kind}`, { defaultValue: event.kind })}</td>
                  <td title={event.userId ?? undefined}>{event.userId ?? '—'}</td>
                  <td>{event.module ?? '—'}</td>
                  <td>{event.source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {events.length < total && (
        <p className={style.foot}>
          <span>{t('events.shown', { shown: formatFull(events.length), total: formatFull(total) })}</span>
          {limit < MOST ? (
            <Button size="small" loading={answer.isFetching} onClick={() => setLimit(Math.min(MOST, limit * 2))}>
              {t('events.more')}
            </Button>
          ) : (
            <span>{t('events.rest')}</span>
          )}
        </p>
      )}
    </section>
  );
}
