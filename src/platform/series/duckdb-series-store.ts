import { join } from 'node:path';
import { type DuckDBAppender, DuckDBDataChunk, FLOAT, INTEGER, listValue, UTINYINT } from '@duckdb/node-api';
import { type Column, emptyColumn, reasonCode } from '../../kernel/column.ts';
import { InvariantError } from '../../kernel/errors.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { AccountDigest, BackedSeries } from '../backup/port.ts';
import { cellsOf } from '../duckdb/cells.ts';
import { type DuckDb, inTransaction, listTypes, oneByOne, openDuckDb, quoted } from '../duckdb/open-duckdb.ts';
import type { AccountSeries, AccountSpan, DaySum } from './port.ts';

/*
 * One wide table, a row for every account and day. A metric is two columns: its value (NaN where Unknown, so that a careless sum in
 * SQL is NaN and not too small) and the reason code of kernel/column. Columns are added when a metric is first stored.
 * Values are single precision: exact for the whole numbers below 2^24 that are stored here.
 */
const TABLE = 'create table if not exists account_days (workspace_id varchar not null, account_id varchar not null, day integer not null)';

interface State {
  readonly db: DuckDb;
  /** Metrics that have columns. */
  readonly metrics: Set<string>;
}

/** Opens the account-day series in a file, or `:memory:`. The caller is the one owner of the file in this process. */
export async function openDuckDbSeriesStore(path: string): Promise<BackedSeries> {
  const db = await openDuckDb(path);
  await db.writer.run(TABLE);
  const state: State = { db, metrics: await storedMetrics(db) };
  const inTurn = oneByOne();
  return {
    replace: (workspaceId, series) => inTurn(() => replace(state, workspaceId, series)),
    read: (workspaceId, accountIds, metrics, from, to) => read(state, workspaceId, accountIds, metrics, from, to),
    sums: (workspaceId, spans, metric, days) => sums(state, workspaceId, spans, metric, days),
    erase: (workspaceId, accountId) => inTurn(() => erase(state, workspaceId, accountId)),
    backup: (folder, begun) => backup(db, folder, begun),
    restore: (folder) => inTurn(() => restore(state, folder)),
    digest: () => digest(state),
    async close() {
      await inTurn(async () => undefined);
      await db.close();
    },
  };
}

async function storedMetrics(db: DuckDb): Promise<Set<string>> {
  const chunks = await db.rows(
    "select column_name from information_schema.columns where table_name = 'account_days' and column_name like '%:reason'",
  );
  return new Set(chunks.flatMap((chunk) => chunk.getColumnValues(0).map((name) => String(name).slice(0, -':reason'.length))));
}

/** The columns of a metric. Metric ids come from our own definitions, yet what goes into SQL text is checked here. */
function columnsOf(metric: string): { value: string; reason: string } {
  if (!/^[a-z][a-z0-9_-]{0,60}$/.test(metric)) throw new InvariantError(`'${metric}' cannot name a stored metric.`);
  return { value: `"${metric}"`, reason: `"${metric}:reason"` };
}

async function replace(state: State, workspace: WorkspaceId, series: readonly AccountSeries[]): Promise<void> {
  const groups = group(series);
  if (groups.size === 0) return;
  for (const metric of new Set(series.flatMap(({ columns }) => Object.keys(columns)))) await addMetric(state, metric);
  await inTransaction(state.db.writer, async () => {
    for (const [metrics, members] of groups) await replaceAlike(state, workspace, metrics.split(','), members);
  });
}

/** Series by the metrics they bring; empty ones are left out. */
function group(series: readonly AccountSeries[]): Map<string, AccountSeries[]> {
  const groups = new Map<string, AccountSeries[]>();
  for (const one of series) {
    const columns = Object.values(one.columns);
    const [first] = columns;
    if (first === undefined || first.values.length === 0) continue;
    if (
      columns.some(
        ({ from, values, reasons }) =>
          from !== first.from || values.length !== first.values.length || reasons.length !== first.values.length,
      )
    ) {
      throw new InvariantError('All columns of one account must cover the same days.');
    }
    const metrics = Object.keys(one.columns).sort().join(',');
    groups.set(metrics, [...(groups.get(metrics) ?? []), one]);
  }
  return groups;
}

