import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackArchive } from '../platform/backup/archive-file.ts';
import { type Comparison, compare, type Rules, type Side } from '../platform/backup/compare.ts';
import type { BackedStores } from '../platform/backup/make-backup.ts';
import { dumpRelational } from '../platform/backup/relational-files.ts';
import { holdStill } from '../platform/db/relational.ts';
import { openDuckDbEventStore } from '../platform/events/duckdb-event-store.ts';
import { ExitError } from '../platform/exit-codes.ts';
import { openDuckDbSeriesStore } from '../platform/series/duckdb-series-store.ts';
import { closeStores, openStoresIn } from './open-mooring.ts';

/** What people call the things that tables know by internal ids, and what in the tables is no content. */
const RULES: Rules = {
  names: [
    { table: 'workspaces', id: 'workspace_id', names: ['key'] },
    { table: 'accounts', id: 'id', names: ['external_id'] },
    { table: 'people', id: 'id', names: ['email', 'name'] },
    { table: 'teams', id: 'id', names: ['name'] },
    { table: 'user', id: 'id', names: ['email'] },
  ],
  // News on its way, sessions, and the bookkeeping of platform.
  ignoredTables: /^(outbox_.*|session|verification|platform_migrations|usage_dirty)$/,
  // Internal numbers and ids, times of writing, secrets.
  ignoredColumns: /^(id|seq|position|prefix|token|password|.*_hash|.*_at)$/,
};

/** Compares two data folders or backup files. Neither is changed. */
export async function compareHouses(a: string, b: string): Promise<Comparison> {
  const work = await mkdtemp(join(tmpdir(), 'mooring-compare-'));
  try {
    return await compare(await sideOf(a, join(work, 'a')), await sideOf(b, join(work, 'b')), RULES);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Two opened houses, for those who hold them. */
export async function compareStores(a: BackedStores, b: BackedStores): Promise<Comparison> {
  const work = await mkdtemp(join(tmpdir(), 'mooring-compare-'));
  try {
    return await compare(await sideOfStores(a, join(work, 'a')), await sideOfStores(b, join(work, 'b')), RULES);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function sideOf(path: string, work: string): Promise<Side> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new ExitError('wrong usage', `There is no data folder or backup at ${path}.`);
  if (!found.isDirectory()) return sideOfBackup(path, work);
  if (!existsSync(join(path, 'relational')))
    throw new ExitError('wrong usage', `${path} is no data folder of the embedded engine. Of a Mooring on PostgreSQL compare backups.`);
  const stores = await openStoresIn({ dataDir: path, databaseUrl: null }, null);
  try {
    return await sideOfStores(stores, work);
  } finally {
    await closeStores(stores);
  }
}

async function sideOfStores({ relational, events, series }: BackedStores, work: string): Promise<Side> {
  const folder = join(work, 'relational');
  await mkdir(folder, { recursive: true });
  await relational.transaction(async (db) => {
    await holdStill(db);
    await dumpRelational(db, folder);
  });
  return { relational: folder, events: await events.digest(), series: await series.digest() };
}

async function sideOfBackup(file: string, work: string): Promise<Side> {
  await mkdir(work, { recursive: true });
  await unpackArchive(file, work);
  const events = await openDuckDbEventStore(join(work, 'events.duckdb'));
  const series = await openDuckDbSeriesStore(join(work, 'series.duckdb'));
  try {
    await events.restore(join(work, 'events'));
    await series.restore(join(work, 'series'));
    return { relational: join(work, 'relational'), events: await events.digest(), series: await series.digest() };
  } finally {
    await events.close();
    await series.close();
  }
}
