import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { migrate } from './migrate.ts';
import { startPglite } from './pglite-thread.ts';
import { overThread } from './relational.ts';

/** Writes a dump of a new, migrated data folder of the embedded engine. Done once by the build: making one takes seconds. */
export async function makeTemplate(path: string, migrationsDir: string): Promise<void> {
  const thread = await startPglite({ folder: null, dump: null });
  const relational = overThread(thread);
  try {
    await migrate(relational, migrationsDir);
    // Whole, or not at all: a reader must never meet half a file.
    await mkdir(dirname(path), { recursive: true });
    const half = `${path}.${process.pid}`;
    await writeFile(half, await thread.dump());
    await rename(half, path);
  } finally {
    await relational.close();
  }
}
