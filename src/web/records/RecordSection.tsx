import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHolds } from '../../features/access/web/widgets/use-membership.ts';
import { recordCounts } from '../../features/accounts/contract.ts';
import type { RecordWords } from '../../kernel/record.ts';
import type { Day } from '../../kernel/time.ts';
import { saveCsv } from '../csv-file.ts';
import { errorWords } from '../error-words.ts';
import { spaced } from '../format.ts';
import { UndoNotice } from '../ui/UndoNotice.tsx';
import { RecordDrawer } from './RecordDrawer.tsx';
import { Filters, NoRows, SectionFoot, SectionHead } from './RecordListParts.tsx';
import style from './Records.module.css';
import { cellsOf, RecordTable, type Row } from './RecordTable.tsx';
import { type ShownKind, titleOf } from './record-kinds.ts';
import { recordSource, type ShownRecord } from './record-source.ts';
import { type ListView, searchOf, seen, viewIn } from './record-view.ts';
import { useCustomFields } from './use-custom-fields.ts';
import { formFields, kindInSentence, useValueWords } from './use-record-words.ts';
import { useRecords, useReferences } from './use-records.ts';

/** A list this long is worth narrowing. */
const WORTH_FILTERS = 4;

interface RecordSectionProps {
  readonly of: ShownKind;
  /** The customer whose records these are. */
  readonly account: { readonly externalId: string; readonly name: string };
  readonly today: Day;
  /** Names its part of the address, where a page has several lists. */
  readonly prefix?: string;
  /** What a new one begins with, beside its customer. */
  readonly preset?: RecordWords;
  /** Orders the rows and says how each stands; absent: as the reader sorts them. */
  readonly arrange?: (records: readonly ShownRecord[]) => readonly Row[];
  /** Something about a record that wants attention, in words. */
  readonly markOf?: (record: ShownRecord, over: boolean) => string | null;
  readonly children?: ReactNode;
}

type Opened = { readonly record: ShownRecord | null };

