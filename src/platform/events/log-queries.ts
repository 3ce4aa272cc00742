import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber, type Instant } from '../../kernel/time.ts';
import { type Dictionary, NONE } from './dictionary.ts';
import { CLIENTS, LOGIN_KIND, OTHER_KIND } from './event-group.ts';
import type { LogFiles, Sources } from './log-files.ts';
import { whereOf } from './log-where.ts';
import { EVENT_KINDS, type EventFilter, type EventStore, type EventsSince, type UsageEvent, type UserDays } from './port.ts';
import { cellsOf } from './staged-rows.ts';

/** What a question to the log needs. */
export interface Reading {
  readonly files: LogFiles;
  readonly dictionary: Dictionary;
}

/** Numbers of our own making may stand in the text of a statement. */
function list(numbers: readonly number[]): string {
  return `(select unnest([${numbers.join(',')}]::integer[]))`;
}

/** Numbers of the texts among these that the log has ever seen. */
function known(dictionary: Dictionary, texts: readonly string[]): number[] {
  return texts.map((text) => dictionary.find(text)).filter((number) => number !== NONE);
}

export async function userDays(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  from: Day,
  to: Day,
): Promise<UserDays> {
  const accounts = [...new Set(accountIds)];
  const asked = accounts.flatMap((id, position) => {
    const number = dictionary.find(id);
    return number === NONE ? [] : [{ number, position }];
  });
  const chunks = await files.rows(
    ({ rows, texts }) => `
      with wanted as (select unnest([${asked.map(({ number }) => number).join(',')}]::integer[]) as account, unnest([${asked.map(({ position }) => position).join(',')}]::integer[]) as position),
      days as (
        select position, end_user, day, max((kind = ${LOGIN_KIND})::utinyint) as login from ${rows} join wanted using (account)
        where workspace = ${dictionary.find(workspace)} and day between ${dayNumber(from)} and ${dayNumber(to)} and kind <> ${OTHER_KIND} and excluded = 0 and end_user <> ${NONE}
        group by position, end_user, day)
      select position, dense_rank() over (partition by position order by text)::integer - 1 as rank, day, login
      from days join ${texts} on number = end_user order by position, rank, day`,
  );
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const columns = { account: new Int32Array(rows), user: new Int32Array(rows), day: new Int32Array(rows), login: new Uint8Array(rows) };
  let at = 0;
  for (const chunk of chunks) {
    columns.account.set(cellsOf(chunk.getColumnVector(0)), at);
    columns.user.set(cellsOf(chunk.getColumnVector(1)), at);
    columns.day.set(cellsOf(chunk.getColumnVector(2)), at);
    columns.login.set(cellsOf(chunk.getColumnVector(3)), at);
    at += chunk.rowCount;
  }
  return { accounts, ...columns };
}

export async function deliveries({ files, dictionary }: Reading, workspace: WorkspaceId): ReturnType<EventStore['deliveries']> {
  const rows = values(
    await files.rows(
      (from) => `
      with days as (
        select source, day, bool_or(excluded = 0) as counted, max(recorded_at)::double as recorded_at, count(*)::double as events
        from ${from.rows} where workspace = ${dictionary.find(workspace)} group by source, day)
      select text, day, counted, recorded_at, events from days join ${from.texts} on number = source order by text, day`,
    ),
  );
  const sources = new Map<string, { days: number[]; lastRecordedAt: number; events: number }>();
  for (const [name, day, counted, recordedAt, events] of rows) {
    const source = sources.get(String(name)) ?? { days: [], lastRecordedAt: 0, events: 0 };
    if (counted === true) source.days.push(Number(day));
    source.lastRecordedAt = Math.max(source.lastRecordedAt, Number(recordedAt));
    source.events += Number(events);
    sources.set(String(name), source);
  }
  return [...sources].map(([source, { days, lastRecordedAt, events }]) => ({
    source,
    days: Int32Array.from(days),
    lastRecordedAt: lastRecordedAt as Instant,
    events,
  }));
}

export async function sourcesOf(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
): ReturnType<EventStore['sourcesOf']> {
  const rows = values(
    await files.rows(
      (from) => `
      with pairs as (
        select distinct account, source from ${from.rows}
        where workspace = ${dictionary.find(workspace)} and excluded = 0 and account in ${list(known(dictionary, accountIds))})
      select a.text, s.text from pairs join ${from.texts} a on a.number = account join ${from.texts} s on s.number = source order by all`,
    ),
  );
  const sources = new Map<AccountId, string[]>();
  for (const [account, source] of rows) {
    const accountId = String(account) as AccountId;
    const own = sources.get(accountId);
    if (own === undefined) sources.set(accountId, [String(source)]);
    else own.push(String(source));
  }
  return sources;
}

export async function firstDayOfKind({ files, dictionary }: Reading, workspace: WorkspaceId): ReturnType<EventStore['firstDayOfKind']> {
  const rows = values(
    await files.rows(
      (from) =>
        `select kind, min(day) from ${from.rows} where workspace = ${dictionary.find(workspace)} and excluded = 0 group by kind order by kind`,
    ),
  );
  return new Map(
    rows.flatMap(([code, day]) => (EVENT_KINDS[Number(code)] === undefined ? [] : [[kindOf(code), dayFromNumber(Number(day))]])),
  );
}

