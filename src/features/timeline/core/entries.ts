import type { RecordContent } from '../../../kernel/record.ts';
import { type Day, dayOf, isDay, parseInstant } from '../../../kernel/time.ts';

/** Under what the entries of a timeline are filtered. */
export const TIMELINE_GROUPS = ['touches', 'issues', 'answers', 'contracts', 'people', 'health', 'warnings', 'notes'] as const;
export type TimelineGroup = (typeof TIMELINE_GROUPS)[number];

/** What happened, and under what it is filtered. */
export const TIMELINE_KINDS = {
  touch: 'touches',
  'issue-opened': 'issues',
  'issue-closed': 'issues',
  answer: 'answers',
  'contract-signed': 'contracts',
  movement: 'contracts',
  churn: 'contracts',
  'person-joined': 'people',
  'person-left': 'people',
  'go-live': 'contracts',
  band: 'health',
  points: 'health',
  model: 'health',
  'warning-opened': 'warnings',
  'warning-closed': 'warnings',
  promised: 'notes',
  kept: 'notes',
  note: 'notes',
} as const satisfies Readonly<Record<string, TimelineGroup>>;
export type TimelineKind = keyof typeof TIMELINE_KINDS;

/** Something that happened on a day. */
export interface TimelineEntry {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly on: Day;
  /** A choice of its kind: the way of a touch, the type of a movement, the band, the rule. */
  readonly code: string | null;
  /** In the words of whoever wrote it down. */
  readonly title: string | null;
  readonly detail: string | null;
  readonly who: string | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Of the amount in `to`. */
  readonly currency: string | null;
}

const NOTHING = { code: null, title: null, detail: null, who: null, from: null, to: null, currency: null } as const;

/**
 * What a record says that happened: one entry, two, or none.
 *
 * @param kind     The kind of the record.
 * @param id       Its id.
 * @param content  Its values.
 * @param zone     IANA name of the workspace's time zone: an issue is raised at a moment.
 * @returns        Entries; none for a kind that has no place on a timeline, or where the day is missing.
 * @example        entriesOfRecord('note', 'n', { text: '先听他讲', on: '2026-11-13' }, 'UTC').map(({ kind, on }) => [kind, on]) // => [['note', '2026-11-13']]
 */
export function entriesOfRecord(kind: string, id: string, content: RecordContent, zone: string): readonly TimelineEntry[] {
  const text = (field: string): string | null => (typeof content[field] === 'string' ? content[field] : null);
  const number = (field: string): number | null => (typeof content[field] === 'number' ? content[field] : null);
  const entry = (of: TimelineKind, field: string, more: Partial<TimelineEntry>): readonly TimelineEntry[] => {
    const on = dayFrom(text(field), zone);
    return on === null ? [] : [{ ...NOTHING, ...more, id: `${of} ${id}`, kind: of, on }];
  };
  switch (kind) {
    case 'touch':
      return entry('touch', 'on', {
        code: text('way'),
        title: text('topic'),
        detail: text('notes') ?? text('contact'),
        who: text('person'),
      });
    case 'issue':
      return [
        ...entry('issue-opened', 'raisedAt', { code: text('priority'), title: text('title') ?? id, who: text('raisedBy') }),
        ...entry('issue-closed', text('solvedAt') === null ? 'closedAt' : 'solvedAt', { code: text('status'), title: text('title') ?? id }),
      ];
    case 'survey-answer':
      return entry('answer', 'answeredOn', { code: text('type'), title: text('comment'), who: text('respondent'), to: number('score') });
    case 'contract':
      return entry('contract-signed', 'signedOn', { title: text('name') ?? text('number') });
    case 'churn-record':
      return entry('churn', 'on', { code: text('reason'), title: text('comment'), to: number('arrLost'), currency: text('currency') });
    case 'contact':
      return [
        ...entry('person-joined', 'joinedOn', { title: text('name'), detail: text('jobTitle') }),
        ...entry('person-left', 'leftOn', { title: text('name'), detail: text('jobTitle') }),
      ];
    case 'commitment':
      return [
        ...entry('promised', 'promisedOn', { code: text('side'), title: text('content') }),
        ...entry('kept', 'keptOn', { code: text('side'), title: text('content') }),
      ];
    case 'note':
      return entry('note', 'on', { title: text('text'), who: text('author') });
    case 'account':
      return entry('go-live', 'goLiveOn', {});
    default:
      return [];
  }
}

