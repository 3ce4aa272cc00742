import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ExitError } from './exit-codes.ts';

/** The file that says who wrote a data folder. */
const META = 'mooring.json';

/** The oldest program that can read what this one writes. Raised when the layout of the folder changes; migrations look after themselves. */
export const READABLE_FROM = '0.1.0';

/** Is in a data folder while a backup is being restored into it. */
export const RESTORING = 'restoring';

const metaSchema = z.object({ writtenBy: z.string(), readableFrom: z.string().regex(/^\d+\.\d+\.\d+/) });

/** Makes the data folder when it is not there, and refuses one that cannot be written or that a newer program has changed beyond this one. */
export async function openDataFolder(dir: string, programVersion: string): Promise<void> {
  const path = join(dir, META);
  const meta = await writing(dir, async () => {
    // Customers' data: nobody else on the machine needs to look in.
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return readMeta(path);
  });
  if (meta !== null && compareVersions(programVersion, meta.readableFrom) < 0)
    throw new ExitError(
      'data folder newer',
      `${dir} was written by Mooring ${meta.writtenBy} and needs ${meta.readableFrom} or later; this is ${programVersion}.`,
    );
  if (existsSync(join(dir, RESTORING)))
    throw new ExitError('failed', `${dir} holds a restore that did not come to its end. Empty the folder, and restore again.`);
  const readableFrom = meta !== null && compareVersions(meta.readableFrom, READABLE_FROM) > 0 ? meta.readableFrom : READABLE_FROM;
  // Written at every start: it also proves that the folder can be written.
  await writing(dir, () => replace(path, `${JSON.stringify({ writtenBy: programVersion, readableFrom })}\n`));
}

async function readMeta(path: string): Promise<z.output<typeof metaSchema> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return metaSchema.parse(JSON.parse(text));
  } catch {
    throw new ExitError('failed', `${path} is damaged. Restore it from a backup, or delete it if no newer Mooring has used this folder.`);
  }
}

/** Whole, or not at all. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** Negative when `a` is older than `b`. What follows the three numbers is not looked at. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.+-]/).slice(0, 3).map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Carries out steps on files, with the ways in which a disk refuses named. */
export async function writing<T>(place: string, steps: () => Promise<T>): Promise<T> {
  try {
    return await steps();
  } catch (error) {
    switch (codeOf(error)) {
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
      case 'ENOTDIR':
      case 'EEXIST':
      case 'EISDIR':
      case 'ENOENT':
        throw new ExitError(
          'data folder not writable',
          `${place} cannot be written (${codeOf(error)}). Set MOORING_DATA to a folder that can be.`,
        );
      case 'ENOSPC':
      case 'EDQUOT':
        throw new ExitError('disk full', `There is no room left on the disk of ${place}.`);
      default:
        throw error;
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
