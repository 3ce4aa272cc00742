import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, type InputRef, Modal, type RefSelectProps, Segmented, Skeleton } from 'antd';
import { type RefObject, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK, LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { recall, remember } from '../../../web/remember.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { PHONE, useMedia } from '../../../web/use-media.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { listAccounts } from '../../accounts/contract.ts';
import { NewCustomer } from '../../accounts/web/widgets/NewCustomer.tsx';
import { type listCards, listViews, MOST_EDITED } from '../contract.ts';
import { usable } from '../core/conditions.ts';
import { CardTable } from './CardTable.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import { conditionText, fieldName, NO_WORDS, type Shown, type Words } from './card-words.ts';
import { FilterBar } from './FilterBar.tsx';
import { Headline } from './Headline.tsx';
import { ListFoot } from './ListFoot.tsx';
import { useButtonKeys, useListKeys } from './list-keys.ts';
import { isChanged, type ListSearch, searchIn, shownView, sortedBy } from './list-search.ts';
import { PhoneCards } from './PhoneCards.tsx';
import style from './Portfolio.module.css';
import { SaveCards } from './SaveCards.tsx';
import { allCards, PAGE, useCards, useEdit } from './use-cards.ts';
import { useSelection } from './use-selection.ts';
import { KeepView, ViewTabs } from './ViewTabs.tsx';

const HEIGHTS = { compact: 32, normal: 40 } as const;
type Density = keyof typeof HEIGHTS;
/** Customers that one file holds at most. */
const MOST_SAVED = 200_000;

/** 客户: all I look after, in one list that can be asked, sorted, changed and kept. */
export function PortfolioPage() {
  const { t } = useTranslation('portfolio');
  const list = useList();
  useButtonKeys();
  const { first, view, saved, search, set, words, total } = list;
  const field = useRef<InputRef>(null);
  const phone = useMedia(PHONE);
  const asking = search.search !== undefined || view.where.length > 0;
  const making = useMaking(first.data);
  const find = (text: string): void => {
    const { search: _, ...rest } = search;
    set(text === '' ? rest : { ...rest, search: text });
  };
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{first.data ? <Headline answer={first.data} /> : t('title')}</h1>
      {first.data && <p className={style.definition}>{making ? t('building') : t('definition', { day: first.data.asOf })}</p>}
      <ListBar list={list} phone={phone} />
      <FilterBar
        field={field}
        search={search.search ?? ''}
        onSearch={find}
        where={view.where}
        onWhere={(where) => set({ ...search, where })}
        words={words}
        changed={isChanged(search, saved?.view)}
      />
      <LeftOut list={list} />
      {first.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {first.isError && <ErrorState error={first.error} onRetry={() => void first.refetch()} />}
      {first.data?.totals.count === 0 && !making && <Nobody asking={asking} onAll={() => set({ view: 'all', where: [] })} />}
      {total > 0 && (phone ? <PhoneList list={list} /> : <DeskList list={list} field={field} />)}
    </div>
  );
}

/** Everything that the parts of the page look at. */
function useList() {
  const [search, set] = useListSearch();
  const views = useOperation(listViews, {});
  const { data: known } = views;
  const { saved, view, leftOut } = useMemo(() => {
    const { saved, view } = shownView(search, known?.views ?? []);
    // Also a link may ask for a field that has gone since.
    return { saved, ...(known === undefined ? { view, leftOut: [] } : usable(view, known.custom)) };
  }, [search, known]);
  const asked = useMemo(() => ({ search: search.search, where: view.where, sort: view.sort }), [search.search, view.where, view.sort]);
  const [pages, setPages] = useState<readonly number[]>([0]);
  const { first, rowAt } = useCards(asked, pages);
  const [density, setDensity] = useState<Density>(recall('density') === 'compact' ? 'compact' : 'normal');
  const selection = useSelection();
  const total = first.data?.totals.count ?? 0;
  return {
    search,
    set,
    views,
    words: views.data ?? NO_WORDS,
    saved,
    view,
    leftOut: [...(saved?.leftOut ?? []), ...leftOut],
    asked,
    pages,
    setPages,
    first,
    rowAt,
    density,
    setDensity,
    selection,
    total,
  };
}

type List = ReturnType<typeof useList>;

/** The views, and what can be done with the list as a whole. */
function ListBar({ list, phone }: { readonly list: List; readonly phone: boolean }) {
  const { t } = useTranslation('portfolio');
  const { search, set, views, saved, view, words, first, selection, asked, density, setDensity } = list;
  const go = (next: ListSearch): void => {
    void views.refetch();
    set(next);
  };
  return (
    <div className={style.tabsRow}>
      <ViewTabs views={views.data?.views ?? []} here={search.view ?? 'all'} onOpen={(id) => set(id === 'all' ? {} : { view: id })} />
      <div className={style.acts}>
        <KeepView saved={saved} view={view} onSaved={(viewId) => go({ view: viewId })} onRemoved={() => go({})} />
        {!phone && (
          <>
            <Segmented<Density>
              size="small"
              aria-label={t('density')}
              value={density}
              options={(['compact', 'normal'] as const).map((value) => ({ value, label: t(value) }))}
              onChange={(next) => {
                remember('density', next);
                setDensity(next);
              }}
            />
            <ColumnChooser columns={view.columns} words={words} onColumns={(columns) => set({ ...search, columns })} />
          </>
        )}
        {first.data && list.total > 0 && (
          <SaveCards
            columns={view.columns}
            words={words}
            today={first.data.asOf}
            rows={async () => (selection.picked.size > 0 ? [...selection.picked.values()] : allCards(asked, MOST_SAVED))}
          />
        )}
        <NewCustomer small />
      </div>
    </div>
  );
}

/** Conditions of the view, or of a link, that no longer work are named. */
function LeftOut({ list: { leftOut, words } }: { readonly list: List }) {
  const { t } = useTranslation('portfolio');
  if (leftOut.length === 0) return null;
  const conditions = leftOut.map((one) => `${fieldName(one.field, words, t)} ${conditionText(one, words, t)}`).join('；');
  return (
    <p className={style.notice} role="status">
      {t('leftOut', { conditions })}
    </p>
  );
}

function PhoneList({ list: { first, total, pages, rowAt, setPages } }: { readonly list: List }) {
  if (!first.data) return null;
  const shown = Array.from({ length: Math.min(total, pages.length * PAGE) }, (_, index) => rowAt(index));
  return (
    <PhoneCards
      cards={shown.filter((one) => one !== undefined)}
      total={total}
      today={first.data.asOf}
      currency={first.data.currency}
      onMore={() => setPages((before) => [...before, before.length])}
    />
  );
}

/** The list at the desk: a grid with keys, what is chosen below it, and what was done last with the way back. */
function DeskList({ list, field }: { readonly list: List; readonly field: RefObject<InputRef | null> }) {
  const { search, set, view, words, first, rowAt, total, asked, selection, setPages } = list;
  // The button answers at once; what it does to the rows comes after.
  const density = useDeferredValue(list.density);
  const { workspace = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const editor = useEditor(words);
  const may = { owner: useHolds(CUSTOMER_WORK), rest: useHolds(LEADING) };
  const scroller = useRef<HTMLDivElement>(null);
  const bulkOwner = useRef<RefSelectProps>(null);
  const [help, setHelp] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const [editing, setEditing] = useState<{ index: number; field: string } | null>(null);
  const onRange = useCallback(
    (from: number, to: number) => {
      const [start, end] = [Math.floor(from / PAGE), Math.floor(Math.max(0, to) / PAGE)];
      const next = Array.from({ length: end - start + 1 }, (_, index) => start + index);
      setPages((before) => (before.join() === next.join() ? before : next));
    },
    [setPages],
  );
  const card = at === null ? undefined : rowAt(at);
  const pickAll = () => selection.toggleAll(() => allCards(asked, MOST_EDITED));
  useListKeys({
    move: (by) => setAt((before) => Math.max(0, Math.min(total - 1, before === null ? 0 : before + by))),
    pick: () => card && selection.toggle(card),
    pickAll: () => void pickAll(),
    edit: () => {
      if (selection.picked.size > 0) bulkOwner.current?.focus();
      else if (at !== null && may.owner) setEditing({ index: at, field: 'owner' });
    },
    open: () => card && void navigate({ to: '/$workspace/customers/$externalId', params: { workspace, externalId: card.externalId } }),
    filter: () => field.current?.focus(),
    help: () => setHelp(true),
    undo: () => editor.undo?.(),
    leave: () => (editing === null ? selection.clear() : setEditing(null)),
  });
  if (!first.data) return null;
  const { asOf, currency } = first.data;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={style.scroller} ref={scroller} tabIndex={0}>
        <CardTable
          {...{ scroller, total, rowAt, onRange, at, editing, words, may, currency }}
          columns={view.columns}
          sort={view.sort}
          onSort={(name, besides) => set({ ...search, sort: sortedBy(view.sort, name, besides) })}
          rowHeight={HEIGHTS[density]}
          onAt={setAt}
          picked={selection.picked}
          onPick={selection.toggle}
          onPickAll={() => void pickAll()}
          onEdit={setEditing}
          onChange={(changed, name, to) => {
            setEditing(null);
            void editor.change(name, [changed], to);
          }}
          today={asOf}
        />
      </div>
      <ListFoot
        {...{ total, words, may, currency, bulkOwner }}
        picked={selection.picked}
        busy={editor.busy}
        onChange={(name, to) => void editor.change(name, [...selection.picked.values()], to).then(selection.clear)}
        onLeave={selection.clear}
        onHelp={() => setHelp(true)}
      />
      {editor.notice !== null && <UndoNotice text={editor.notice} onUndo={editor.undo} onClose={editor.close} />}
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </>
  );
}

function useListSearch(): [ListSearch, (next: ListSearch) => void] {
  const found: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => searchIn(found), [found]);
  const set = useCallback((next: ListSearch) => void navigate({ to: '.', search: next as never, replace: false }), [navigate]);
  return [search, set];
}

