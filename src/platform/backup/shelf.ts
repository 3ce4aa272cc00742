import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf, formatInstant, type Instant, parseInstant } from '../../kernel/time.ts';
import type { Clock } from '../clock.ts';
import { writing } from '../data-folder.ts';
import type { Logger } from '../log.ts';
import { type BackedStores, makeBackup } from './make-backup.ts';
import type { Why } from './manifest.ts';
import { surplus } from './rotation.ts';

/** A backup that lies on the shelf. */
export interface ShelvedBackup {
  readonly name: string;
  readonly why: Why;
  readonly madeAt: Instant;
  readonly bytes: number;
}

/** The backups in a data folder: made one at a time, listed, and cleared away when there are enough newer ones. */
export interface Shelf {
  /** Latest first. */
  list(): Promise<readonly ShelvedBackup[]>;
  /** Makes one, unless one is being made: then it is that one. Says its name at once; `done` fails when it could not be made. */
  make(why: Why): { readonly name: string; readonly done: Promise<void> };
  /** What is being made at the moment. */
  making(): { readonly name: string; readonly since: Instant } | null;
  /** Why the last one was not made; null when it was. */
  failure(): { readonly at: Instant; readonly message: string } | null;
  /** The file of one that is listed. */
  find(name: string): Promise<{ readonly path: string; readonly bytes: number } | null>;
  /** Waits for what is being made. */
  close(): Promise<void>;
}

export interface ShelfParts {
  readonly folder: string;
  readonly stores: BackedStores;
  readonly program: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Names are made here only, so nothing else is ever a name. */
const NAME = /^mooring-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(daily|before-update|by-hand)\.tar\.gz$/;
const WORK = '.making';

/** Where a backup is put together before it is packed. */
export function workFolderIn(folder: string): string {
  return join(folder, WORK);
}

export function openShelf({ folder, stores, program, clock, log }: ShelfParts): Shelf {
  let current: { name: string; since: Instant; done: Promise<void> } | null = null;
  let failed: { at: Instant; message: string } | null = null;

  async function list(): Promise<readonly ShelvedBackup[]> {
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(names.map((name) => shelved(folder, name)));
    return found.flatMap((one) => one ?? []).sort((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
  }

  async function makeOne(name: string, why: Why, madeAt: Instant): Promise<void> {
    await writing(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
    await clearHalves(folder);
    const file = join(folder, name);
    const { counts } = await makeBackup(stores, { file, workFolder: workFolderIn(folder), program, madeAt, why });
    log.info({ file, events: counts.events }, 'A backup was made');
    // As days of UTC: the shelf belongs to no workspace.
    const kept = (await list()).map((one) => ({ ...one, day: dayOf(one.madeAt, 'UTC') }));
    for (const old of surplus(kept)) await rm(join(folder, old), { force: true });
  }

  return {
    list,
    make(why) {
      if (current !== null) return current;
      failed = null;
      const since = clock();
      const name = nameOf(since, why);
      const done = makeOne(name, why, since)
        .catch((error: unknown) => {
          failed = { at: since, message: error instanceof Error ? error.message : String(error) };
          log.error({ err: error, name }, 'A backup could not be made');
          throw error;
        })
        .finally(() => {
          current = null;
        });
      // Whoever does not wait for it reads `failure`.
      done.catch(() => undefined);
      current = { name, since, done };
      return current;
    },
    making: () => current,
    failure: () => failed,
    async find(name) {
      const found = await shelved(folder, name);
      return found === null ? null : { path: join(folder, name), bytes: found.bytes };
    },
    async close() {
      await current?.done.catch(() => undefined);
    },
  };
}

function nameOf(at: Instant, why: Why): string {
  const digits = formatInstant(at).replaceAll(/\D/g, '');
  return `mooring-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${why}.tar.gz`;
}

async function shelved(folder: string, name: string): Promise<ShelvedBackup | null> {
  const [, year, month, day, hour, minute, second, why] = NAME.exec(name) ?? [];
  if (why === undefined) return null;
  const file = await stat(join(folder, name)).catch(() => null);
  if (file === null || !file.isFile()) return null;
  const madeAt = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return madeAt === null ? null : { name, why: why as Why, madeAt, bytes: file.size };
}

/** What a killed process left behind. */
async function clearHalves(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name === WORK || name.endsWith('.part')) await rm(join(folder, name), { recursive: true, force: true });
}