/** The records of one kind of a customer: what there is, narrowed as the address says, made and changed by hand. */
export function RecordSection({ of, account, today, prefix = '', preset = {}, arrange, markOf, children }: RecordSectionProps) {
  const { t } = useTranslation('records');
  const { kind } = of;
  const list = useRecords(of, account.externalId);
  const references = useReferences(kind, account.externalId);
  const custom = useCustomFields(kind.name);
  const words = useValueWords(references);
  const [view, setView] = useListView(of, prefix);
  const [opened, setOpened] = useOpened(list.records, prefix);
  const acts = useActs(of);
  const writes = useHolds(of.operations.save.access.functions);
  const fields = formFields(kind, custom, {}, t);
  const columns = [...of.columns, ...fields.filter(({ added }) => added).map(({ name }) => name)].flatMap(
    (name) => fields.find((one) => one.name === name) ?? [],
  );
  const textOf = (record: ShownRecord): string =>
    [record.id, ...cellsOf(record, fields, words).map((cell) => String(cell ?? ''))].join('\n');
  const { rows, hidden } = seen(list.records, view, of, { today, timeZone: words.timeZone }, textOf);
  const isOver = (record: ShownRecord): boolean => of.over?.(record.fields, today, words.timeZone) ?? false;
  const rowOf = (record: ShownRecord): Row => ({ record, over: isOver(record), mark: markOf?.(record, isOver(record)) ?? null });
  const shownRows = arrange?.(rows) ?? rows.map(rowOf);
  const name = t(`kinds.${kind.name}`);
  const narrowed = view.find !== '' || Object.keys(view.picked).length > 0;
  const openNew = (): void => setOpened({ record: null });
  const section = useSectionKeys(writes && opened === null ? openNew : null, acts.undo);
  const download = (): void => {
    // An amount in a file needs its currency beside it.
    const inFile = [...columns, ...fields.filter(({ key, added }) => key === 'currency' && !added && !of.columns.includes(key))];
    saveCsv(
      spaced(t('list.file', { name: account.name, kind: name })),
      [t('id'), ...inFile.map(({ label }) => label)],
      shownRows.map(({ record }) => [record.id, ...cellsOf(record, inFile, words)]),
    );
  };
  return (
    <section className={style.section} ref={section} aria-label={name}>
      <SectionHead
        name={name}
        one={kindInSentence(kind.name, t)}
        list={list}
        onExport={shownRows.length > 0 ? download : null}
        onNew={writes ? openNew : null}
      />
      {children}
      {(list.total >= WORTH_FILTERS || narrowed) && <Filters of={of} view={view} onView={setView} />}
      {shownRows.length === 0 && (
        <NoRows of={of} list={list} narrowed={narrowed} onClear={() => setView({ ...view, find: '', picked: {} })} />
      )}
      {shownRows.length > 0 && (
        <RecordTable
          kind={kind}
          columns={columns}
          rows={shownRows}
          words={words}
          references={references}
          label={name}
          order={arrange === undefined ? view.order : null}
          onOrder={(order) => setView({ ...view, order })}
          onOpen={(record) => setOpened({ record })}
        />
      )}
      <SectionFoot of={of} list={list} view={view} hidden={hidden} onView={setView} />
      {opened !== null && (
        <RecordDrawer
          key={opened.record?.id ?? 'new'}
          source={acts.source}
          custom={custom}
          record={opened.record}
          account={account.externalId}
          preset={{ account: account.externalId, ...preset }}
          decided={['account']}
          references={references}
          writes={writes}
          onSaved={() => setOpened(null)}
          onArchive={(record) => {
            setOpened(null);
            acts.archive(record);
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {acts.notice !== null && <UndoNotice text={acts.notice.text} onUndo={acts.undo ?? undefined} onClose={acts.close} />}
    </section>
  );
}

/** What is open: as somebody pressed it, or as the address names it. */
function useOpened(records: readonly ShownRecord[], prefix: string): [Opened | null, (opened: Opened | null) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const [pressed, setPressed] = useState<Opened | null>(null);
  const { [`${prefix}record`]: named, ...rest } = search;
  const found = named === undefined ? undefined : records.find(({ id }) => id === named);
  const set = (next: Opened | null): void => {
    setPressed(next);
    if (next === null && named !== undefined) void navigate({ to: '.', search: rest, replace: true });
  };
  return [pressed ?? (found === undefined ? null : { record: found }), set];
}

/** How the list is narrowed, kept in the address beside what else stands there. */
function useListView(of: ShownKind, prefix: string): [ListView, (view: ListView) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const own = Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [])),
  );
  const mine = new Set(['find', 'over', 'order', ...of.filters].map((name) => prefix + name));
  const set = (view: ListView): void => {
    const rest = Object.entries(search).filter(([name]) => !mine.has(name));
    const said = Object.entries(searchOf(view, of)).map(([name, value]) => [prefix + name, value] as const);
    void navigate({ to: '.', search: Object.fromEntries([...rest, ...said]), replace: true });
  };
  return [viewIn(own, of), set];
}

interface Notice {
  readonly text: string;
  readonly record: ShownRecord | null;
}

/** Puts a record into the recycle bin, says so, and takes it back. */
function useActs({ kind, operations }: ShownKind) {
  const { t } = useTranslation('records');
  const cache = useQueryClient();
  const source = useRef(recordSource(kind, operations)).current;
  const [notice, setNotice] = useState<Notice | null>(null);
  const fresh = (): void => {
    for (const key of [source.cacheKey, recordCounts.id]) void cache.invalidateQueries({ queryKey: [key] });
  };
  const tell = (record: ShownRecord, word: 'list.archived' | 'list.restored', undoable: boolean): void => {
    fresh();
    setNotice({ text: spaced(t(word, { title: titleOf(kind, record.fields, record.id).slice(0, 40) })), record: undoable ? record : null });
  };
  const failed = (problem: unknown): void => setNotice({ text: errorWords(problem, t).title, record: null });
  const undone = notice?.record ?? null;
  return {
    source,
    notice,
    close: () => setNotice(null),
    archive: (record: ShownRecord) => void source.archive(record.id).then(() => tell(record, 'list.archived', true), failed),
    undo: undone === null ? null : () => void source.restore(undone.id).then(() => tell(undone, 'list.restored', false), failed),
  };
}

/** Keys of a list: `n` makes one, `/` searches, j and k go from row to row, `u` takes back. They rest while something is open over it. */
function useSectionKeys(onNew: (() => void) | null, onUndo: (() => void) | null) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const inField =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable], .ant-drawer') !== null;
      if (event.ctrlKey || event.metaKey || event.altKey || inField) return;
      const titles = [...(section.current?.querySelectorAll<HTMLElement>('[data-record-title]') ?? [])];
      const at = titles.indexOf(document.activeElement as HTMLElement);
      const act: Readonly<Record<string, (() => void) | null | undefined>> = {
        n: onNew,
        u: onUndo,
        '/': () => section.current?.querySelector<HTMLInputElement>('search input')?.focus(),
        j: () => titles[Math.min(at + 1, titles.length - 1)]?.focus(),
        k: at > 0 ? () => titles[at - 1]?.focus() : null,
      };
      const found = act[event.key];
      if (!found) return;
      event.preventDefault();
      found();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onNew, onUndo]);
  return section;
}
