import type { Manifest } from '../platform/backup/manifest.ts';
import { isOf, restoreBackup } from '../platform/backup/restore-backup.ts';
import type { Config } from '../platform/config.ts';
import { closeStores, openStoresIn } from './open-mooring.ts';
import { MIGRATIONS, PROGRAM_VERSION, TEMPLATE } from './program.ts';

/** Restores a backup into the folder, and the database, of a configuration. */
export function restoreInto(config: Pick<Config, 'dataDir' | 'databaseUrl'>, file: string): Promise<Manifest> {
  return restoreBackup({
    file,
    dataDir: config.dataDir,
    program: PROGRAM_VERSION,
    migrationsDir: MIGRATIONS,
    async open(migrations) {
      // The template has all of today's tables; an older backup fills older ones.
      const stores = await openStoresIn(config, (await isOf(migrations, MIGRATIONS)) ? TEMPLATE : null);
      return { ...stores, close: () => closeStores(stores) };
    },
  });
}
