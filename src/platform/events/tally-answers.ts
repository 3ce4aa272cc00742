import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber, type Instant } from '../../kernel/time.ts';
import { type Dictionary, NONE } from './dictionary.ts';
import type { LogFiles } from './log-files.ts';
import { textsOf } from './log-queries.ts';
import type { EventStore, FirstLogins, ModuleDays, NamedModuleDays, OnlineDays, UserDays } from './port.ts';
import { SIGNS, type Tally } from './tally.ts';

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

interface Asked {
  readonly accounts: readonly AccountId[];
  readonly numbers: readonly { number: number; position: number }[];
}

function askedOf({ dictionary }: Known, accountIds: readonly AccountId[]): Asked {
  const accounts = [...new Set(accountIds)];
  const numbers = accounts.map((id, position) => ({ number: dictionary.find(id), position })).filter(({ number }) => number !== NONE);
  return { accounts, numbers };
}

export function userDays(known: Known, workspace: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): UserDays {
  const { accounts, numbers } = askedOf(known, accountIds);
  return { accounts, ...known.tally.userDays(known.dictionary.find(workspace), numbers, dayNumber(from), dayNumber(to)) };
}

export function firstLogins(known: Known, workspace: WorkspaceId, accountIds: readonly AccountId[]): FirstLogins {
  const { accounts, numbers } = askedOf(known, accountIds);
  return { accounts, ...known.tally.firstLogins(known.dictionary.find(workspace), numbers) };
}

export function moduleDays(known: Known, workspace: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): ModuleDays {
  const { accounts, numbers } = askedOf(known, accountIds);
  const { name: _, ...rows } = known.tally.moduleDays(known.dictionary.find(workspace), numbers, dayNumber(from), dayNumber(to));
  return { accounts, ...rows };
}

export async function namedModuleDays(
  known: Known,
  files: LogFiles,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  from: Day,
  to: Day,
): Promise<NamedModuleDays> {
  const { accounts, numbers } = askedOf(known, accountIds);
  const rows = known.tally.moduleDays(known.dictionary.find(workspace), numbers, dayNumber(from), dayNumber(to));
  const wanted = [...new Set(rows.name)];
  const texts = new Map(wanted.length === 0 ? [] : await textsOf(files, wanted));
  const places = new Map(wanted.map((number, place) => [number, place]));
  return {
    accounts,
    ...rows,
    name: rows.name.map((number) => places.get(number) ?? 0),
    names: wanted.map((number) => texts.get(number) ?? ''),
  };
}

export function onlineDays(known: Known, workspace: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): OnlineDays {
  const { accounts, numbers } = askedOf(known, accountIds);
  return { accounts, ...known.tally.onlineDays(known.dictionary.find(workspace), numbers, dayNumber(from), dayNumber(to)) };
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

export function firstDays({ dictionary, tally }: Known, workspace: WorkspaceId): Awaited<ReturnType<EventStore['firstDays']>> {
  const { firstDays: first } = tally.workspace(dictionary.find(workspace));
  return new Map([...first].flatMap(([code, day]) => (SIGNS[code] === undefined ? [] : [[SIGNS[code], dayFromNumber(day)]])));
}

function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
