import { readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { listTypes, namedOpenError, oneByOne, quoted } from '../duckdb/open-duckdb.ts';
import { secondsSql } from './log-seconds.ts';
import { addToTally, makeTally, renewTally } from './log-tally.ts';

/*
 * The event log on disk: one main file, sorted by customer in long runs, and a small hot file that takes the commits, because a checkpoint
 * stops the writers of its file. A full hot file is sealed: its rows go into the main file in one transaction, with a note of its number,
 * and then it is deleted. A start that finds a hot file with a note deletes it; without one, it is sealed now.
 */

export const ROWS = `(
  seq bigint not null, workspace integer not null, source integer not null, account integer not null, end_user integer not null, name integer not null,
  module integer not null, kind utinyint not null, client utinyint not null, excluded utinyint not null, day integer not null,
  occurred_at bigint not null, recorded_at bigint not null, id_low uinteger not null, id_high uinteger not null, message_id varchar not null,
  properties varchar not null, seconds integer default 0)`;
export const TEXTS = '(number integer not null, low uinteger not null, high uinteger not null, text varchar not null)';
/** What only the main file has. */
const MAIN = `
  create table if not exists log.rows ${ROWS};
  create table if not exists log.texts ${TEXTS};
  create table if not exists log.sealed (file integer not null);
  create table if not exists log.erased (below_seq bigint not null)`;

/** Names of what a query reads from: main file and hot files as one. */
export interface Sources {
  readonly rows: string;
  readonly texts: string;
  /** Of the hot files alone. */
  readonly hotRows: string;
}

export interface LogFiles {
  /** For the hot file. The caller sees to it that only one uses it at a time. */
  readonly writer: DuckDBConnection;
  /** Catalog of the hot file that takes the commits now. */
  readonly hot: string;
  /** Rows of a query. Queries wait for each other: more than one raw scan at a time slows the writer. */
  rows(sql: (from: Sources) => string, values?: Record<string, DuckDBValue>): Promise<DuckDBDataChunk[]>;
  /** A long reading on a connection of its own; nobody waits for it, but sealing. */
  aside<T>(read: (connection: DuckDBConnection, from: Sources) => Promise<T>): Promise<T>;
  /** Begins a new hot file; the old one is sealed meanwhile. Appenders of the old one must be closed. */
  rotate(): Promise<void>;
  /** Seals all that is waiting. Throws when one cannot be sealed; it is tried again by the next rotation. */
  sealed(): Promise<void>;
  /** Changes the main file alone, while nobody reads and nothing is sealed. `replace` puts another file into its place. */
  alone<T>(change: (connection: DuckDBConnection, replace: () => Promise<void>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const MEMORY = ':memory:';
const SETTINGS = { threads: '1', memory_limit: '512MB', checkpoint_threshold: '16TB' };

/** Opens the files. One that another process holds, a folder that cannot be written and a full disk end the program with their exit code. */
export async function openLogFiles(path: string): Promise<LogFiles> {
  try {
    return await open(path);
  } catch (error) {
    throw namedOpenError(error, path);
  }
}

/** The opened files and who works on them. */
interface Catalogs {
  readonly path: string;
  readonly instance: DuckDBInstance;
  readonly writer: DuckDBConnection;
  readonly reader: DuckDBConnection;
  /** For the main file. */
  readonly sealer: DuckDBConnection;
  /** Numbers of the attached hot files; the last one takes the commits. */
  readonly hots: number[];
}

/** Carries out a change of what a query would see, when no reading is under way: two files have no common snapshot. */
type WhenQuiet = <T>(change: () => Promise<T>) => Promise<T>;

async function open(path: string): Promise<LogFiles> {
  const catalogs = await attachAll(path);
  const { instance, writer, reader, sealer, hots } = catalogs;
  const [inLine, inTurn] = [oneByOne(), oneByOne()];
  const asides = new Set<Promise<unknown>>();

  const whenQuiet: WhenQuiet = async (change) => {
    for (;;) {
      await Promise.allSettled(asides);
      const done = await inLine(async () => (asides.size === 0 ? { result: await change() } : null));
      if (done !== null) return done.result;
    }
  };
  const sealAll = (): Promise<void> =>
    inTurn(async () => {
      for (const number of hots.slice(0, -1)) await seal(catalogs, number, whenQuiet);
    });
  const sealSoon = (): Promise<void> => sealAll().catch(() => undefined);
  // What an earlier run left behind. A failure is met again by the next rotation.
  let background = sealSoon();

  return {
    writer,
    get hot() {
      return catalogOf(hots.at(-1) ?? 0);
    },
    rows: (sql, values = {}) => inLine(async () => (await reader.run(sql(sourcesOf(hots)), values, listTypes(values))).fetchAllChunks()),
    async aside(read) {
      const connection = await instance.connect();
      // In line, so that it does not begin in the middle of a change.
      const { reading, watched } = await inLine(async () => {
        const begun = read(connection, sourcesOf(hots));
        const silent = begun.catch(() => undefined);
        asides.add(silent);
        return { reading: begun, watched: silent };
      });
      try {
        return await reading;
      } finally {
        asides.delete(watched);
        connection.closeSync();
      }
    },
    async rotate() {
      await attachHot(catalogs, (hots.at(-1) ?? 0) + 1);
      background = sealSoon();
    },
    sealed: sealAll,
    alone: (change) => inTurn(() => whenQuiet(() => change(sealer, () => replaceMain(catalogs)))),
    async close() {
      await background;
      await inTurn(() => whenQuiet(async () => undefined));
      for (const connection of [reader, writer, sealer]) connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Opens all files there are, and a new hot file. */
async function attachAll(path: string): Promise<Catalogs> {
  const inMemory = path === MEMORY;
  if (!inMemory) await rm(replacementOf(path), { force: true });
  const instance = await DuckDBInstance.create(MEMORY, { ...SETTINGS, ...(inMemory ? {} : { temp_directory: `${path}.tmp` }) });
  const [writer, reader, sealer] = [await instance.connect(), await instance.connect(), await instance.connect()];
  const catalogs: Catalogs = { path, instance, writer, reader, sealer, hots: [] };
  try {
    // The lock of the main file is the lock of the data folder, so it comes first.
    await sealer.run(`attach ${quoted(path)} as log`);
    await sealer.run('pragma disable_checkpoint_on_shutdown');
    await sealer.run(MAIN);
    await knowSeconds(sealer, 'log');
    await openTally(sealer);
    const noted = await numbers(sealer, 'select file from log.sealed');
    const found = inMemory ? [] : hotFiles(path);
    for (const number of noted) await forgetHot(catalogs, number);
    for (const number of found.filter((one) => !noted.includes(one))) await attachHot(catalogs, number);
    await sealer.run('delete from log.sealed');
    await attachHot(catalogs, Math.max(0, ...noted, ...found) + 1);
    return catalogs;
  } catch (error) {
    for (const connection of [reader, writer, sealer]) connection.closeSync();
    instance.closeSync();
    throw error;
  }
}

/** A file of before events said for how long they went on: what their senders said in the property of that name is taken from there. */
async function knowSeconds(connection: DuckDBConnection, catalog: string): Promise<void> {
  const known = await connection.run(
    `select 1 from duckdb_columns() where database_name = '${catalog}' and table_name = 'rows' and column_name = 'seconds'`,
  );
  if ((await known.getRows()).length > 0) return;
  await connection.run(`alter table ${catalog}.rows add column seconds integer default 0`);
  const said = secondsSql('null::varchar');
  await connection.run(`update ${catalog}.rows set seconds = ${said} where contains(properties, '"seconds"')`);
}

/** A log of before there was a tally gets one, and so does one with a tally of before modules, clients and seconds were counted. */
async function openTally(sealer: DuckDBConnection): Promise<void> {
  const old = await sealer.run("select 1 from duckdb_tables() where database_name = 'log' and table_name = 'tally_kinds'");
  if ((await old.getRows()).length > 0)
    await sealer.run(['users', 'kinds', 'times', 'united'].map((name) => `drop table if exists log.tally_${name};`).join(' '));
  await makeTally(sealer, 'log');
  const untold = await sealer.run('select 1 where exists (from log.rows) and not exists (from log.tally_times)');
  if ((await untold.getRows()).length > 0) await renewTally(sealer);
}

function catalogOf(number: number): string {
  return `hot_${number}`;
}

function hotFileOf(path: string, number: number): string {
  return path === MEMORY ? MEMORY : `${path}.hot${number}`;
}

function replacementOf(path: string): string {
  return `${path}.new`;
}

async function attachHot({ writer, path, hots }: Catalogs, number: number): Promise<void> {
  const catalog = catalogOf(number);
  await writer.run(`attach ${quoted(hotFileOf(path, number))} as ${catalog}`);
  await writer.run(`create table if not exists ${catalog}.rows ${ROWS}; create table if not exists ${catalog}.texts ${TEXTS}`);
  await knowSeconds(writer, catalog);
  hots.push(number);
}

async function forgetHot({ path }: Catalogs, number: number): Promise<void> {
  if (path === MEMORY) return;
  const file = hotFileOf(path, number);
  // The journal goes last: the file without it would be a hot file of fewer rows, it without the file is nothing.
  for (const name of [file, `${file}.wal`]) await rm(name, { force: true });
}

/** Moves the rows of a hot file into the main file. */
async function seal(catalogs: Catalogs, number: number, whenQuiet: WhenQuiet): Promise<void> {
  const { sealer, hots } = catalogs;
  const catalog = catalogOf(number);
  await sealer.run('begin');
  try {
    await sealer.run(`insert into log.rows select * from ${catalog}.rows order by workspace, account, day, seq`);
    await sealer.run(`insert into log.texts select * from ${catalog}.texts`);
    await addToTally(sealer, 'log', `${catalog}.rows`);
    await sealer.run(`insert into log.sealed values (${number})`);
    await whenQuiet(async () => {
      await sealer.run('commit');
      hots.splice(hots.indexOf(number), 1);
    });
  } catch (error) {
    await sealer.run('rollback').catch(() => undefined);
    throw error;
  }
  // Refused while a reader holds an old snapshot; the next one does it.
  await sealer.run('checkpoint log').catch(() => undefined);
  await sealer.run(`detach ${catalog}`);
  await forgetHot(catalogs, number);
  await sealer.run(`delete from log.sealed where file = ${number}`);
}

async function replaceMain({ sealer, path }: Catalogs): Promise<void> {
  if (path === MEMORY) return;
  await sealer.run('detach log');
  await rename(replacementOf(path), path);
  await sealer.run(`attach ${quoted(path)} as log`);
}

function sourcesOf(numbers: readonly number[]): Sources {
  const hots = numbers.map(catalogOf);
  const union = (table: string, catalogs: readonly string[]): string =>
    `(${catalogs.map((catalog) => `select * from ${catalog}.${table}`).join(' union all ')})`;
  return { rows: union('rows', ['log', ...hots]), texts: union('texts', ['log', ...hots]), hotRows: union('rows', hots) };
}

function hotFiles(path: string): number[] {
  const name = new RegExp(`^${basename(path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.hot(\\d+)$`);
  return readdirSync(dirname(path))
    .flatMap((file) => name.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const chunks = await (await connection.run(sql)).fetchAllChunks();
  return chunks.flatMap((chunk) => chunk.getColumnValues(0).map(Number));
}
