import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type Day } from '../../../kernel/time.ts';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { asking } from '../../../web/use-operation.ts';
import { countEvents, findEvents } from '../contract-sources.ts';
import style from './Data.module.css';
import { EventCounts } from './EventCounts.tsx';
import { EventFilters } from './EventFilters.tsx';
import { EventTable } from './EventTable.tsx';
import { type EventSearch, questionOf, searchIn } from './event-search.ts';

const STEP = 50;

/** 事件: single events of a customer or user, by name and time; how many there are; and what is seen as a file. */
export function EventsPage() {
  const { t } = useTranslation('usage');
  const [search, setSearch] = useEventSearch();
  const [limit, setLimit] = useState(STEP);
  const question = questionOf(search);
  const found = useQuery({ ...asking(findEvents, { ...question, limit }), placeholderData: keepPreviousData });
  const counted = useQuery({ ...asking(countEvents, question), placeholderData: keepPreviousData });
  const data = found.data;
  return (
    <div className={style.page}>
      <h1 className={style.headline}>
        {data === undefined
          ? t('events.title')
          : t('events.headline', { count: data.total, number: formatFull(data.total), from: data.from, to: lastDay(search, data.to) })}
      </h1>
      <p className={style.definition}>{t('events.definition')}</p>
      <EventFilters
        search={search}
        onSearch={(next) => {
          setLimit(STEP);
          setSearch(next);
        }}
      />
      {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {counted.data !== undefined && data !== undefined && data.total > 0 && (
        <EventCounts counts={counted.data} to={lastDay(search, counted.data.to)} />
      )}
      {data?.total === 0 && (
        <div className={style.empty}>
          <p>{t(Object.keys(search).length === 0 ? 'events.empty' : 'events.nothing')}</p>
        </div>
      )}
      {data !== undefined && data.total > 0 && !found.isError && (
        <EventTable found={data} loading={found.isFetching} onMore={limit < 500 ? () => setLimit(Math.min(500, limit * 2)) : null} />
      )}
    </div>
  );
}

/** Where no day was asked for, the clocks of senders that run ahead are looked at, too: up to tomorrow, which is no day to speak of. */
function lastDay(search: EventSearch, to: Day): Day {
  return search.to === undefined ? addDays(to, -1) : to;
}

function useEventSearch(): [EventSearch, (search: EventSearch) => void] {
  const found: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback((search: EventSearch) => void navigate({ to: '.', search, replace: true }), [navigate]);
  return [searchIn(found), set];
}