async function addMetric(state: State, metric: string): Promise<void> {
  if (state.metrics.has(metric)) return;
  const { value, reason } = columnsOf(metric);
  await state.db.writer.run(`alter table account_days add column if not exists ${value} float default 'nan'`);
  await state.db.writer.run(`alter table account_days add column if not exists ${reason} utinyint default ${reasonCode('not-computed')}`);
  state.metrics.add(metric);
}

/** Accounts by their place in the list. */
const WANTED = '(select unnest($accounts) as account_id, (generate_subscripts($accounts, 1) - 1)::integer as position) as wanted';

/** Days are staged first: metrics that are not among the given ones keep their cells. */
async function replaceAlike(
  state: State,
  workspace: WorkspaceId,
  metrics: readonly string[],
  series: readonly AccountSeries[],
): Promise<void> {
  const { writer } = state.db;
  const given = metrics.map(columnsOf);
  const others = [...state.metrics].filter((metric) => !metrics.includes(metric)).map(columnsOf);
  await writer.run(
    `create or replace temp table staged (position integer, day integer, ${given.map(({ value, reason }) => `${value} float, ${reason} utinyint`).join(', ')})`,
  );
  const appender = await writer.createAppender('staged', null, 'temp');
  try {
    stage(appender, series, metrics);
    appender.closeSync();
  } catch (error) {
    appender.clear();
    appender.closeSync();
    throw error;
  }
  const names = (columns: readonly { value: string; reason: string }[]): string[] =>
    columns.flatMap(({ value, reason }) => [value, reason]);
  const accounts = listValue(series.map(({ accountId }) => accountId));
  const named = { workspace, accounts };
  if (others.length > 0) {
    await writer.run(
      `create or replace temp table staged as select staged.*, ${others.map(({ value, reason }) => `coalesce(kept.${value}, 'nan') as ${value}, coalesce(kept.${reason}, ${reasonCode('not-computed')}) as ${reason}`).join(', ')}
       from staged join ${WANTED} using (position)
       left join account_days kept on kept.workspace_id = $workspace and kept.account_id = wanted.account_id and kept.day = staged.day`,
      named,
      listTypes(named),
    );
  }
  const bound = {
    workspace,
    accounts,
    froms: listValue(series.map(firstDay)),
    tos: listValue(series.map(lastDay)),
  };
  await writer.run(
    `delete from account_days using (select unnest($accounts) as account_id, unnest($froms) as first_day, unnest($tos) as last_day) as range
     where account_days.workspace_id = $workspace and account_days.account_id = range.account_id and account_days.day between range.first_day and range.last_day`,
    bound,
    listTypes(bound),
  );
  const all = [...names(given), ...names(others)].join(', ');
  await writer.run(
    `insert into account_days (workspace_id, account_id, day, ${all}) select $workspace, account_id, day, ${all}
     from staged join ${WANTED} using (position) order by account_id, day`,
    named,
    listTypes(named),
  );
  await writer.run('drop table staged');
}

function firstDay({ columns }: AccountSeries): number {
  return Object.values(columns)[0]?.from ?? 0;
}

function lastDay(series: AccountSeries): number {
  return firstDay(series) + (Object.values(series.columns)[0]?.values.length ?? 0) - 1;
}

/** Rows an appender takes at once. */
const CHUNK = 2048;

