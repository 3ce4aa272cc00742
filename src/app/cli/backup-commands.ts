import { createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackup, erase, linkToBackup, listBackups, listErasures } from '../../features/custody/contract.ts';
import { makeBackup } from '../../platform/backup/make-backup.ts';
import type { Manifest } from '../../platform/backup/manifest.ts';
import { workFolderIn } from '../../platform/backup/shelf.ts';
import { systemClock } from '../../platform/clock.ts';
import { writing } from '../../platform/data-folder.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { compareHouses } from '../compare-houses.ts';
import { backupFolder, closeStores, openStores } from '../open-mooring.ts';
import { PROGRAM_VERSION } from '../program.ts';
import { restoreInto } from '../restore.ts';
import { type Command, type Invocation, optional, word } from './command.ts';
import type { Connection } from './connection.ts';

export const backup: Command = {
  name: 'backup',
  usage: '<file.tar.gz>',
  summary: 'Saves everything into one file, also while a server runs (MOORING_URL and a key with the scope backup).',
  options: {},
  async run(invocation) {
    const file = resolve(word(invocation.words, 0, 'file'));
    await refuseExisting(file);
    return invocation.server === null
      ? backupOfFolder(invocation, file)
      : backupOfServer(await invocation.connect(), invocation.server, file);
  },
};

/** Yesterday's backup is worth more than a slip of the hand. */
async function refuseExisting(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new ExitError('wrong usage', `${file} is there already; choose another name.`);
}

async function backupOfFolder({ config }: Invocation, file: string): Promise<{ data: unknown; lines: readonly string[] }> {
  const stores = await openStores(config);
  try {
    await writing(dirname(file), () => mkdir(dirname(file), { recursive: true }));
    // Where the server makes its own: what a killed command leaves there is cleared away by the next one.
    const workFolder = workFolderIn(backupFolder(config.dataDir));
    const manifest = await makeBackup(stores, { file, workFolder, program: PROGRAM_VERSION, madeAt: systemClock(), why: 'by-hand' });
    return { data: { file, ...manifest }, lines: [`${file} holds ${contentOf(manifest)}.`] };
  } finally {
    await closeStores(stores);
  }
}

const POLL_MS = 500;

async function backupOfServer(connection: Connection, server: string, file: string): Promise<{ data: unknown; lines: readonly string[] }> {
  const { name } = await connection.call(createBackup, {});
  for (;;) {
    const { backups, making, failure } = await connection.call(listBackups, {});
    if (backups.some((one) => one.name === name)) break;
    if (making === null) throw new ExitError('failed', `The server could not make the backup: ${failure?.message ?? 'its log says why'}.`);
    await sleep(POLL_MS);
  }
  const { path } = await connection.call(linkToBackup, { name });
  await download(new URL(path, server), file);
  return { data: { file, name }, lines: [`${file} is the backup ${name} of ${server}; it also lies in the server's data folder.`] };
}

/** Whole, or not at all. */
async function download(url: URL, file: string): Promise<void> {
  const half = `${file}.part`;
  try {
    const response = await fetch(url);
    if (!response.ok || response.body === null) throw new ExitError('failed', `The server answered ${response.status} to the download.`);
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await writing(file, async () => {
      await mkdir(dirname(file), { recursive: true });
      await pipeline(body, createWriteStream(half, { mode: 0o600, flush: true }));
      await rename(half, file);
    });
  } finally {
    await rm(half, { force: true });
  }
}

function contentOf({ counts }: Manifest): string {
  const rows = Object.values(counts.relational).reduce((sum, count) => sum + count, 0);
  return `${rows} rows of ${Object.keys(counts.relational).length} tables, ${counts.events} events and ${counts.series} days of series`;
}

export const restore: Command = {
  name: 'restore',
  usage: '<file.tar.gz>',
  summary: 'Restores a backup into the data folder, which must be empty, and with DATABASE_URL into an empty database.',
  options: {},
  async run({ words, config, server }) {
    if (server !== null)
      throw new ExitError('wrong usage', 'A backup is restored into a data folder: stop the server and unset MOORING_URL.');
    const manifest = await restoreInto(config, resolve(word(words, 0, 'file')));
    const { madeAt, program } = manifest;
    return {
      data: { dataDir: config.dataDir, ...manifest },
      lines: [
        `${config.dataDir} is as it was at ${madeAt} (Mooring ${program}): ${contentOf(manifest)}.`,
        'The secret key is not in a backup. With the MOORING_SECRET or the key file of before, nothing has to be entered again.',
        `Without it a new one is made at the next start (${config.dataDir}.key): everybody signs in again with their password. API keys and all else stay as they are.`,
      ],
    };
  },
};

export const compareCommand: Command = {
  name: 'compare',
  usage: '<folder or backup> <folder or backup>',
  summary: 'Compares what two data folders or backups hold, and says what differs; ends with 1 when something does.',
  options: {},
  async run({ words }) {
    const [a, b] = [resolve(word(words, 0, 'folder')), resolve(word(words, 1, 'second folder'))];
    const comparison = await compareHouses(a, b);
    const { tables, rows, events, seriesDays } = comparison.counts;
    if (comparison.equal)
      return { data: comparison, lines: [`Equal: ${tables} tables with ${rows} rows, ${events} events, ${seriesDays} days of series.`] };
    const lines = comparison.differences.flatMap(({ store, part, a: one, b: other, onlyA, onlyB }) => [
      `${store} ${part}: ${one.rows} and ${other.rows} rows${one.rows === other.rows ? ', with other content' : ''}`,
      ...onlyA.map((row) => `  only the first: ${row}`),
      ...onlyB.map((row) => `  only the second: ${row}`),
    ]);
    return { data: comparison, lines: [`${comparison.differences.length} differ:`, ...lines], failed: true };
  },
};

export const eraseCommand: Command = {
  name: 'erase',
  usage: '--account <external id> | --user <user id>',
  summary: 'Erases a customer with all that rests on it, or an end user, for good. Works on the folder itself.',
  options: { account: { type: 'string' }, user: { type: 'string' } },
  async run(invocation) {
    const [account, user] = [optional(invocation.values, 'account'), optional(invocation.values, 'user')];
    if ((account === undefined) === (user === undefined)) throw new ExitError('wrong usage', 'Give --account or --user, one of both.');
    const connection = await invocation.open();
    try {
      const { erasureId } = await connection.call(erase, account === undefined ? { user } : { account });
      await connection.mooring.runtime.settle();
      const { erasures } = await connection.call(listErasures, {});
      const done = erasures.find((one) => one.erasureId === erasureId);
      if (done?.finishedAt == null) throw new ExitError('failed', 'The erasure is not at its end; the next start goes on with it.');
      return { data: done, lines: [`Erased: ${done.events} events and ${done.rows} other rows. Backups from before still hold them.`] };
    } finally {
      await connection.close();
    }
  },
};
