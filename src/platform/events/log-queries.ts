import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber, type Instant } from '../../kernel/time.ts';
import type { Dictionary } from './dictionary.ts';
import { CLIENTS } from './event-group.ts';
import type { LogFiles, Sources } from './log-files.ts';
import { whereOf } from './log-where.ts';
import { EVENT_KINDS, type EventFilter, type EventStore, type UsageEvent } from './port.ts';

/** What a question to the log needs. */
export interface Reading {
  readonly files: LogFiles;
  readonly dictionary: Dictionary;
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
