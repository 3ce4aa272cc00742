import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber, type Instant } from '../../kernel/time.ts';
import type { Dictionary } from './dictionary.ts';
import { CLIENTS, LOGIN_KIND } from './event-group.ts';
import type { LogFiles, Sources } from './log-files.ts';
import { ACTIVITY } from './log-tally.ts';
import { whereOf } from './log-where.ts';
import { EVENT_KINDS, type EventFilter, type EventStore, type EventsSince, type UsageEvent } from './port.ts';

/** What a question to the log needs. */
export interface Reading {
  readonly files: LogFiles;
  readonly dictionary: Dictionary;
}

export async function changedSince({ files, dictionary }: Reading, workspace: WorkspaceId, cursor: number): Promise<EventsSince> {
  const number = dictionary.find(workspace);
  const rows = values(
    await files.rows(
      (from) => `
      with pairs as (
        select account, source, min(day) as first_day, max(seq)::double as last_seq, bool_or(excluded = 0) as counted,
          min(case when kind = ${LOGIN_KIND} and excluded = 0 then day end) as login,
          ${['module', 'client', 'seconds'].map((sign) => `min(case when ${sign} > 0 and ${ACTIVITY} then day end) as ${sign}`).join(', ')}
        from ${from.rows} where workspace = ${number} and seq > ${Math.trunc(cursor)} group by account, source)
      select a.text, s.text, first_day, last_seq, counted, login, module, client, seconds
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
  const signs = (['login', 'module', 'client', 'seconds'] as const).flatMap((sign, index) => {
    const on = rows.flatMap((row) => (row[5 + index] === null ? [] : [Number(row[5 + index])]));
    return on.length === 0 ? [] : [[sign, dayFromNumber(on.reduce((a, b) => Math.min(a, b)))] as const];
  });
  return {
    accounts: [...from].map(([accountId, day]) => ({ accountId, from: dayFromNumber(day) })),
    sources: rows.flatMap(([account, source, , , counted]) =>
      counted === true ? [{ accountId: String(account) as AccountId, source: String(source) }] : [],
    ),
    deliveryDays: days.map(([source, day]) => ({ source: String(source), day: Number(day) })),
    firstDays: new Map(signs),
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
      list_extract([${CLIENTS.map((client) => `'${client}'`).join(',')}], client) as client, occurred_at, day, recorded_at, excluded = 1 as excluded, properties, coalesce(seconds, 0) as seconds
    from chosen c join ${texts} w on w.number = workspace join ${texts} s on s.number = source join ${texts} a on a.number = account
    join ${texts} n on n.number = c.name left join ${texts} u on u.number = end_user left join ${texts} m on m.number = module`;
}

/** An event from a row of `eventsSql`. */
export function eventOf(workspaceId: WorkspaceId, row: readonly DuckDBValue[]): UsageEvent {
  const [
    ,
    ,
    source,
    messageId,
    ,
    ,
    accountId,
    userId,
    name,
    kind,
    module,
    client,
    occurredAt,
    day,
    recordedAt,
    excluded,
    properties,
    seconds,
  ] = row;
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
    seconds: Number(seconds),
    occurredAt: Number(occurredAt) as Instant,
    day: dayFromNumber(Number(day)),
    recordedAt: Number(recordedAt) as Instant,
    excluded: excluded === true,
    properties: String(properties),
  };
}

export function values(chunks: readonly DuckDBDataChunk[]): DuckDBValue[][] {
  return chunks.flatMap((chunk) => chunk.getRows());
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** The texts of some numbers, in the order of the texts. */
export async function textsOf(files: LogFiles, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (numbers.length === 0) return new Map();
  const found = await files.rows(({ texts }) => `select number, text from ${texts} where number in (${numbers.join(',')}) order by text`);
  return new Map(values(found).map(([number, text]) => [Number(number), String(text)]));
}
