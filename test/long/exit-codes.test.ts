import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EXIT_CODES, type ExitName } from '../../src/platform/exit-codes.ts';

/*
 * The programs that people start, as they were built: each way to end has its number and names the thing.
 */
const SERVER = 'dist/server/app/main.js';
const COMMAND = 'dist/server/app/cli/main.js';

const folder = mkdtempSync(join(tmpdir(), 'mooring-exit-'));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

let folders = 0;
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  folders += 1;
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: '0',
    MOORING_DATA: join(folder, `data-${folders}`),
    LOG_LEVEL: 'fatal',
    ...more,
  };
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function ends(args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, input, encoding: 'utf8', timeout: 60_000 });
  return { code: status, said: `${stdout}${stderr}` };
}

async function starts(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  let said = '';
  for await (const text of child.stdout as AsyncIterable<Buffer>) {
    said += text.toString();
    const url = /^Mooring is ready on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(said)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`The server ended: ${said}`);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

const seen = new Set<ExitName>();
function expectEnd(ended: Ended, exit: ExitName, named: RegExp): void {
  expect({ code: ended.code, said: ended.said }).toEqual({ code: EXIT_CODES[exit].code, said: expect.stringMatching(named) });
  // A stack trace is for defects, never for a setting that is wrong.
  expect(ended.said).not.toMatch(/\n\s+at /);
  seen.add(exit);
}

describe('the ways in which a program ends', { timeout: 90_000 }, () => {
  test('ok: ready on the real port, health answers, SIGTERM ends it within 10 s; what was written is there again', async () => {
    const env = environment();
    const first = await starts(env);
    const health = await (await fetch(`${first.url}/api/v1/health`)).json();
    expect(health).toEqual({ version: '0.1.0', stores: { relational: 'ok', events: 'ok', series: 'ok' } });
    const owner = { name: 'A', email: 'a@example.com', password: 'a long enough password', workspaceKey: 'acme', workspaceName: 'Acme' };
    const created = await fetch(`${first.url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(owner),
    });
    expect(created.status).toBe(200);
    const stopping = performance.now();
    first.child.kill('SIGTERM');
    expect(await exitOf(first.child)).toBe(EXIT_CODES.ok.code);
    expect(performance.now() - stopping).toBeLessThan(10_000);
    const second = await starts(env);
    expect(await (await fetch(`${second.url}/api/v1/setup`)).json()).toMatchObject({ open: false });
    // A second owner of the same folder is refused while the first goes on.
    expectEnd(ends([SERVER], env), 'data folder in use', /Another Mooring holds/);
    expectEnd(ends([COMMAND, 'doctor'], env), 'data folder in use', /MOORING_URL/);
    second.child.kill('SIGTERM');
    expect(await exitOf(second.child)).toBe(EXIT_CODES.ok.code);
    seen.add('ok');
  });

  test.each([
    ['PORT', 'many', /PORT is 'many'/],
    ['PORT', '70000', /PORT is '70000'/],
    ['HOST', 'no such host!', /HOST/],
    ['PUBLIC_URL', 'ftp://x', /PUBLIC_URL/],
    ['DATABASE_URL', 'mysql://x', /DATABASE_URL/],
    ['MOORING_SECRET', 'short', /MOORING_SECRET/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL/],
    ['CLICKHOUSE_URL', 'http://127.0.0.1:8123', /CLICKHOUSE_URL/],
  ])('wrong usage: %s=%s', (name, value, named) => {
    expectEnd(ends([SERVER], environment({ [name]: value })), 'wrong usage', named);
  });

  test('wrong usage of the command line: no such command, no such option, a missing word, a day that is none', () => {
    expectEnd(ends([COMMAND, 'dance'], environment()), 'wrong usage', /no command 'dance'/);
    expectEnd(ends([COMMAND, 'run', 'judge', '--sideways'], environment()), 'wrong usage', /sideways/);
    expectEnd(ends([COMMAND, 'import'], environment()), 'wrong usage', /<folder or file> is missing/);
    expectEnd(ends([COMMAND, 'run', 'judge', '--as-of', 'yesterday'], environment()), 'wrong usage', /yesterday/);
    expectEnd(
      ends([COMMAND, 'series', 'x', '--metrics', 'dau', '--from', '2026-01-01', '--to', '2026-01-02'], environment()),
      'wrong usage',
      /mooring setup/,
    );
  });

  test('port in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expectEnd(ends([SERVER], environment({ PORT: String(port) })), 'port in use', new RegExp(`port ${port}`));
    other.close();
  });

  test('data folder not writable: a file stands where the folder should be', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expectEnd(ends([SERVER], environment({ MOORING_DATA: join(file, 'data') })), 'data folder not writable', /a-file/);
    expectEnd(ends([SERVER], environment({ MOORING_DATA: file })), 'data folder not writable', /a-file/);
  });

  test('data folder newer', () => {
    const env = environment();
    mkdirSync(String(env.MOORING_DATA));
    writeFileSync(join(String(env.MOORING_DATA), 'mooring.json'), JSON.stringify({ writtenBy: '99.0.0', readableFrom: '98.0.0' }));
    expectEnd(ends([SERVER], env), 'data folder newer', /99\.0\.0/);
  });

  test('database unreachable', () => {
    expectEnd(
      ends([SERVER], environment({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' })),
      'database unreachable',
      /127\.0\.0\.1:1/,
    );
    expect(ends([SERVER], environment({ DATABASE_URL: 'postgres://nobody:hunter22@127.0.0.1:1/none' })).said).not.toContain('hunter22');
  });

  test.each(['16k', '2m'])('disk full: a disk of %s', (size) => {
    const small = join(folder, `small-${size}`);
    mkdirSync(small);
    // Only root may mount; elsewhere the way a full disk is named is proven by platform/data-folder.test.ts alone.
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', small]).status === 0;
    if (!mounted) return expect(process.getuid?.()).not.toBe(0);
    try {
      expectEnd(ends([SERVER], environment({ MOORING_DATA: join(small, 'data') })), 'disk full', /room/);
    } finally {
      spawnSync('umount', [small]);
    }
    seen.add('disk full');
  });

  test('backup, restore and compare: the ways in which they are refused, and the one in which they agree', () => {
    const env = environment();
    const [file, restored] = [join(folder, 'backup.tar.gz'), environment()];
    expectEnd(ends([COMMAND, 'backup'], env), 'wrong usage', /<file> is missing/);
    const owner = ['setup', '--email', 'a@example.com', '--password-stdin', '--workspace', 'acme'];
    expect(ends([COMMAND, ...owner], env, 'a long enough password').code).toBe(EXIT_CODES.ok.code);
    expect(ends([COMMAND, 'backup', file], env)).toEqual({
      code: EXIT_CODES.ok.code,
      said: expect.stringMatching(/rows of \d+ tables, 0 events/),
    });
    expectEnd(ends([COMMAND, 'backup', file], env), 'wrong usage', /is there already/);
    expectEnd(ends([COMMAND, 'restore', file], env), 'wrong usage', /is not empty .*MOORING_DATA/);
    expect(ends([COMMAND, 'restore', file], restored)).toEqual({
      code: EXIT_CODES.ok.code,
      said: expect.stringMatching(/everybody signs in again/),
    });
    const [a, b] = [String(env.MOORING_DATA), String(restored.MOORING_DATA)];
    const same = ends([COMMAND, 'compare', a, b, '--json'], environment());
    expect({ code: same.code, ...JSON.parse(same.said) }).toMatchObject({ code: EXIT_CODES.ok.code, equal: true, differences: [] });
    expect(ends([COMMAND, 'compare', file, b], environment()).code).toBe(EXIT_CODES.ok.code);
    expect(ends([COMMAND, 'keys', 'create', '--scope', 'read'], restored).code).toBe(EXIT_CODES.ok.code);
    expectEnd(ends([COMMAND, 'compare', a, b], environment()), 'failed', /api_keys: 0 and 1 rows/);
    expectEnd(
      ends([COMMAND, 'compare', a, join(folder, 'nowhere')], environment()),
      'wrong usage',
      /no data folder or backup at .*nowhere/,
    );
    writeFileSync(join(folder, 'letter.txt'), 'no backup');
    expectEnd(ends([COMMAND, 'restore', join(folder, 'letter.txt')], environment()), 'failed', /letter\.txt is damaged/);
    expectEnd(ends([COMMAND, 'erase'], restored), 'wrong usage', /--account or --user/);
    expect(ends([COMMAND, 'erase', '--user', 'nobody'], restored)).toEqual({
      code: EXIT_CODES.ok.code,
      said: expect.stringMatching(/0 events/),
    });
    mkdirSync(join(String(restored.MOORING_DATA), 'restoring'));
    expectEnd(ends([SERVER], restored), 'failed', /did not come to its end/);
  });

  test('a running server is saved by itself, asked with a key', async () => {
    const env = environment();
    expect(
      ends([COMMAND, 'setup', '--email', 'a@example.com', '--password-stdin', '--workspace', 'acme'], env, 'a long enough password').code,
    ).toBe(EXIT_CODES.ok.code);
    const [reader, keeper] = ['read', 'backup'].map((scope) => ends([COMMAND, 'keys', 'create', '--scope', scope], env).said.trim());
    const { child, url } = await starts(env);
    const ask = (key: string | undefined) => ({ ...environment(), MOORING_URL: url, MOORING_KEY: key ?? '' });
    const file = join(folder, 'of-a-server.tar.gz');
    expectEnd(ends([COMMAND, 'backup', file], ask(reader)), 'failed', /may not call custody/);
    expect(ends([COMMAND, 'backup', file], ask(keeper))).toEqual({
      code: EXIT_CODES.ok.code,
      said: expect.stringMatching(/by-hand\.tar\.gz/),
    });
    expectEnd(ends([COMMAND, 'restore', file], ask(keeper)), 'wrong usage', /MOORING_URL/);
    expect(ends([COMMAND, 'restore', file], environment()).code).toBe(EXIT_CODES.ok.code);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(EXIT_CODES.ok.code);
  });

  test('failed: the command ran and could not', () => {
    const env = environment({ MOORING_URL: 'http://127.0.0.1:1', MOORING_KEY: 'mk_x' });
    expectEnd(ends([COMMAND, 'explain', 'acme'], env), 'failed', /127\.0\.0\.1:1 does not answer/);
  });

  test('every code was met', () => {
    expect([...seen, 'disk full'].sort()).toEqual(expect.arrayContaining(Object.keys(EXIT_CODES).sort()));
  });
});
