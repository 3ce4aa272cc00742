import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { Plus } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { formatCount, formatFull, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listAccounts } from '../contract.ts';
import { CustomerDrawer } from './CustomerDrawer.tsx';
import { CustomerRow } from './CustomerRow.tsx';
import style from './Customers.module.css';
import { CustomersSkeleton } from './CustomersSkeleton.tsx';
import { SaveCustomers } from './SaveCustomers.tsx';
import { type Drifting, useDrifting } from './use-drifting.ts';

const PAGE = 50;

type Account = OutputOf<typeof listAccounts>['accounts'][number];

/** 客户: whom I look after, found by name; how active they are, and who owns them. */
export function CustomersPage() {
  const { t, i18n } = useTranslation('accounts');
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
  const drifting = useDrifting();
  const none = list.data !== undefined && total === 0 && search === '';
  return (
    <div className={style.page}>
      <header>
        <h1 className={style.headline}>
          {list.data ? <Headline total={total} search={search} drifting={drifting} locale={locale} /> : t('title')}
        </h1>
        {!none && <p className={style.definition}>{t('list.definition')}</p>}
      </header>
      {!none && (
        <div className={style.bar}>
          <SearchField value={search} onChange={setSearch} />
          <div className={style.acts}>
            {accounts.length > 0 && <SaveCustomers accounts={accounts} drifting={drifting} />}
            <NewCustomer />
          </div>
        </div>
      )}
      {list.isPending && <CustomersSkeleton />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && accounts.length === 0 && <NobodyHere search={search} onClear={() => setSearch('')} />}
      {accounts.length > 0 && <CustomerTable accounts={accounts} total={total} drifting={drifting} />}
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

/** Makes a customer by hand, for those who may, and goes there. */
function NewCustomer() {
  const { t } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const leads = useHolds(LEADING);
  const [open, setOpen] = useState(false);
  if (!leads) return null;
  return (
    <>
      <Button icon={<Plus size={14} strokeWidth={1.6} />} onClick={() => setOpen(true)}>
        {t('list.create')}
      </Button>
      {open && (
        <CustomerDrawer
          account={null}
          writes
          onSaved={(externalId) => void navigate({ to: '/$workspace/customers/$externalId', params: { workspace, externalId } })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface CustomerTableProps {
  readonly accounts: readonly Account[];
  readonly total: number;
  readonly drifting: Drifting | null;
}

function CustomerTable({ accounts, total, drifting }: CustomerTableProps) {
  const { t } = useTranslation('accounts');
  return (
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
          <CustomerRow key={account.externalId} account={account} severity={drifting?.severityOf.get(account.externalId) ?? null} />
        ))}
      </tbody>
    </table>
  );
}

/** Nothing found is said with the way back; nobody at all, with the way to the first ones for those who may take it. */
function NobodyHere({ search, onClear }: { readonly search: string; readonly onClear: () => void }) {
  const { t } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const leads = useHolds(LEADING);
  if (search !== '') {
    return (
      <div className={style.empty}>
        <p>{t('list.nothingFound', { search })}</p>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </div>
    );
  }
  return (
    <div className={style.empty}>
      <p>{t(leads ? 'list.empty' : 'list.emptyYet')}</p>
      {leads && (
        <div className={style.emptyActs}>
          <Link to="/$workspace/start" params={{ workspace }}>
            <Button type="primary">{t('list.start')}</Button>
          </Link>
          <NewCustomer />
        </div>
      )}
    </div>
  );
}

interface HeadlineProps {
  readonly total: number;
  readonly search: string;
  readonly drifting: Drifting | null;
  readonly locale: Locale;
}

/** How many there are, and how many of them drift: the question one comes with. */
function Headline({ total, search, drifting, locale }: HeadlineProps) {
  const { t } = useTranslation('accounts');
  const values = { count: total, number: formatCount(total, locale), search };
  if (search !== '') return t('list.found', values);
  if (total === 0) return t('list.none');
  if (drifting === null) return t('list.headline', values);
  const count = drifting.severityOf.size;
  const key = count === 0 ? 'list.calm' : drifting.more ? 'list.driftingMore' : 'list.drifting';
  return (
    <>
      {t('list.headline', values)}
      {t('list.comma')}
      <Trans t={t} i18nKey={key} count={count} values={{ number: formatCount(count, locale) }} components={{ b: <strong /> }} />
      {t('list.stop')}
    </>
  );
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
