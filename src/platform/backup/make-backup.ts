import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import { READABLE_FROM, writing } from '../data-folder.ts';
import { migrationsOf } from '../db/migrate.ts';
import type { Relational } from '../db/relational.ts';
import { ExitError } from '../exit-codes.ts';
import { writeArchive } from './archive-file.ts';
import type { Manifest, Why } from './manifest.ts';
import type { BackedEvents, BackedSeries } from './port.ts';
import { dumpRelational } from './relational-files.ts';

/** The opened stores of a house, as a backup needs them. */
export interface BackedStores {
  readonly relational: Relational;
  readonly events: BackedEvents;
  readonly series: BackedSeries;
}

export interface BackupOrder {
  readonly file: string;
  /** A folder that may be used, and is emptied, on a disk with room for an unpacked backup. */
  readonly workFolder: string;
  readonly program: string;
  readonly madeAt: Instant;
  readonly why: Why;
}

/**
 * Saves all stores into one file, while they are used.
 *
 * All parts are of one moment, at which nothing is appended: every customer of an event is in the relational part, and the series count no
 * event that is not there. What was waiting for its customer and is on its way into the log is in both parts; the second counting finds
 * its id known. The place up to which events are rolled up is never beyond the events, so the rest is rolled up again.
 */
export async function makeBackup(stores: BackedStores, order: BackupOrder): Promise<Manifest> {
  const { workFolder, file } = order;
  let series = Promise.resolve(0);
  try {
    return await writing(file, async () => {
      await rm(workFolder, { recursive: true, force: true });
      for (const part of ['relational', 'events', 'series']) await mkdir(join(workFolder, part), { recursive: true, mode: 0o700 });
      let lastSeq = 0;
      const moment = async (hold: () => Promise<void>): Promise<void> => {
        lastSeq = await stores.events.still(async () => {
          await hold();
          await new Promise<void>((begun, failed) => {
            series = stores.series.backup(join(workFolder, 'series'), begun);
            series.catch(failed);
          });
        });
      };
      const [relational, migrations] = await stores.relational.frozen(workFolder, moment, async (db) => [
        await dumpRelational(db, join(workFolder, 'relational')),
        await migrationsOf(db),
      ]);
      const counts = { relational, events: await stores.events.backup(join(workFolder, 'events'), lastSeq), series: await series };
      const manifest: Manifest = {
        format: 1,
        program: order.program,
        readableFrom: READABLE_FROM,
        madeAt: formatInstant(order.madeAt),
        why: order.why,
        engine: stores.relational.kind,
        migrations: [...migrations],
        parts: await partsIn(workFolder),
        counts,
      };
      await writeArchive(file, manifest, workFolder);
      return manifest;
    });
  } catch (error) {
    throw namedFull(error, file);
  } finally {
    await series.catch(() => undefined);
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** DuckDB tells of a full disk in words only. */
function namedFull(error: unknown, file: string): unknown {
  const full = error instanceof AppError ? error.code === 'unavailable' : /no space left|disk quota/i.test(String(error));
  return full && !(error instanceof ExitError) ? new ExitError('disk full', `There is no room left to make ${file}.`) : error;
}

async function partsIn(folder: string): Promise<Manifest['parts']> {
  const parts: Manifest['parts'] = [];
  for (const store of (await readdir(folder)).sort())
    for (const name of (await readdir(join(folder, store))).sort()) {
      const path = join(folder, store, name);
      const hash = createHash('sha256');
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
      parts.push({ name: `${store}/${name}`, bytes: (await stat(path)).size, sha256: hash.digest('hex') });
    }
  return parts;
}
