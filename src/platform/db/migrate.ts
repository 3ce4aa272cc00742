import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { InvariantError } from '../../kernel/errors.ts';
import { ExitError } from '../exit-codes.ts';
import type { Db } from './db.ts';
import type { Relational } from './relational.ts';
import { migrations } from './tables.ts';

/** One file of the migrations folder. */
export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
  /** An older program can still work on a folder that has it. */
  readonly compatible: boolean;
}

const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
const COMPATIBLE = '-- compatible';

/** Two programs that start at once on one server: the second waits. Any number will do, as long as it stays. */
const LOCK = 4800_0001;

/** Reads the migrations of a folder, in their order. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file) => {
      if (!FILE_NAME.test(file)) throw new InvariantError(`Migration ${file} must be named like 0001_feature_create.sql.`);
      // A checkout on Windows may have other line ends; it is the same migration.
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return {
        name: file.slice(0, -'.sql'.length),
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
        compatible: text.split('\n', 1)[0]?.trim() === COMPATIBLE,
      };
    }),
  );
}

/**
 * Brings a database up to the migrations of a folder, all or none of them. A database that has migrations this program does not know was
 * written by a newer one: it is refused, unless each of them is marked compatible.
 */
export async function migrate(relational: Relational, migrationsDir: string): Promise<void> {
  const known = await readMigrations(migrationsDir);
  await relational.transaction((db) => migrateIn(db, known));
}

/** The same, in a transaction that is open. */
export async function migrateIn(db: Db, known: readonly Migration[]): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
  const applied = await appliedMigrations(db);
  refuseChanged(known, applied);
  refuseNewer(known, applied);
  for (const migration of known.filter(({ name }) => !applied.has(name))) await apply(db, migration);
}

/** The names of migrations that a database has, in their order; none of an empty one. */
export async function migrationsOf(db: Db): Promise<readonly string[]> {
  const { rows } = await db.execute<{ there: boolean }>(sql`select to_regclass('platform_migrations') is not null as there`);
  if (rows[0]?.there !== true) return [];
  return (await db.select({ name: migrations.name }).from(migrations).orderBy(migrations.name)).map(({ name }) => name);
}

type Applied = ReadonlyMap<string, { readonly checksum: string; readonly compatible: boolean }>;

async function appliedMigrations(db: Db): Promise<Applied> {
  await db.execute(sql`
    create table if not exists platform_migrations (
      name text primary key,
      checksum text not null,
      compatible boolean not null,
      applied_at timestamptz not null default now()
    )`);
  const rows = await db.select().from(migrations);
  return new Map(rows.map((row) => [row.name, row]));
}

function refuseChanged(known: readonly Migration[], applied: Applied): void {
  for (const { name, checksum } of known) {
    const before = applied.get(name);
    if (before !== undefined && before.checksum !== checksum)
      throw new ExitError(
        'failed',
        `Migration ${name} is not the one this database was made with. Write a new migration instead of changing it.`,
      );
  }
}

function refuseNewer(known: readonly Migration[], applied: Applied): void {
  const names = new Set(known.map(({ name }) => name));
  const newer = [...applied].filter(([name, { compatible }]) => !names.has(name) && !compatible).map(([name]) => name);
  if (newer.length > 0)
    throw new ExitError(
      'data folder newer',
      `The database was written by a newer Mooring (migration ${newer.join(', ')}). Start that version, or a newer one.`,
    );
}

async function apply(db: Db, { name, text, checksum, compatible }: Migration): Promise<void> {
  try {
    await db.execute(sql.raw(text));
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new ExitError('failed', `Migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  await db.insert(migrations).values({ name, checksum, compatible });
}
