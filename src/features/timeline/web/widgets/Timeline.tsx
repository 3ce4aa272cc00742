import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select, Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { addDays } from '../../../../kernel/time.ts';
import { call } from '../../../../web/call.ts';
import { formatCount, formatFull, formatPoints, type Locale, shortDay, spaced } from '../../../../web/format.ts';
import { metricName, metricText } from '../../../../web/metric-words.ts';
import { choiceWord } from '../../../../web/records/use-record-words.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { ruleById } from '../../../warnings/core/registry.ts';
import { timeline } from '../../contract.ts';
import { TIMELINE_GROUPS, type TimelineGroup, type TimelineKind } from '../../core/entries.ts';
import style from './Timeline.module.css';

type Entry = OutputOf<typeof timeline>['entries'][number];
type Words = TFunction<'timeline'>;

const PAGE = 12;
/** What we did; what happened at the customer. The rest was judged or written down. */
const OURS: ReadonlySet<TimelineKind> = new Set<TimelineKind>(['touch', 'kept', 'issue-closed']);
const THEIRS: ReadonlySet<TimelineKind> = new Set<TimelineKind>([
  ...(['issue-opened', 'answer', 'churn', 'person-joined', 'person-left', 'go-live', 'contract-signed', 'movement'] as const),
]);

