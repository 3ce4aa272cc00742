import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { closeStores, openStoresIn } from '../../src/app/open-mooring.ts';
import { restoreInto } from '../../src/app/restore.ts';
import { instant } from '../../src/kernel/time.ts';
import { readManifest } from '../../src/platform/backup/archive-file.ts';
import { makeBackup } from '../../src/platform/backup/make-backup.ts';
import { migrate, migrationsOf, readMigrations } from '../../src/platform/db/migrate.ts';
import { filledFolder, openAs } from '../filled-folder.ts';

const place = mkdtempSync(join(tmpdir(), 'mooring-accidents-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A data folder of an older Mooring: some migrations are missing. */
async function olderFolder(): Promise<{ dataDir: string; migrations: readonly string[] }> {
  const dataDir = join(place, `older-${readdirSync(place).length}`);
  const older = join(place, 'migrations');
  mkdirSync(dataDir);
  cpSync('migrations', older, { recursive: true, filter: (path) => !/\/(001\d|00[2-9]\d|0[1-9]\d\d|[1-9]\d{3})_/.test(path) });
  writeFileSync(join(dataDir, 'mooring.json'), JSON.stringify({ writtenBy: '0.1.0', readableFrom: '0.1.0' }));
  const stores = await openStoresIn({ dataDir, databaseUrl: null }, null);
  await migrate(stores.relational, older);
  await stores.relational.unscopedDb.execute(
    sql`insert into workspaces values ('ws_old', 'old', '旧的', 'Asia/Shanghai', 'zh-CN', true, 1)`,
  );
  const migrations = (await readMigrations(older)).map(({ name }) => name);
  await closeStores(stores);
  return { dataDir, migrations };
}

describe('before an update', { timeout: 240_000 }, () => {
  test('a folder is saved as it was; that backup restores to the old state, and an update from there works again', async () => {
    const { dataDir, migrations } = await olderFolder();
    const all = (await readMigrations('migrations')).map(({ name }) => name);
    expect(migrations.length).toBeLessThan(all.length);
    const updated = await openAs(dataDir);
    expect(await migrationsOf(updated.runtime.unscopedDb)).toEqual(all);
    await updated.close();
    const [name = ''] = readdirSync(join(dataDir, 'backups'));
    expect(name).toBe('mooring-20261118-020000-before-update.tar.gz');
    const file = join(dataDir, 'backups', name);
    expect((await readManifest(file)).migrations).toEqual(migrations);

    const again = join(place, 'restored');
    await restoreInto({ dataDir: again, databaseUrl: null }, file);
    const stores = await openStoresIn({ dataDir: again, databaseUrl: null }, null);
    expect(await migrationsOf(stores.relational.unscopedDb)).toEqual(migrations);
    await closeStores(stores);
    const second = await openAs(again);
    expect((await second.workspaces.all()).map(({ key }) => key)).toEqual(['old']);
    await second.close();
    // A folder that is up to date needs no backup to start.
    const third = await openAs(again);
    await third.close();
    expect(readdirSync(join(again, 'backups'))).toHaveLength(1);
  });
});

describe('a backup that is cut off', { timeout: 240_000 }, () => {
  test('by a full disk says so, leaves nothing behind, and the house goes on', async () => {
    const dataDir = await filledFolder(place);
    const small = join(place, 'small');
    mkdirSync(small);
    // Only root may mount.
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', small]).status === 0;
    if (!mounted) return expect(process.getuid?.()).not.toBe(0);
    const stores = await openStoresIn({ dataDir, databaseUrl: null }, null);
    try {
      const order = { program: '0.1.0', madeAt: instant('2026-11-18T02:00:00Z'), why: 'by-hand' as const };
      const places: readonly [string, string][] = [
        [join(small, 'work'), join(small, 'a.tar.gz')],
        [join(place, 'work'), join(small, 'b.tar.gz')],
      ];
      for (const [workFolder, file] of places) {
        await expect(makeBackup(stores, { ...order, workFolder, file })).rejects.toMatchObject({ exit: 'disk full' });
        expect(readdirSync(small)).toEqual([]);
      }
      const file = join(place, 'roomy.tar.gz');
      await makeBackup(stores, { ...order, workFolder: join(place, 'work'), file });
      expect(readFileSync(file).length).toBeGreaterThan(300_000);
      // Unpacking onto it is refused before it begins.
      await expect(restoreInto({ dataDir: join(small, 'data'), databaseUrl: null }, file)).rejects.toMatchObject({ exit: 'disk full' });
      expect(readdirSync(join(small, 'data'))).toEqual([]);
    } finally {
      await closeStores(stores);
      spawnSync('umount', [small]);
    }
  });
});
