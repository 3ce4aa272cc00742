import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, lchownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { InvariantError } from '../../src/kernel/errors.ts';
import { type Binaries, findBinaries } from './binaries.ts';

/** A PostgreSQL server for one run of the tests. */
export interface TestServer {
  /** Of a database `postgres`; another database is another path. */
  readonly url: string;
  readonly version: number;
  stop(): Promise<void>;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Starts a server in a folder of its own under the system's temporary folder, which `stop` removes. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-postgres-'));
  try {
    // Another user must reach it when we are root.
    chmodSync(folder, 0o755);
    const binaries = await findBinaries(folder);
    const account = accountToRunAs();
    const data = mkdtempSync(join(folder, 'data-'));
    giveTo(account, folder);
    initialise(binaries, data, account);
    const port = await freePort();
    const server = run(binaries, data, port, account);
    const url = `postgres://mooring@127.0.0.1:${port}/postgres`;
    const stop = async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      await ready(url, server);
    } catch (error) {
      await stop();
      throw error;
    }
    return { url, version: binaries.version, stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** With all that is in it: what the account cannot delete would stay behind. */
function giveTo({ uid, gid }: Account, folder: string): void {
  if (uid === undefined) return;
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) lchownSync(join(folder, name), uid, gid ?? uid);
}

/** PostgreSQL refuses to run as root: then its own user runs it, or nobody. */
function accountToRunAs(): Account {
  if (process.platform === 'win32' || userInfo().uid !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const { status, stdout } = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    if (status !== 0) continue;
    return { uid: Number(stdout), gid: Number(execFileSync('id', ['-g', name], { encoding: 'utf8' })) };
  }
  throw new InvariantError('PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody.');
}

function initialise({ initdb }: Binaries, data: string, account: Account): void {
  const args = ['--pgdata', data, '--username', 'mooring', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale', '--no-sync'];
  const { status, stderr, error } = spawnSync(initdb, args, { ...account, cwd: data, encoding: 'utf8' });
  if (status !== 0) throw new InvariantError(`initdb failed: ${error?.message ?? stderr}`);
}

/** The shell waits for us: were this process killed, its standard input would end, and with it the server and its folder. */
const GUARDED = '"$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server; cd /; rm -rf "$0" 2> /dev/null';

function run({ postgres }: Binaries, data: string, port: number, account: Account): ChildProcess {
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    unix_socket_directories: '',
  };
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  const options = { ...account, cwd: data, stdio: ['pipe', 'ignore', 'pipe'] as ['pipe', 'ignore', 'pipe'] };
  return process.platform === 'win32'
    ? spawn(postgres, args, options)
    : spawn('sh', ['-c', GUARDED, dirname(data), postgres, ...args], options);
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  let said = '';
  server.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  for (let attempt = 0; attempt < 300 && server.exitCode === null; attempt++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new InvariantError(`The PostgreSQL server for the tests did not start: ${said}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((done) => server.once('exit', done));
  if (process.platform === 'win32') server.kill('SIGINT');
  else server.stdin?.end();
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new InvariantError('This machine gave no port.');
  return address.port;
}