/** 时间线: everything that happened, the latest first; narrowed to some kinds. */
export function Timeline({ externalId }: { readonly externalId: string }) {
  const { t } = useTranslation('timeline');
  const [groups, setGroups] = useState<readonly TimelineGroup[]>([]);
  const asked = groups.length === 0 ? {} : { groups: groups.join(',') };
  const list = useInfiniteQuery({
    queryKey: [timeline.id, { externalId, ...asked }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(timeline, { externalId, ...asked, limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const first = list.data?.pages[0];
  const total = first === undefined ? 0 : Object.values(first.counts).reduce((sum, count) => sum + count, 0);
  return (
    <section className={style.section} aria-label={t('title')}>
      <div className={style.head}>
        <h2 className={style.title}>{t('title')}</h2>
        {total > 0 && (
          <Select<TimelineGroup[]>
            mode="multiple"
            size="small"
            variant="borderless"
            className={style.filter ?? ''}
            popupMatchSelectWidth={false}
            showSearch={false}
            maxTagCount={1}
            placeholder={t('all', { number: formatFull(total) })}
            aria-label={t('filter')}
            value={[...groups]}
            onChange={setGroups}
            options={TIMELINE_GROUPS.filter((group) => (first?.counts[group] ?? 0) > 0).map((group) => ({
              value: group,
              label: `${t(`group.${group}`)} ${formatFull(first?.counts[group] ?? 0)}`,
            }))}
          />
        )}
      </div>
      {list.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {first !== undefined && total === 0 && <p className={style.quiet}>{t('empty')}</p>}
      {first !== undefined && (
        <ol className={style.list}>
          {list.data?.pages
            .flatMap(({ entries }) => entries)
            .map((entry, index, all) => (
              <Row key={entry.id} entry={entry} newYear={entry.on.slice(0, 4) !== (all[index - 1]?.on ?? first.today).slice(0, 4)} />
            ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

/** One entry; the first of an earlier year says which. */
function Row({ entry, newYear }: { readonly entry: Entry; readonly newYear: boolean }) {
  const { t, i18n } = useTranslation('timeline');
  const { t: records } = useTranslation('records');
  const locale = i18n.language as Locale;
  const { title, about } = wordsOf(entry, locale, t, records);
  const side = OURS.has(entry.kind) ? 'ours' : THEIRS.has(entry.kind) ? 'theirs' : 'quiet';
  return (
    <li className={style.row} data-side={side}>
      <time dateTime={entry.on} title={entry.on}>
        {newYear && <span className={style.year}>{entry.on.slice(0, 4)}</span>}
        {shortDay(entry.on, entry.on, locale)}
      </time>
      <span className={style.mark} role="img" aria-label={t(`side.${side}`)} />
      <div className={style.words}>
        <Lead entry={entry}>{title}</Lead>
        {entry.who !== null && <span className={style.quiet}> {entry.who}</span>}
        {about !== null && <div className={style.quiet}>{about}</div>}
      </div>
    </li>
  );
}

/** Where an entry is opened: the record it tells of, or the change of the score on that day. */
const TAB_OF: Partial<Readonly<Record<TimelineKind, string>>> = {
  touch: 'touches',
  'issue-opened': 'issues',
  'issue-closed': 'issues',
  answer: 'answers',
  'contract-signed': 'contracts',
  movement: 'contracts',
  churn: 'contracts',
  'person-joined': 'contacts',
  'person-left': 'contacts',
  promised: 'commitments',
  kept: 'commitments',
  note: 'notes',
};

function placeOf({ id, kind, on }: Entry): Record<string, string> | null {
  const tab = TAB_OF[kind];
  const record = id.slice(kind.length + 1);
  if (tab !== undefined) return kind === 'movement' ? { tab } : { tab, [kind === 'churn' ? 'churn.record' : 'record']: record };
  return kind === 'band' || kind === 'points' || kind === 'model' ? { why: `${addDays(on, -1)},${on}` } : null;
}

function Lead({ entry, children }: { readonly entry: Entry; readonly children: string }) {
  const place = placeOf(entry);
  if (place === null) return <span>{children}</span>;
  return (
    <Link to="." search={place as never} className={style.lead} resetScroll={false}>
      {children}
    </Link>
  );
}

interface Said {
  readonly title: string;
  readonly about: string | null;
}

/** An entry as a line, and what there is to say beneath. */
function wordsOf(entry: Entry, locale: Locale, t: Words, records: TFunction<'records'>): Said {
  const { kind, code, title, detail, to } = entry;
  const choice = (of: string, field: string): string => (code === null ? '' : choiceWord(of, field, code, records));
  const line = (values: Record<string, string> = {}): string => spaced(t(`kind.${kind}`, { title: title ?? '', ...values }));
  switch (kind) {
    case 'touch':
      return touchWords(entry, choice('touch', 'way'), t);
    case 'issue-opened':
      return { title: line(), about: code === null ? null : t('priority', { word: choice('issue', 'priority') }) };
    case 'issue-closed':
      return { title: line(), about: null };
    case 'answer':
      return { title: line({ type: code ?? '', score: formatFull(to ?? 0) }), about: title };
    case 'movement':
      return { title: line(movementValues(entry, locale, t)), about: title };
    case 'churn':
      return { title: line({ reason: choice('churn-record', 'reason') }), about: title };
    case 'band':
    case 'points':
    case 'model':
      return healthWords(entry, t, line);
    case 'warning-opened':
    case 'warning-closed':
      return warningWords(entry, locale, t, line);
    case 'promised':
    case 'kept':
      return { title: line({ side: choice('commitment', 'side') }), about: null };
    default:
      return { title: line(), about: detail };
  }
}

type Line = (values: Record<string, string>) => string;

function touchWords({ title, detail }: Entry, way: string, t: Words): Said {
  return { title: spaced([way, title ?? detail].filter(Boolean).join(t('comma'))), about: title === null ? null : detail };
}

function movementValues({ code, to }: Entry, locale: Locale, t: Words): Record<string, string> {
  const amount = to ?? 0;
  return { type: t(`ledger:type.${code ?? 'new'}`), amount: `${amount < 0 ? '▼' : '▲'}${formatCount(Math.abs(amount) / 100, locale)}` };
}

/** A warning that opened says the number it opened on; one that closed, how. */
function warningWords({ kind, code, title, detail, from }: Entry, locale: Locale, t: Words, line: Line): Said {
  const name = title ?? ruleById(code ?? '')?.meta.title[locale] ?? code ?? '';
  if (kind === 'warning-closed') return { title: line({ name }), about: t(`state.${detail ?? 'resolved'}`, { defaultValue: '' }) };
  const number = detail === null || from === null ? null : `${metricName(detail, locale)} ${metricText(detail, from, locale)}`;
  return { title: line({ name }), about: number };
}

function healthWords({ kind, code, from, to, detail }: Entry, t: Words, line: Line): Said {
  const points = (value: number | null): string => (value === null ? '—' : formatPoints(value));
  const scores = { from: points(from), to: points(to) };
  if (kind === 'model') return { title: line({ model: code ?? '' }), about: t('modelBefore', { model: detail ?? '' }) };
  const band = (id: string | null): string => t(`units:health.${id ?? 'insufficient-data'}`);
  return { title: line(scores), about: kind === 'band' ? t('bands', { from: band(detail), to: band(code) }) : null };
}