function dayFrom(text: string | null, zone: string): Day | null {
  if (text === null || isDay(text)) return text;
  const moment = parseInstant(text);
  return moment === null ? null : dayOf(moment, zone);
}

/** What was said about the health on a day. */
export interface SaidHealth {
  readonly day: Day;
  readonly score: number | null;
  readonly band: string;
  readonly modelVersion: string;
}

/** So many points are worth an entry of their own. */
const POINTS = 5;

/**
 * What changed about the health: the band, the model, or at least five points since the entry before.
 *
 * @param said  One a day, the oldest first. The first says where it began and is no entry.
 * @returns     Entries, at most two a day.
 * @example     entriesOfHealth([{ day: '2026-11-01', score: 80, band: 'healthy', modelVersion: 'u-1' }, { day: '2026-11-02', score: 74, band: 'watch', modelVersion: 'u-1' }]).map(({ kind, from, to }) => [kind, from, to]) // => [['band', 80, 74]]
 */
export function entriesOfHealth(said: readonly SaidHealth[]): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let [before] = said;
  if (before === undefined) return entries;
  let { modelVersion } = before;
  for (const now of said.slice(1)) {
    const common = { ...NOTHING, on: now.day, from: before.score, to: now.score };
    if (now.modelVersion !== modelVersion)
      entries.push({ ...common, id: `model ${now.day}`, kind: 'model', code: now.modelVersion, detail: modelVersion });
    ({ modelVersion } = now);
    const moved = Math.abs((now.score ?? 0) - (before.score ?? 0)) >= POINTS && now.score !== null && before.score !== null;
    if (now.band === before.band && !moved) continue;
    const kind = now.band === before.band ? 'points' : 'band';
    entries.push({ ...common, id: `${kind} ${now.day}`, kind, code: now.band, detail: before.band });
    before = now;
  }
  return entries;
}

/** A part of a timeline: where it ends the next one begins. */
export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  readonly next: string | null;
  /** How many there are of each group, whatever was asked for. */
  readonly counts: Readonly<Record<TimelineGroup, number>>;
}

/**
 * A page of a timeline, the latest first.
 *
 * @param all     Every entry, in any order.
 * @param groups  Which are wanted; null for all.
 * @param after   Where the page before ended; null for the first.
 * @param limit   How many at most.
 * @returns       The page.
 * @example       pageOfTimeline([], null, null, 20).next // => null
 */
export function pageOfTimeline(
  all: readonly TimelineEntry[],
  groups: readonly TimelineGroup[] | null,
  after: string | null,
  limit: number,
): TimelinePage {
  const counts = Object.fromEntries(TIMELINE_GROUPS.map((group) => [group, 0])) as Record<TimelineGroup, number>;
  for (const { kind } of all) counts[TIMELINE_KINDS[kind]] += 1;
  const rest = all
    .filter(({ kind }) => groups === null || groups.includes(TIMELINE_KINDS[kind]))
    .map((entry) => ({ entry, key: `${entry.on} ${entry.id}` }))
    .sort((a, b) => (a.key < b.key ? 1 : -1))
    .filter(({ key }) => after === null || key < after);
  const shown = rest.slice(0, limit);
  return { entries: shown.map(({ entry }) => entry), next: rest.length > limit ? (shown.at(-1)?.key ?? null) : null, counts };
}