/** Puts all series below each other; the place of an account in the list stands for it. */
function stage(appender: DuckDBAppender, series: readonly AccountSeries[], metrics: readonly string[]): void {
  const rows = series.reduce((sum, one) => sum + lastDay(one) - firstDay(one) + 1, 0);
  const [position, day] = [new Int32Array(rows), new Int32Array(rows)];
  const cells = metrics.map(() => ({ values: new Float64Array(rows), reasons: new Uint8Array(rows) }));
  let row = 0;
  series.forEach((one, index) => {
    const [from, to] = [firstDay(one), lastDay(one)];
    metrics.forEach((metric, at) => {
      cells[at]?.values.set(one.columns[metric]?.values ?? [], row);
      cells[at]?.reasons.set(one.columns[metric]?.reasons ?? [], row);
    });
    for (let on = from; on <= to; on++, row++) [position[row], day[row]] = [index, on];
  });
  for (const { values } of cells) refuseInexact(values);
  const columns = [position, day, ...cells.flatMap(({ values, reasons }) => [values, reasons])];
  const types = [INTEGER, INTEGER, ...cells.flatMap(() => [FLOAT, UTINYINT])];
  for (let start = 0; start < rows; start += CHUNK) {
    const end = Math.min(rows, start + CHUNK);
    const chunk = DuckDBDataChunk.create(types, end - start);
    columns.forEach((column, index) => {
      setCells(chunk, index, column.subarray(start, end));
    });
    appender.appendDataChunk(chunk);
  }
}

function setCells(chunk: DuckDBDataChunk, column: number, values: ArrayLike<number>): void {
  const vector = chunk.getColumnVector(column);
  cellsOf(vector).set(values);
  vector.flush();
}

function refuseInexact(values: Float64Array): void {
  const inexact = values.find((value) => !Number.isNaN(value) && Math.fround(value) !== value);
  if (inexact !== undefined) throw new InvariantError(`${inexact} cannot be stored exactly; only counts are stored.`);
}

async function read(
  state: State,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  metrics: readonly string[],
  from: number,
  to: number,
): Promise<readonly AccountSeries[]> {
  const length = Math.max(0, to - from + 1);
  const result = accountIds.map((accountId) => ({
    accountId,
    columns: Object.fromEntries(metrics.map((metric) => [metric, emptyColumn(from, length, 'not-computed')])),
  }));
  const stored = metrics.filter((metric) => state.metrics.has(metric));
  if (length === 0 || stored.length === 0 || accountIds.length === 0) return result;
  const chunks = await state.db.rows(
    `with wanted as (select unnest($accounts) as account_id, generate_subscripts($accounts, 1) - 1 as position)
     select position::integer, day, ${stored
       .map(columnsOf)
       .map(({ value, reason }) => `${value}, ${reason}`)
       .join(', ')}
     from account_days join wanted using (account_id) where workspace_id = $workspace and day between $from and $to`,
    { accounts: listValue([...accountIds]), workspace, from, to },
  );
  const targets = stored.map((metric) => result.map(({ columns }) => columns[metric]));
  for (const chunk of chunks) fill(chunk, from, targets);
  return result;
}

/** By metric, then by account. */
function fill(chunk: DuckDBDataChunk, from: number, targets: readonly (readonly (Column | undefined)[])[]): void {
  const [position, day] = [cellsOf(chunk.getColumnVector(0)), cellsOf(chunk.getColumnVector(1))];
  // The library asks its engine for the number each time.
  const { rowCount } = chunk;
  targets.forEach((columns, index) => {
    const [value, reason] = [cellsOf(chunk.getColumnVector(2 + 2 * index)), cellsOf(chunk.getColumnVector(3 + 2 * index))];
    for (let row = 0; row < rowCount; row++) {
      const column = columns[position[row] ?? 0];
      const cell = (day[row] ?? 0) - from;
      if (column === undefined) continue;
      column.values[cell] = value[row] ?? Number.NaN;
      column.reasons[cell] = reason[row] ?? 0;
    }
  });
}

