import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber, dayNumber, type Instant } from '../../kernel/time.ts';
import { inTransaction, quoted } from '../duckdb/open-duckdb.ts';
import { appendFresh, type Dictionary, NONE } from './dictionary.ts';
import { CLIENTS, OTHER_KIND } from './event-group.ts';
import type { LogFiles, Sources } from './log-files.ts';
import { type Reading, values } from './log-queries.ts';
import { secondsSql } from './log-seconds.ts';
import { renewMeanings } from './log-tally.ts';
import { whereOf } from './log-where.ts';
import { EVENT_KINDS, type EventStore, type Lot, type MostLots, type RelabelScope, type Split, type Touched } from './port.ts';

/*
 * What kept events mean is said anew by the name of the event and by some of its properties. Properties are JSON as `JSON.stringify` writes
 * it, so a row whose text does not contain the quoted name of a property does not have it, and need not be read as JSON.
 */

/** A pointer of JSON: the only way to name every property. */
function pointerTo(property: string): string {
  return quoted(`/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

/** The value of a row at a split. */
function valueSql({ property, values: asked }: Split): string {
  const pointer = pointerTo(property);
  // The engine may look at a row before it has looked at the condition.
  const json = "nullif(properties, '')";
  const isScalar = `json_type(${json}, ${pointer}) in ('VARCHAR', 'BOOLEAN', 'UBIGINT', 'BIGINT', 'DOUBLE')`;
  const scalar = `case when contains(properties, ${quoted(JSON.stringify(property))}) then
    case when ${isScalar} then json_extract_string(${json}, ${pointer}) end end`;
  if (asked === 'any') return `case when json_type(${json}, ${pointer}) = 'VARCHAR' and (${scalar}) <> '' then '' end`;
  return asked.length === 0 ? 'null::varchar' : `case when (${scalar}) in (${asked.map(quoted).join(',')}) then (${scalar}) end`;
}

export async function lots(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  splits: readonly Split[],
  names: readonly string[],
): ReturnType<EventStore['lots']> {
  const wanted = `and name in (select unnest([${names.map((name) => dictionary.find(name)).join(',')}]::integer[]))`;
  const columns = splits.map((split, index) => `${valueSql(split)} as v${index}`);
  const found = await longRead(
    files,
    ({ rows, texts }) => `
      with sorted as (
        select ${['name', 'kind', 'module', 'client', 'account', 'excluded', 'day', 'recorded_at', ...columns].join(', ')}
        from ${rows} where workspace = ${dictionary.find(workspace)} ${wanted}),
      lots as (
        select ${['name', 'kind', 'module', 'client', ...splits.map((_, index) => `v${index}`)].join(', ')},
          count(*)::double as events, sum(excluded)::double as left_out, count(distinct account)::double as accounts,
          max(day) as last_day, max(recorded_at)::double as last_at
        from sorted group by ${['name', 'kind', 'module', 'client', ...splits.map((_, index) => `v${index}`)].join(', ')})
      select n.text, kind, m.text, client, events, left_out, accounts, last_day, last_at${splits.map((_, index) => `, v${index}`).join('')}
      from lots join ${texts} n on n.number = name left join ${texts} m on m.number = module
      order by n.text, kind, m.text nulls last, client${splits.map((_, index) => `, v${index} nulls last`).join('')}`,
  );
  return found.map(lotOf);
}

/** Names by their bytes, so that the last one of an answer begins the next. */
export async function names(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  after: string,
  most: number,
): ReturnType<EventStore['names']> {
  const found = await longRead(
    files,
    ({ rows, texts }) => `
      with seen as (select distinct name from ${rows} where workspace = ${dictionary.find(workspace)})
      select text from seen join ${texts} on number = name where text > ${quoted(after)} order by text limit ${Math.trunc(most)}`,
  );
  return found.map(([text]) => String(text));
}

export async function largestLots(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  most: MostLots,
): ReturnType<EventStore['largestLots']> {
  const found = await longRead(
    files,
    ({ rows, texts }) => `
      with lots as materialized (
        select name, kind, module, client, count(*)::double as events, sum(excluded)::double as left_out,
          count(distinct account)::double as accounts, max(day) as last_day, max(recorded_at)::double as last_at
        from ${rows} where workspace = ${dictionary.find(workspace)} and kind <> ${OTHER_KIND} group by name, kind, module, client),
      largest as (select name from lots group by name order by sum(events) desc, name limit ${Math.trunc(most.names)}),
      listed as (select * from lots where name in (from largest) order by events desc, name, kind, module, client limit ${Math.trunc(most.lots)})
      select n.text, kind, m.text, client, events, left_out, accounts, last_day, last_at,
        (select count(distinct name)::double from lots), (select sum(events)::double from lots)
      from listed join ${texts} n on n.number = name left join ${texts} m on m.number = module order by events desc, n.text, kind, m.text, client`,
  );
  const [all] = found;
  return { lots: found.map((row) => lotOf(row.slice(0, 9))), names: Number(all?.[9] ?? 0), events: Number(all?.[10] ?? 0) };
}

function lotOf([name, kind, module, client, events, excluded, accounts, lastDay, lastAt, ...at]: readonly DuckDBValue[]): Lot {
  return {
    name: String(name),
    kind: EVENT_KINDS[Number(kind)] ?? 'other',
    module: textOrNull(module),
    client: CLIENTS[Number(client) - 1] ?? null,
    values: at.map(textOrNull),
    events: Number(events),
    excluded: Number(excluded),
    accounts: Number(accounts),
    lastDay: dayFromNumber(Number(lastDay)),
    lastRecordedAt: Number(lastAt) as Instant,
  };
}

export async function wouldRelabel(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  scope: RelabelScope,
): Promise<readonly Touched[]> {
  if (scope.relabels.length === 0) return [];
  return touchedBy(await longRead(files, ({ rows, texts }) => touchedSql(rows, texts, dictionary, workspace, scope)));
}

/** Changes the main file, which must hold all there are. */
export function relabelIn({ files, dictionary }: Reading, workspace: WorkspaceId, scope: RelabelScope): Promise<readonly Touched[]> {
  return files.alone(async (connection) => {
    const touched = await inTransaction(connection, async () => {
      await keepModules(connection, dictionary, scope);
      const read = await connection.run(touchedSql('log.rows', 'log.texts', dictionary, workspace, scope));
      const found = touchedBy(values(await read.fetchAllChunks()));
      if (found.length === 0) return found;
      await connection.run(`
        update log.rows as r set kind = w.kind, client = w.client, module = case when w.keeps then r.module else w.module end,
          seconds = case when w.times then ${secondsSql('w.seconds')} else r.seconds end
        from ${relabelsSql(dictionary, scope)} where ${conditionSql(dictionary, workspace, scope)}`);
      const [from, to] = [scope.from, scope.to].map((day) => (day === undefined ? undefined : dayNumber(day)));
      await renewMeanings(connection, dictionary.find(workspace), from, to);
      return found;
    }).catch((error: unknown) => {
      dictionary.forget();
      throw error;
    });
    dictionary.keep();
    // What a change leaves behind in the journal would be read again at the next start.
    await connection.run('checkpoint log').catch(() => undefined);
    return touched;
  });
}

async function keepModules(connection: DuckDBConnection, dictionary: Dictionary, { relabels }: RelabelScope): Promise<void> {
  for (const { to } of relabels) if (typeof to.module === 'string') dictionary.number(to.module);
  if (dictionary.fresh.size === 0) return;
  const appender = await connection.createAppender('texts', 'main', 'log');
  appendFresh(appender, dictionary);
  appender.closeSync();
}

function touchedSql(rows: string, texts: string, dictionary: Dictionary, workspace: WorkspaceId, scope: RelabelScope): string {
  return `
    with touched as (
      select account, min(day) as first_day, count(*)::double as events from ${rows} r, ${relabelsSql(dictionary, scope)}
      where ${conditionSql(dictionary, workspace, scope)} group by account)
    select text, first_day, events from touched join ${texts} on number = account order by text`;
}

/** The relabels as a table `w`: what they ask for, and what they say. */
function relabelsSql(dictionary: Dictionary, { splits, relabels }: RelabelScope): string {
  const numberOf = (text: string): number => dictionary.find(text) || dictionary.fresh.get(text) || -1;
  const said = new Map(relabels.map((one) => [JSON.stringify([one.name, one.values]), one]));
  const rows = [...said.values()].map(({ name, values: at, to }) => {
    const client = to.client === null ? 0 : CLIENTS.indexOf(to.client) + 1;
    const module = to.module === null || to.module === undefined ? NONE : numberOf(to.module);
    const asked = splits.map((_, index) => (typeof at[index] === 'string' ? quoted(at[index]) : 'null::varchar'));
    const seconds = typeof to.seconds === 'string' ? pointerTo(to.seconds) : 'null::varchar';
    const words = [
      numberOf(name),
      EVENT_KINDS.indexOf(to.kind),
      client,
      module,
      to.module === undefined,
      to.seconds !== undefined,
      seconds,
    ];
    return `(${[...words, ...asked].join(', ')})`;
  });
  return `(values ${rows.join(', ')}) as w(name, kind, client, module, keeps, times, seconds${splits.map((_, index) => `, v${index}`).join('')})`;
}

/** That a row is meant by one of the relabels, and means something else so far. */
function conditionSql(dictionary: Dictionary, workspace: WorkspaceId, { splits, from, to }: RelabelScope): string {
  const days = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return [
    whereOf(dictionary, workspace, days),
    `r.name = w.name and r.kind <> ${OTHER_KIND}`,
    ...splits.map((split, index) => `(${valueSql(split)}) is not distinct from w.v${index}`),
    `(r.kind <> w.kind or r.client <> w.client or (not w.keeps and r.module <> w.module)
      or (w.times and r.seconds <> ${secondsSql('w.seconds')}))`,
  ].join(' and ');
}

/** It looks at every row of some names, and at their properties: nobody else waits for it. */
function longRead(files: LogFiles, sql: (from: Sources) => string): Promise<DuckDBValue[][]> {
  return files.aside(async (connection, from) => values(await (await connection.run(sql(from))).fetchAllChunks()));
}

function touchedBy(rows: readonly (readonly DuckDBValue[])[]): readonly Touched[] {
  return rows.map(([account, day, events]) => ({
    accountId: String(account) as AccountId,
    from: dayFromNumber(Number(day)),
    events: Number(events),
  }));
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
