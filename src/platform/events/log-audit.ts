import { type DuckDBConnection, type DuckDBValue, listValue } from '@duckdb/node-api';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import { listTypes, quoted } from '../duckdb/open-duckdb.ts';
import { NONE } from './dictionary.ts';
import { OTHER_KIND } from './event-group.ts';
import type { Sources } from './log-files.ts';
import { eventOf, eventsSql, type Reading, values } from './log-queries.ts';
import type { BothReadings, EventPlace, EventStore, ExpectedSpan, OutsideSpan } from './port.ts';

/*
 * Questions about all events of a workspace, for exports and for the quality of data. They look at every row, so each has a connection of
 * its own and nobody waits for it.
 */

export async function inOrder(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  after: EventPlace | null,
  limit: number,
): ReturnType<EventStore['inOrder']> {
  const places = accountIds.map((accountId, place) => ({ accountId, place, number: dictionary.find(accountId) }));
  const begun = places.find(({ accountId }) => accountId === after?.accountId)?.place ?? 0;
  const left = places.slice(begun).filter(({ number }) => number !== NONE);
  if (left.length === 0) return [];
  const place = `list_position([${left.map(({ number }) => number).join(',')}]::integer[], account)`;
  const beyond =
    after === null || left[0]?.accountId !== after.accountId
      ? ''
      : `and (account <> ${left[0].number} or occurred_at > ${Math.trunc(after.occurredAt)} or (occurred_at = ${Math.trunc(after.occurredAt)} and message_id > ${quoted(after.messageId)}))`;
  const which = `where workspace = ${dictionary.find(workspace)} and account in (${left.map(({ number }) => number).join(',')}) ${beyond}
    order by ${place}, occurred_at, message_id limit ${Math.max(0, Math.trunc(limit))}`;
  const rows = await files.rows((from) => `${eventsSql(from, which)} order by ${place}, occurred_at, message_id`);
  return values(rows).map((row) => eventOf(workspace, row));
}

export function outside(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  by: Parameters<EventStore['outside']>[1],
  spans: readonly ExpectedSpan[],
  samples: number,
): ReturnType<EventStore['outside']> {
  return files.aside(async (connection, from) => {
    const mine = `workspace = ${dictionary.find(workspace)}`;
    const key = by === 'account' ? 'a.text' : await keySql(connection, from, mine, by.properties);
    if (key === null) return { spans: [], unknown: null };
    const join = by === 'account' ? `join ${from.texts} a on a.number = account` : '';
    const found = await rowsOf(
      connection,
      `with expected as (select unnest($ids) as key, unnest($froms) as first, unnest($tos) as last),
        keyed as materialized (select ${key} as key, day, message_id, occurred_at from ${from.rows} ${join} where ${mine} and ${key} is not null),
        apart as (
          select keyed.key, e.key is null as unknown, e.key is not null and day < first as early, e.key is not null and day > last as late, occurred_at, message_id
          from keyed left join expected e on e.key = keyed.key)
      select key, unknown, early, count(*)::double as events,
        min(struct_pack(at := occurred_at, id := message_id), ${Math.max(1, Math.trunc(samples))}) as first_ones
      from apart where unknown or early or late group by key, unknown, early order by key, unknown, early`,
      {
        ids: listValue(spans.map((span) => span.key)),
        froms: listValue(spans.map((span) => (span.from === null ? -(2 ** 31) : dayNumber(span.from)))),
        tos: listValue(spans.map((span) => (span.to === null ? 2 ** 31 - 1 : dayNumber(span.to)))),
      },
    );
    return apartOf(found, samples);
  });
}

/** The value of the first of some properties that events have; null when none has any. Most sources write each event with the same ones. */
async function keySql(connection: DuckDBConnection, from: Sources, mine: string, properties: readonly string[]): Promise<string | null> {
  const kept = await rowsOf(
    connection,
    `select unnest([arg_min(properties, seq), arg_max(properties, seq)]) from ${from.rows} where ${mine} and properties <> '' group by source, name, day // 31`,
  );
  const names = new Set(kept.flatMap(([text]) => Object.keys(JSON.parse(String(text)) as object)));
  const used = properties.filter((property) => names.has(property));
  if (used.length === 0) return null;
  const value = (property: string): string => {
    const pointer = quoted(`/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    return `case when contains(properties, ${quoted(JSON.stringify(property))}) then nullif(json_extract_string(nullif(properties, ''), ${pointer}), '') end`;
  };
  return `coalesce(${used.map(value).join(', ')})`;
}

function apartOf(rows: readonly (readonly DuckDBValue[])[], samples: number): Awaited<ReturnType<EventStore['outside']>> {
  const spans = new Map<string, OutsideSpan>();
  const unknown = { events: 0, keys: [] as string[] };
  for (const [key, isUnknown, early, events, first] of rows) {
    if (isUnknown === true) {
      unknown.events += Number(events);
      if (unknown.keys.length < samples) unknown.keys.push(String(key));
      continue;
    }
    const found = spans.get(String(key)) ?? { key: String(key), before: 0, after: 0, firstBefore: [], firstAfter: [] };
    const ids = messageIds(first);
    spans.set(String(key), {
      ...found,
      ...(early === true ? { before: Number(events), firstBefore: ids } : { after: Number(events), firstAfter: ids }),
    });
  }
  return { spans: [...spans.values()], unknown: unknown.events === 0 ? null : unknown };
}

function messageIds(list: DuckDBValue | undefined): string[] {
  const items = (list as { items?: readonly { entries: { id: DuckDBValue } }[] } | null)?.items ?? [];
  return items.map(({ entries }) => String(entries.id));
}

export function readings({ files, dictionary }: Reading, workspace: WorkspaceId): ReturnType<EventStore['readings']> {
  return files.aside(async (connection, { rows }) => {
    const mine = `workspace = ${dictionary.find(workspace)}`;
    const [[flagged] = []] = await rowsOf(connection, `select count(*)::double from ${rows} where ${mine} and excluded = 1`);
    if (Number(flagged ?? 0) === 0) return [];
    const found = await rowsOf(
      connection,
      `with days as (
        select account, end_user, day, count(*) as events, sum(1 - excluded) as counted, max((kind <> ${OTHER_KIND} and end_user <> ${NONE})::integer) as active,
          max((kind <> ${OTHER_KIND} and end_user <> ${NONE} and excluded = 0)::integer) as counted_active
        from ${rows} where ${mine} group by account, end_user, day)
      select date_trunc('month', date '1970-01-01' + day)::date - date '1970-01-01' as month, sum(events)::double, sum(counted)::double,
        sum(active)::double, sum(counted_active)::double,
        count(distinct case when active = 1 then account end)::double, count(distinct case when counted_active = 1 then account end)::double
      from days group by month order by month`,
    );
    return found.map((row): BothReadings => {
      const [month, events = 0, counted = 0, userDays = 0, countedDays = 0, accounts = 0, countedAccounts = 0] = row.map(Number);
      return {
        month: dayFromNumber(month ?? 0),
        all: { events, userDays, accounts },
        counted: { events: counted, userDays: countedDays, accounts: countedAccounts },
      };
    });
  });
}

async function rowsOf(connection: DuckDBConnection, sql: string, bound: Record<string, DuckDBValue> = {}): Promise<DuckDBValue[][]> {
  return values(await (await connection.run(sql, bound, listTypes(bound))).fetchAllChunks());
}
