import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber, type Instant } from '../../kernel/time.ts';
import { type Dictionary, NONE } from './dictionary.ts';
import type { LogFiles } from './log-files.ts';
import { textsOf } from './log-queries.ts';
import { EVENT_KINDS, type EventStore, type UserDays } from './port.ts';
import type { Tally } from './tally.ts';

/** What is known of all events without reading them. */
export interface Known {
  readonly dictionary: Dictionary;
  readonly tally: Tally;
}

type NameOf = ReturnType<typeof sourceNames>;

/** Names of sources by their numbers, remembered: there are few. After erasing, a number may stand for another text: begin anew. */
export function sourceNames(files: LogFiles) {
  const names = new Map<number, string>();
  return async (sources: Iterable<number>): Promise<ReadonlyMap<number, string>> => {
    const unknown = [...sources].filter((source) => !names.has(source));
    for (const [number, text] of await textsOf(files, unknown)) names.set(number, text);
    return names;
  };
}

export function userDays(
  { dictionary, tally }: Known,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  from: Day,
  to: Day,
): UserDays {
  const accounts = [...new Set(accountIds)];
  const asked = accounts.map((id, position) => ({ number: dictionary.find(id), position })).filter(({ number }) => number !== NONE);
  return { accounts, ...tally.userDays(dictionary.find(workspace), asked, dayNumber(from), dayNumber(to)) };
}

export async function deliveries(
  { dictionary, tally }: Known,
  nameOf: NameOf,
  workspace: WorkspaceId,
): ReturnType<EventStore['deliveries']> {
  const { sources } = tally.workspace(dictionary.find(workspace));
  const names = await nameOf(sources.keys());
  return [...sources]
    .map(([number, { days, lastRecordedAt, events }]) => ({
      source: names.get(number) ?? '',
      days: Int32Array.from(days).sort(),
      lastRecordedAt: lastRecordedAt as Instant,
      events,
    }))
    .sort((a, b) => byText(a.source, b.source));
}

export async function sourcesOf(
  { dictionary, tally }: Known,
  nameOf: NameOf,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
): ReturnType<EventStore['sourcesOf']> {
  const { accounts, sources } = tally.workspace(dictionary.find(workspace));
  const names = await nameOf(sources.keys());
  const found = new Map<AccountId, string[]>();
  for (const id of accountIds) {
    const own = accounts.get(dictionary.find(id))?.sources ?? new Set();
    if (own.size > 0) found.set(id, [...own].map((source) => names.get(source) ?? '').sort(byText));
  }
  return found;
}

export function firstDayOfKind({ dictionary, tally }: Known, workspace: WorkspaceId): Awaited<ReturnType<EventStore['firstDayOfKind']>> {
  const { firstDayOfKind: first } = tally.workspace(dictionary.find(workspace));
  return new Map([...first].flatMap(([code, day]) => (EVENT_KINDS[code] === undefined ? [] : [[EVENT_KINDS[code], dayFromNumber(day)]])));
}

function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
