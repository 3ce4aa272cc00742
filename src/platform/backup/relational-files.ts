import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/db.ts';
import type { migrations } from '../db/tables.ts';

/*
 * One file a table, the same from and for both engines: the first line is a JSON array of column names, every other line one row as a
 * JSON array of texts as PostgreSQL itself writes them, null for NULL. So nothing is rounded, and whoever has only the file can read it.
 */

const ROWS = 2_000;
/** A load is sent in pieces of about this many characters. */
const PIECE = 1_000_000;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly identity: boolean;
}

/** Writes every table into a folder, as a transaction sees them. Returns the rows of each. */
export async function dumpRelational(db: Db, folder: string): Promise<Readonly<Record<string, number>>> {
  // What a text of a value depends on.
  await db.execute(
    sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true), set_config('bytea_output', 'hex', true)`,
  );
  const counts: Record<string, number> = {};
  for (const [table, columns] of await tablesOf(db)) counts[table] = await dumpTable(db, table, columns, join(folder, fileOf(table)));
  return counts;
}

/** The file of a table. */
export function fileOf(table: string): string {
  return `${table}.jsonl`;
}

async function tablesOf(db: Db): Promise<ReadonlyMap<string, readonly Column[]>> {
  const { rows } = await db.execute<{ table_name: string; column_name: string; type: string; identity: boolean }>(sql`
    select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type, a.attidentity <> '' as identity
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by c.relname, a.attnum`);
  const tables = new Map<string, Column[]>();
  for (const { table_name: table, column_name: name, type, identity } of rows)
    tables.set(table, [...(tables.get(table) ?? []), { name, type, identity }]);
  return tables;
}

async function dumpTable(db: Db, table: string, columns: readonly Column[], path: string): Promise<number> {
  const texts = sql.join(
    columns.map(({ name }) => sql`${sql.identifier(name)}::text`),
    sql`, `,
  );
  await db.execute(
    sql`declare dumped no scroll cursor for select array_to_json(array[${texts}])::text as line from ${sql.identifier(table)}`,
  );
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.write(`${JSON.stringify(columns.map(({ name }) => name))}\n`);
    let count = 0;
    for (;;) {
      const { rows } = await db.execute<{ line: string }>(sql.raw(`fetch ${ROWS} from dumped`));
      if (rows.length === 0) return count;
      await handle.write(`${rows.map(({ line }) => line).join('\n')}\n`);
      count += rows.length;
    }
  } finally {
    await handle.close();
    // Fails only where the transaction has failed already, and that is the error to tell.
    await db.execute(sql`close dumped`).catch(() => undefined);
  }
}

/** The rows of a dumped table, each with the names of its columns. */
export async function* readTable(folder: string, table: string): AsyncGenerator<{ columns: readonly string[]; line: string }> {
  let columns: readonly string[] | null = null;
  for await (const line of linesOf(join(folder, fileOf(table)))) {
    if (columns === null) columns = JSON.parse(line) as string[];
    else yield { columns, line };
  }
}

/** Not `readline`: it also ends a line at U+2028, which texts may hold. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const text of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Fills the empty tables of a migrated database from a folder, in this transaction. Returns the rows of each. */
export async function loadRelational(db: Db, folder: string, tables: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const there = await tablesOf(db);
  const counts: Record<string, number> = {};
  for (const table of await parentsFirst(db, tables)) {
    const columns = there.get(table);
    if (columns === undefined) throw new TypeError(`The backup has a table ${table}, which its migrations do not make.`);
    counts[table] = table === migrationsTable ? 0 : await loadTable(db, folder, table, columns);
  }
  return counts;
}

/** Applying the migrations has filled it. */
const migrationsTable = 'platform_migrations' satisfies (typeof migrations)['_']['name'];

/** Tables that others refer to come before them. */
async function parentsFirst(db: Db, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.execute<{ child: string; parent: string }>(sql`
    select c.relname as child, p.relname as parent from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace and c.oid <> p.oid`);
  const ordered: string[] = [];
  const visit = (table: string): void => {
    if (ordered.includes(table)) return;
    for (const { child, parent } of rows) if (child === table) visit(parent);
    ordered.push(table);
  };
  for (const table of tables) visit(table);
  return ordered.filter((table) => tables.includes(table));
}

async function loadTable(db: Db, folder: string, table: string, there: readonly Column[]): Promise<number> {
  let [count, size] = [0, 0];
  let statement: ((lines: readonly string[]) => SQL) | null = null;
  let lines: string[] = [];
  const send = async (): Promise<void> => {
    if (statement !== null && lines.length > 0) await db.execute(statement(lines));
    [lines, size] = [[], 0];
  };
  for await (const { columns, line } of readTable(folder, table)) {
    statement ??= insertInto(table, columns, there);
    lines.push(line);
    [count, size] = [count + 1, size + line.length];
    if (size > PIECE) await send();
  }
  await send();
  for (const { name, identity } of there) if (identity && count > 0) await goOnAfter(db, table, name);
  return count;
}

function insertInto(table: string, columns: readonly string[], there: readonly Column[]): (lines: readonly string[]) => SQL {
  const types = new Map(there.map(({ name, type }) => [name, type]));
  const names = columns.map((name) => sql.identifier(name));
  const values = columns.map((name, index) => {
    const type = types.get(name);
    if (type === undefined) throw new TypeError(`The backup has a column ${table}.${name}, which its migrations do not make.`);
    // The type is the database's own word for it; a place in an array is a number.
    return sql.raw(`(line->>${index})::${type}`);
  });
  return (lines) =>
    sql`insert into ${sql.identifier(table)} (${sql.join(names, sql`, `)}) overriding system value
      select ${sql.join(values, sql`, `)} from json_array_elements(${`[${lines.join(',')}]`}::json) as line`;
}

/** Numbers that the database gives itself go on after the largest one. */
async function goOnAfter(db: Db, table: string, column: string): Promise<void> {
  await db.execute(
    sql`select setval(pg_get_serial_sequence(${`"${table}"`}, ${column}), (select max(${sql.identifier(column)}) from ${sql.identifier(table)}))`,
  );
}
