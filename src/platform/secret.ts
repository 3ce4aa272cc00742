import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import { writing } from './data-folder.ts';
import { ExitError } from './exit-codes.ts';

const BYTES = 32;

/**
 * The secret that signs session cookies and seals the secrets of others (seal.ts): the one that was set, else a key file beside the data
 * folder. Never inside: a copy of the folder must not hold the key to it.
 */
export async function loadSecret(config: Pick<Config, 'secret' | 'dataDir'>): Promise<string> {
  if (config.secret !== null) return config.secret;
  const path = `${config.dataDir}.key`;
  return writing(path, async () => (existsSync(path) ? readKey(path) : makeKey(path, config.dataDir)));
}

async function readKey(path: string): Promise<string> {
  const key = (await readFile(path, 'utf8')).trim();
  if (Buffer.from(key, 'base64url').length < BYTES)
    throw new ExitError(
      'failed',
      `${path} holds no key. Restore it from a backup, or delete it: a new one is made, and everybody signs in again.`,
    );
  // A restore or a copy may have opened it to others.
  await chmod(path, 0o600);
  return key;
}

async function makeKey(path: string, dataDir: string): Promise<string> {
  const key = randomBytes(BYTES).toString('base64url');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  if (existsSync(join(dataDir, 'mooring.json')))
    console.warn(
      `The key of ${dataDir} was not there; ${path} is a new one. Everybody must sign in again, and under Settings the password of the mail server and the addresses of group bots must be entered again.`,
    );
  return key;
}