async function sums(
  state: State,
  workspace: WorkspaceId,
  spans: readonly AccountSpan[],
  metric: string,
  days: readonly number[],
): Promise<readonly DaySum[]> {
  const found = new Map<number, DaySum>();
  if (state.metrics.has(metric) && spans.length > 0 && days.length > 0) {
    const { value } = columnsOf(metric);
    const chunks = await state.db.rows(
      `with wanted as (select unnest($accounts) as account_id, unnest($froms) as first_day, unnest($tos) as last_day)
       select day, sum(${value}::double), count(*)::integer from account_days join wanted using (account_id)
       where workspace_id = $workspace and day in (${days.map(Math.trunc).join(', ')}) and day between first_day and last_day and not isnan(${value})
       group by day`,
      {
        workspace,
        accounts: listValue(spans.map(({ accountId }) => accountId)),
        froms: listValue(spans.map(({ from }) => from)),
        tos: listValue(spans.map(({ to }) => to)),
      },
    );
    for (const chunk of chunks)
      for (const [day, sum, known] of chunk.getRows()) found.set(Number(day), { day: Number(day), sum: Number(sum), known: Number(known) });
  }
  return days.map((day) => found.get(day) ?? { day, sum: 0, known: 0 });
}

async function erase(state: State, workspace: WorkspaceId, accountId: AccountId): Promise<void> {
  await state.db.writer.run('delete from account_days where workspace_id = $workspace and account_id = $accountId', {
    workspace,
    accountId,
  });
  await state.db.rewrite();
}

const BACKUP_FILE = 'account_days.parquet';

function backup(db: DuckDb, folder: string, begun: () => void): Promise<number> {
  return db.aside((connection) =>
    inTransaction(connection, async () => {
      // The first reading takes the picture.
      await connection.run('from account_days limit 0');
      begun();
      const copied = await connection.run(`copy account_days to ${quoted(join(folder, BACKUP_FILE))} (format parquet, compression zstd)`);
      return copied.rowsChanged;
    }),
  );
}

/** The columns come from the file: only names that can be metrics are taken. */
async function restore(state: State, folder: string): Promise<void> {
  const { writer } = state.db;
  const file = `read_parquet(${quoted(join(folder, BACKUP_FILE))})`;
  const described = await (await writer.run(`select column_name from (describe select * from ${file})`)).fetchAllChunks();
  const metrics = described.flatMap((chunk) =>
    chunk.getColumnValues(0).flatMap((name) => (String(name).endsWith(':reason') ? [String(name).slice(0, -':reason'.length)] : [])),
  );
  for (const metric of metrics) await addMetric(state, metric);
  const columns = ['workspace_id', 'account_id', 'day', ...metrics.map(columnsOf).flatMap(({ value, reason }) => [value, reason])].join(
    ', ',
  );
  await inTransaction(writer, async () => {
    await writer.run(`insert into account_days (${columns}) select ${columns} from ${file}`);
  });
}

/** A cell that says `not-computed` is the same as one that is not there. */
async function digest({ db, metrics }: State): Promise<readonly AccountDigest[]> {
  const missing = reasonCode('not-computed');
  const parts = [...metrics].sort().map((metric) => {
    const { value, reason } = columnsOf(metric);
    return {
      known: `${reason} <> ${missing}`,
      hash: `case when ${reason} <> ${missing} then hash(day, '${metric}', ${value}, ${reason})::hugeint else 0 end`,
    };
  });
  if (parts.length === 0) return [];
  const chunks = await db.rows(
    `select workspace_id, account_id, count(*)::double, sum(${parts.map(({ hash }) => hash).join(' + ')})::varchar
     from account_days where ${parts.map(({ known }) => known).join(' or ')} group by workspace_id, account_id order by all`,
  );
  return chunks.flatMap((chunk) =>
    chunk.getRows().map(([workspaceId, accountId, rows, checksum]) => ({
      workspaceId: String(workspaceId) as WorkspaceId,
      accountId: String(accountId) as AccountId,
      rows: Number(rows),
      checksum: String(checksum),
    })),
  );
}
