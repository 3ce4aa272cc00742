import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { prepareSchedules } from '../jobs/schedules.ts';
import { packFolder } from './archive.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './relational.ts';

/**
 * Writes a new, migrated folder of the embedded engine into one file, which `openPglite` unpacks at a first start. Done once, by the build:
 * making such a folder takes seconds and hundreds of megabytes of memory.
 */
export async function makeTemplate(path: string, migrationsDir: string): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'mooring-template-'));
  try {
    const folder = join(place, 'relational');
    const relational = await openPglite({ folder });
    await migrate(relational, migrationsDir);
    await prepareSchedules(relational);
    // They serve `create database` only, and are two thirds of the files.
    for (const name of ['template0', 'template1']) {
      await relational.unscopedDb.execute(sql`update pg_database set datistemplate = false where datname = ${name}`);
      await relational.unscopedDb.execute(sql`drop database ${sql.identifier(name)}`);
    }
    // Closed, so that the first start finds nothing to recover.
    await relational.close();
    await mkdir(dirname(path), { recursive: true });
    // Whole, or not at all: a reader must never meet half a file.
    const half = `${path}.${process.pid}`;
    await writeFile(half, await packFolder(folder));
    await rename(half, path);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