/** Changes customers, says what became of it, and takes it back. */
function useEditor(words: Words) {
  const { t } = useTranslation('portfolio');
  const { edit, busy } = useEdit();
  const [said, setSaid] = useState<{ readonly text: string; readonly undo: (() => void) | undefined } | null>(null);
  const run = useCallback(
    async (field: string, rows: Parameters<typeof edit>[1], undone: boolean): Promise<void> => {
      try {
        const { changed, refused } = await edit(field, rows);
        const key = undone ? 'undone' : 'changed';
        const text = t(`edit.${key}`, { count: changed.length, field: fieldName(field, words, t) });
        const back = changed.map(({ externalId, from, to }) => ({ externalId, to: from, from: to }));
        setSaid({
          text: refused.length === 0 ? text : `${text} ${t('edit.refused', { count: refused.length })}`,
          undo: undone || back.length === 0 ? undefined : () => void run(field, back, true),
        });
      } catch {
        setSaid({ text: t('edit.failed'), undo: undefined });
      }
    },
    [edit, t, words],
  );
  return {
    busy,
    notice: said?.text ?? null,
    undo: said?.undo,
    close: () => setSaid(null),
    change: (field: string, cards: readonly Shown[], to: string | null) =>
      run(
        field,
        cards.map(({ externalId }) => ({ externalId, to })),
        false,
      ),
  };
}

