import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { call } from '../../../web/call.ts';
import { formatCount, formatFull, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listAccounts } from '../contract.ts';
import { CustomerRow } from './CustomerRow.tsx';
import style from './Customers.module.css';
import { CustomersSkeleton } from './CustomersSkeleton.tsx';

const PAGE = 50;

/** 客户: whom I look after, found by name; how active they are, and who owns them. */
export function CustomersPage() {
  const { t, i18n } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const leads = useHolds(LEADING);
  const [search, setSearch] = useSearchText();
  const list = useInfiniteQuery({
    queryKey: [listAccounts.id, { search, limit: PAGE }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(listAccounts, { limit: PAGE, ...(search && { search }), ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const total = list.data?.pages[0]?.total ?? 0;
  const accounts = list.data?.pages.flatMap((page) => page.accounts) ?? [];
  const locale = i18n.language as Locale;
  return (
    <div className={style.page}>
      <header>
        <h1 className={style.headline}>{list.data ? headline(total, search, locale, t) : t('title')}</h1>
        <p className={style.definition}>{t('list.definition')}</p>
      </header>
      <SearchField value={search} onChange={setSearch} />
      {list.isPending && <CustomersSkeleton />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && accounts.length === 0 && (
        <div className={style.empty}>
          <p>{search ? t('list.nothingFound', { search }) : t(leads ? 'list.empty' : 'list.emptyYet')}</p>
          {search ? (
            <Button onClick={() => setSearch('')}>{t('list.clear')}</Button>
          ) : (
            leads && (
              <Link to="/$workspace/start" params={{ workspace }}>
                <Button type="primary">{t('list.start')}</Button>
              </Link>
            )
          )}
        </div>
      )}
      {accounts.length > 0 && (
        <table className={style.table} aria-label={t('title')} aria-rowcount={total + 1}>
          <thead>
            <tr className={style.headRow}>
              {(['name', 'score', 'activity', 'spark', 'owner', 'started', 'state'] as const).map((column) => (
                <th key={column} scope="col" className={style[`cell-${column}`]}>
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <CustomerRow key={account.externalId} account={account} />
            ))}
          </tbody>
        </table>
      )}
      {accounts.length > 0 && (
        <p className={style.foot}>
          <span>{t('list.shown', { shown: formatFull(accounts.length), total: formatFull(total) })}</span>
          {list.hasNextPage && (
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('list.more')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function headline(total: number, search: string, locale: Locale, t: ReturnType<typeof useTranslation<'accounts'>>['t']): string {
  const values = { count: total, number: formatCount(total, locale), search };
  return search ? t('list.found', values) : t('list.headline', values);
}

/** Text goes into the address once typing rests; a link reproduces the list. */
function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const { t } = useTranslation('accounts');
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement | null>(null);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={style.search}>
      <Input
        ref={(input) => {
          field.current = input?.input ?? null;
        }}
        allowClear
        value={text}
        maxLength={100}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}

function useSearchText(): [string, (text: string) => void] {
  const found: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback((text: string) => void navigate({ to: '.', search: text ? { search: text } : {}, replace: true }), [navigate]);
  return [typeof found.search === 'string' ? found.search : '', set];
}