export async function changedSince({ files, dictionary }: Reading, workspace: WorkspaceId, cursor: number): Promise<EventsSince> {
  const number = dictionary.find(workspace);
  const rows = values(
    await files.rows(
      (from) => `
      with pairs as (
        select account, source, min(day) as first_day, max(seq)::double as last_seq, bool_or(excluded = 0) as counted,
          min(case when kind = ${LOGIN_KIND} and excluded = 0 then day end) as login
        from ${from.rows} where workspace = ${number} and seq > ${Math.trunc(cursor)} group by account, source)
      select a.text, s.text, first_day, last_seq, counted, login
      from pairs join ${from.texts} a on a.number = account join ${from.texts} s on s.number = source order by a.text, s.text`,
    ),
  );
  const last = rows.reduce((latest, [, , , seq]) => Math.max(latest, Number(seq)), cursor);
  const days = values(
    await files.rows(
      (from) => `
      with days as (
        select distinct source, day from ${from.rows}
        where workspace = ${number} and seq > ${Math.trunc(cursor)} and seq <= ${Math.trunc(last)} and excluded = 0)
      select text, day from days join ${from.texts} on number = source order by text, day`,
    ),
  );
  const from = new Map<AccountId, number>();
  for (const [account, , day] of rows) {
    const accountId = String(account) as AccountId;
    from.set(accountId, Math.min(from.get(accountId) ?? Number.POSITIVE_INFINITY, Number(day)));
  }
  const logins = rows.flatMap(([, , , , , login]) => (login === null ? [] : [Number(login)]));
  return {
    accounts: [...from].map(([accountId, day]) => ({ accountId, from: dayFromNumber(day) })),
    sources: rows.flatMap(([account, source, , , counted]) =>
      counted === true ? [{ accountId: String(account) as AccountId, source: String(source) }] : [],
    ),
    deliveryDays: days.map(([source, day]) => ({ source: String(source), day: Number(day) })),
    firstLogin: logins.length === 0 ? null : dayFromNumber(logins.reduce((a, b) => Math.min(a, b))),
    cursor: last,
  };
}

export async function find({ files, dictionary }: Reading, workspace: WorkspaceId, filter: EventFilter): ReturnType<EventStore['find']> {
  const where = whereOf(dictionary, workspace, filter);
  const [[total] = []] = values(await files.rows((from) => `select count(*)::double from ${from.rows} where ${where}`));
  const limit = Math.max(0, Math.trunc(filter.limit));
  const rows = values(
    await files.rows(
      (from) =>
        `${eventsSql(from, `where ${where} order by occurred_at desc, seq desc limit ${limit}`)} order by occurred_at desc, seq desc`,
    ),
  );
  return { events: rows.map((row) => eventOf(workspace, row)), total: Number(total ?? 0) };
}

/** The statement that reads events in the words in which they were sent: `which` chooses rows. */
export function eventsSql({ rows, texts }: Sources, which: string): string {
  return `
    with chosen as (select * from ${rows} ${which})
    select c.seq, w.text as workspace_id, s.text as source, message_id, id_low, id_high, a.text as account_id, u.text as user_id, n.text as name,
      list_extract([${EVENT_KINDS.map((kind) => `'${kind}'`).join(',')}], kind + 1) as kind, m.text as module,
      list_extract([${CLIENTS.map((client) => `'${client}'`).join(',')}], client) as client, occurred_at, day, recorded_at, excluded = 1 as excluded, properties
    from chosen c join ${texts} w on w.number = workspace join ${texts} s on s.number = source join ${texts} a on a.number = account
    join ${texts} n on n.number = c.name left join ${texts} u on u.number = end_user left join ${texts} m on m.number = module`;
}

function eventOf(workspaceId: WorkspaceId, row: readonly DuckDBValue[]): UsageEvent {
  const [, , source, messageId, , , accountId, userId, name, kind, module, client, occurredAt, day, recordedAt, excluded, properties] = row;
  return {
    workspaceId,
    source: String(source),
    messageId: String(messageId),
    accountId: String(accountId) as AccountId,
    userId: textOrNull(userId),
    name: String(name),
    kind: EVENT_KINDS.find((one) => one === kind) ?? 'other',
    module: textOrNull(module),
    client: CLIENTS.find((one) => one === client) ?? null,
    occurredAt: Number(occurredAt) as Instant,
    day: dayFromNumber(Number(day)),
    recordedAt: Number(recordedAt) as Instant,
    excluded: excluded === true,
    properties: String(properties),
  };
}

function kindOf(code: DuckDBValue | undefined): (typeof EVENT_KINDS)[number] {
  return EVENT_KINDS[Number(code)] ?? 'other';
}

export function values(chunks: readonly DuckDBDataChunk[]): DuckDBValue[][] {
  return chunks.flatMap((chunk) => chunk.getRows());
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