/** Whether cards are being made: without a card that is true only where there are customers. */
function useMaking(answer: OutputOf<typeof listCards> | undefined): boolean {
  const bare = answer?.building === true && answer.totals.count === 0;
  const some = useOperation(listAccounts, { limit: 1 }, { enabled: bare }).data;
  return (answer?.building ?? false) && !(bare && some?.total === 0);
}

/** Nothing found is said with the way back; nobody at all, with the way to the first ones for those who may take it. */
function Nobody({ asking, onAll }: { readonly asking: boolean; readonly onAll: () => void }) {
  const { t } = useTranslation('portfolio');
  const { workspace = '' } = useParams({ strict: false });
  const leads = useHolds(LEADING);
  return (
    <div className={style.empty}>
      <p>{t(asking ? 'empty.nothing' : leads ? 'empty.none' : 'empty.noneYet')}</p>
      <div className={style.emptyActs}>
        {asking ? (
          <Button onClick={onAll}>{t('empty.all')}</Button>
        ) : (
          leads && (
            <Link to="/$workspace/start" params={{ workspace }}>
              <Button type="primary">{t('empty.start')}</Button>
            </Link>
          )
        )}
      </div>
    </div>
  );
}

const KEYS = [
  ['j / k', 'move'],
  ['Enter', 'open'],
  ['x', 'pick'],
  ['a', 'pickAll'],
  ['e', 'edit'],
  ['/', 'filter'],
  ['f', 'ask'],
  ['1 – 9', 'view'],
  ['v', 'keep'],
  ['u', 'undo'],
  ['Esc', 'leave'],
] as const;

function KeysHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('portfolio');
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys.title')} width={360}>
      <dl className={style.keys}>
        {KEYS.map(([key, what]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
