import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { compareVersions, openDataFolder, RESTORING, writing } from '../data-folder.ts';
import type { Db } from '../db/db.ts';
import { type Migration, migrateIn, migrationsOf, readMigrations } from '../db/migrate.ts';
import type { Relational } from '../db/relational.ts';
import { ExitError } from '../exit-codes.ts';
import { damaged, readManifest, unpackArchive } from './archive-file.ts';
import type { BackedStores } from './make-backup.ts';
import type { Manifest } from './manifest.ts';
import { loadRelational } from './relational-files.ts';

export interface RestoreOrder {
  readonly file: string;
  readonly dataDir: string;
  readonly program: string;
  readonly migrationsDir: string;
  /** Opens the stores in the folder; the relational one may be the embedded engine's, with the migrations that are named or none, or a server. */
  readonly open: (migrations: readonly string[]) => Promise<BackedStores & { close(): Promise<void> }>;
}

/** What may lie in a folder that counts as empty: kept backups, and what file systems put there. */
const NO_CONTENT = ['backups', 'lost+found'];

/**
 * Makes a data folder, and the database, what they were when a backup was made. Both must be empty. Until it is done the folder is marked,
 * and no server starts on it.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Manifest> {
  const { file, dataDir, program } = order;
  const manifest = await readManifest(file);
  const migrations = await migrationsFor(manifest, order);
  await refuseContent(dataDir);
  await openDataFolder(dataDir, program);
  const mark = join(dataDir, RESTORING);
  await writing(dataDir, async () => {
    await mkdir(mark, { mode: 0o700 });
    await unpackArchive(file, mark);
  }).catch(async (error: unknown) => {
    // Nothing but what was just unpacked is there: the folder becomes what it was.
    await rm(mark, { recursive: true, force: true });
    await rm(join(dataDir, 'mooring.json'), { force: true });
    throw error;
  });
  const stores = await order.open(manifest.migrations);
  try {
    await fill(stores, mark, manifest, migrations, file);
  } finally {
    await stores.close();
  }
  await rm(mark, { recursive: true });
  return manifest;
}

async function migrationsFor(manifest: Manifest, { file, program, migrationsDir }: RestoreOrder): Promise<readonly Migration[]> {
  const newer = new ExitError(
    'data folder newer',
    `${file} was made by Mooring ${manifest.program}; this is ${program}. Restore it with that version, or a newer one.`,
  );
  if (compareVersions(program, manifest.readableFrom) < 0) throw newer;
  const known = new Map((await readMigrations(migrationsDir)).map((migration) => [migration.name, migration]));
  return manifest.migrations.map((name) => {
    const migration = known.get(name);
    if (migration === undefined) throw newer;
    return migration;
  });
}

async function refuseContent(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const content = names.filter((name) => !NO_CONTENT.includes(name));
  if (content.length > 0)
    throw new ExitError(
      'wrong usage',
      `${dataDir} is not empty (${content.slice(0, 3).join(', ')}). Restore into an empty folder: set MOORING_DATA to a new one, or move this one away.`,
    );
}

async function fill(
  stores: BackedStores,
  folder: string,
  manifest: Manifest,
  migrations: readonly Migration[],
  file: string,
): Promise<void> {
  await stores.events.restore(join(folder, 'events'));
  await stores.series.restore(join(folder, 'series'));
  const counts = await stores.relational.transaction(async (db) => {
    await refuseTables(db, stores.relational);
    await migrateIn(db, migrations);
    return loadRelational(db, join(folder, 'relational'), tablesOf(manifest));
  });
  for (const [table, rows] of Object.entries(manifest.counts.relational))
    if (table !== 'platform_migrations' && counts[table] !== rows)
      throw damaged(file, `'relational/${table}.jsonl' has ${counts[table] ?? 0} rows, not ${rows}`);
}

/** The embedded engine's folder is new; a server's database may be somebody's. */
async function refuseTables(db: Db, { kind }: Relational): Promise<void> {
  if (kind === 'pglite') return;
  const { rows } = await db.execute<{ tablename: string }>(
    sql`select tablename from pg_tables where schemaname = current_schema() limit 1`,
  );
  if (rows[0] !== undefined)
    throw new ExitError(
      'wrong usage',
      `The database of DATABASE_URL is not empty (it has a table ${rows[0].tablename}). Restore into an empty database.`,
    );
}

function tablesOf({ parts }: Manifest): readonly string[] {
  return parts.flatMap(({ name }) => /^relational\/(\w+)\.jsonl$/.exec(name)?.[1] ?? []);
}

/** Whether an embedded folder made by the build fits a backup: its migrations are exactly those of the backup. */
export async function isOf(migrations: readonly string[], migrationsDir: string): Promise<boolean> {
  const names = (await readMigrations(migrationsDir)).map(({ name }) => name);
  return names.length === migrations.length && names.every((name, index) => name === migrations[index]);
}

/** Whether a database has tables already that this program's migrations would change. */
export async function isBehind(relational: Relational, migrationsDir: string): Promise<boolean> {
  const applied = await migrationsOf(relational.unscopedDb);
  const known = await readMigrations(migrationsDir);
  return applied.length > 0 && known.some(({ name }) => !applied.includes(name));
}
