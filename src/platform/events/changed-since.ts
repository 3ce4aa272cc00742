import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber } from '../../kernel/time.ts';
import { LOGIN_KIND } from './event-group.ts';
import { type Reading, textsOf, values } from './log-queries.ts';
import { ACTIVITY } from './log-tally.ts';
import type { EventsSince } from './port.ts';
import type { Change, ChangesSince } from './recent-changes.ts';
import { CLIENT_SIGN, MODULE_SIGN, SECONDS_SIGN, type Tally } from './tally.ts';

/** What events of one customer by one source touched. */
interface Pair {
  readonly account: string;
  readonly source: string;
  readonly firstDay: number;
  readonly counted: boolean;
  /** The first day of each sign, in the order of SIGNS; null for none. */
  readonly signs: readonly (number | null)[];
}

interface Found {
  readonly pairs: readonly Pair[];
  readonly deliveryDays: EventsSince['deliveryDays'];
  readonly last: number;
}

const SIGNS = ['login', 'module', 'client', 'seconds'] as const;
const SIGN_CODES = [LOGIN_KIND, MODULE_SIGN, CLIENT_SIGN, SECONDS_SIGN];

/** What changed after a number: of late from memory, where events that told nothing new are left out; before that, what all events touched. */
export async function changedSince(
  reading: Reading & { readonly tally: Tally | null },
  workspace: WorkspaceId,
  cursor: number,
): Promise<EventsSince> {
  const number = reading.dictionary.find(workspace);
  const recent = reading.tally?.changes.after(number, cursor) ?? null;
  const { pairs, deliveryDays, last } = await (recent === null ? readAll(reading, number, cursor) : named(reading, recent, cursor));
  const from = new Map<string, number>();
  for (const { account, firstDay } of pairs) from.set(account, Math.min(from.get(account) ?? Number.POSITIVE_INFINITY, firstDay));
  const firstDays = SIGNS.flatMap((sign, index) => {
    const first = earliest(pairs.map(({ signs }) => signs[index] ?? null));
    return first === null ? [] : [[sign, dayFromNumber(first)] as const];
  });
  return {
    accounts: [...from].map(([accountId, day]) => ({ accountId: accountId as AccountId, from: dayFromNumber(day) })),
    sources: pairs.flatMap(({ account, source, counted }) => (counted ? [{ accountId: account as AccountId, source }] : [])),
    deliveryDays,
    firstDays: new Map(firstDays),
    cursor: last,
  };
}

/** Everything that came after a number, from the log. */
async function readAll({ files }: Reading, workspace: number, cursor: number): Promise<Found> {
  const after = `workspace = ${workspace} and seq > ${Math.trunc(cursor)}`;
  const rows = values(
    await files.rows(
      (from) => `
      with pairs as (
        select account, source, min(day) as first_day, max(seq)::double as last_seq, bool_or(excluded = 0) as counted,
          min(case when kind = ${LOGIN_KIND} and excluded = 0 then day end) as login,
          ${['module', 'client', 'seconds'].map((sign) => `min(case when ${sign} > 0 and ${ACTIVITY} then day end) as ${sign}`).join(', ')}
        from ${from.rows} where ${after} group by account, source)
      select a.text, s.text, first_day, last_seq, counted, login, module, client, seconds
      from pairs join ${from.texts} a on a.number = account join ${from.texts} s on s.number = source order by a.text, s.text`,
    ),
  );
  const last = rows.reduce((latest, [, , , seq]) => Math.max(latest, Number(seq)), cursor);
  const days = values(
    await files.rows(
      (from) => `
      with days as (select distinct source, day from ${from.rows} where ${after} and seq <= ${Math.trunc(last)} and excluded = 0)
      select text, day from days join ${from.texts} on number = source order by text, day`,
    ),
  );
  return {
    pairs: rows.map(([account, source, firstDay, , counted, ...signs]) => ({
      account: String(account),
      source: String(source),
      firstDay: Number(firstDay),
      counted: counted === true,
      signs: signs.map((day) => (day === null ? null : Number(day))),
    })),
    deliveryDays: days.map(([source, day]) => ({ source: String(source), day: Number(day) })),
    last,
  };
}

/** What is remembered, in words and in the order of the words. */
async function named({ files }: Reading, { changes, last }: ChangesSince, cursor: number): Promise<Found> {
  const numbers = new Set(changes.flatMap(({ account, source }) => [account, source]));
  const names = await textsOf(files, [...numbers]);
  const order = new Map([...names.keys()].map((number, place) => [number, place]));
  const byName = (a: number, b: number): number => (order.get(a) ?? 0) - (order.get(b) ?? 0);
  const nameOf = (number: number): string => names.get(number) ?? '';
  const counted = changes.filter((change) => change.counted);
  const pairs = [...grouped(changes, ({ account, source }) => `${account} ${source}`)]
    .sort(([a], [b]) => byName(a.account, b.account) || byName(a.source, b.source))
    .map((group) => ({
      account: nameOf(group[0].account),
      source: nameOf(group[0].source),
      firstDay: earliest(group.map(({ day }) => day)) ?? 0,
      counted: group.some((change) => change.counted),
      signs: SIGN_CODES.map((sign) => earliest(group.flatMap(({ day, signs }) => (signs.includes(sign) ? [day] : [])))),
    }));
  const days = [...grouped(counted, ({ source, day }) => `${source} ${day}`)].map(([{ source, day }]) => ({ source, day }));
  days.sort((a, b) => byName(a.source, b.source) || a.day - b.day);
  return { pairs, deliveryDays: days.map(({ source, day }) => ({ source: nameOf(source), day })), last: last ?? cursor };
}

function grouped(changes: readonly Change[], keyOf: (change: Change) => string): Iterable<[Change, ...Change[]]> {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const group = groups.get(keyOf(change));
    if (group === undefined) groups.set(keyOf(change), [change]);
    else group.push(change);
  }
  return groups.values();
}

function earliest(days: readonly (number | null)[]): number | null {
  let first: number | null = null;
  for (const day of days) if (day !== null && (first === null || day < first)) first = day;
  return first;
}
