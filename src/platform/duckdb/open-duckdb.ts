import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  UINTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { AppError, InvariantError } from '../../kernel/errors.ts';
import { ExitError } from '../exit-codes.ts';

/**
 * One DuckDB file and the process that owns it. DuckDB refuses a second process, but *not* a second opening in the same process:
 * both would write and neither would see the other. So every file is opened here, once.
 */
export interface DuckDb {
  /** For statements inside a transaction, one after another. The caller sees to it that only one uses it at a time. */
  readonly writer: DuckDBConnection;
  /** Rows of a query, on a connection that only reads. Queries wait for each other: more than one raw scan at a time slows the writer. */
  rows(sql: string, values?: Record<string, DuckDBValue>): Promise<DuckDBDataChunk[]>;
  /** A long reading on a connection of its own, which sees what is kept at its first statement; nobody waits for it. */
  aside<T>(read: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** Copies what is there into a new file, which takes the place of the old one: deleted rows stay readable in the old. Appenders of the writer end. */
  rewrite(): Promise<void>;
  close(): Promise<void>;
}

const MEMORY = ':memory:';
const open = new Set<string>();

/** Notes that a file is open in this process; a second claim is our defect. Returns what frees it. */
export function claim(path: string): () => void {
  if (path === MEMORY) return () => undefined;
  const key = resolve(path);
  if (open.has(key)) throw new InvariantError(`${key} is open in this process already; ask its owner.`);
  open.add(key);
  return () => void open.delete(key);
}

/** Opens a file (or `:memory:`). A file held by another process, a folder that cannot be written and a full disk end the program with their exit code. */
export async function openDuckDb(path: string): Promise<DuckDb> {
  const free = claim(path);
  try {
    if (path !== MEMORY) await rm(`${path}.new`, { force: true });
    let engine = await start(path);
    let reading: Promise<unknown> = Promise.resolve();
    const inLine = <T>(read: () => Promise<T>): Promise<T> => {
      const next = reading.then(read);
      reading = next.catch(() => undefined);
      return next;
    };
    return {
      get writer() {
        return engine.writer;
      },
      rows: (sql, values = {}) => inLine(async () => (await engine.reader.run(sql, values, listTypes(values))).fetchAllChunks()),
      async aside(read) {
        const connection = await engine.instance.connect();
        try {
          return await read(connection);
        } finally {
          connection.closeSync();
        }
      },
      rewrite: () =>
        inLine(async () => {
          if (path === MEMORY) return;
          await copyInto(engine.writer, `${path}.new`);
          stop(engine);
          await rename(`${path}.new`, path);
          engine = await start(path);
        }),
      async close() {
        await reading;
        stop(engine);
        free();
      },
    };
  } catch (error) {
    free();
    throw namedOpenError(error, path);
  }
}

interface Engine {
  readonly instance: DuckDBInstance;
  readonly writer: DuckDBConnection;
  readonly reader: DuckDBConnection;
}

async function start(path: string): Promise<Engine> {
  // A small cache: the tables are read in short ranges, and the process shares its machine with the relational store.
  const instance = await DuckDBInstance.create(path, { threads: '2', memory_limit: '512MB', checkpoint_threshold: '32MB' });
  return { instance, writer: await instance.connect(), reader: await instance.connect() };
}

function stop({ instance, writer, reader }: Engine): void {
  reader.closeSync();
  writer.closeSync();
  instance.closeSync();
}

async function copyInto(writer: DuckDBConnection, file: string): Promise<void> {
  await rm(file, { force: true });
  await writer.run(`attach ${quoted(file)} as rewritten`);
  try {
    await writer.run(`copy from database ${quotedName(await ownName(writer))} to rewritten`);
  } finally {
    await writer.run('detach rewritten');
  }
}

async function ownName(writer: DuckDBConnection): Promise<string> {
  return String((await (await writer.run('select current_database()')).fetchAllChunks())[0]?.getColumnValues(0)[0]);
}

/** A text as SQL writes it, for the few places that take no bound value: file names. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Names under which lists are bound, with their types: DuckDB cannot tell the type of an empty list. */
const LISTS: Readonly<Record<string, DuckDBType>> = {
  accounts: LIST(VARCHAR),
  ids: LIST(VARCHAR),
  lows: LIST(UINTEGER),
  froms: LIST(INTEGER),
  tos: LIST(INTEGER),
};

/** The types of those bound values that are lists. */
export function listTypes(values: Readonly<Record<string, DuckDBValue>>): Record<string, DuckDBType> {
  return Object.fromEntries(Object.keys(values).flatMap((name) => (LISTS[name] === undefined ? [] : [[name, LISTS[name]]])));
}

/** An error of opening a file, with the exit code that it ends the program with. */
export function namedOpenError(error: unknown, path: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (/lock/i.test(text)) return new ExitError('data folder in use', `Another Mooring holds ${path}.`);
  if (/no space left/i.test(text)) return new ExitError('disk full', `There is no room for ${path}.`);
  if (/permission denied|read-only|cannot open file/i.test(text))
    return new ExitError('data folder not writable', `${path} cannot be written.`);
  return error;
}

/** Runs steps in one transaction on the writer. A full disk comes out as `unavailable`: the caller may try again. */
export async function inTransaction<T>(writer: DuckDBConnection, steps: () => Promise<T>): Promise<T> {
  await writer.run('begin');
  try {
    const result = await steps();
    await writer.run('commit');
    return result;
  } catch (error) {
    // A failed commit has ended the transaction already; then there is nothing left to roll back.
    await writer.run('rollback').catch(() => undefined);
    throw writeError(error);
  }
}

/** A full disk comes out as `unavailable`: the caller may try again. */
export function writeError(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (/no space left|could not write|disk quota/i.test(text))
    return new AppError('unavailable', 'The disk of the data folder is full; nothing of this was kept.', { cause: error });
  return error;
}

/** Takes steps one after another, in the order asked for. */
export function oneByOne(): <T>(step: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const next = last.then(step);
    last = next.catch(() => undefined);
    return next;
  };
}
