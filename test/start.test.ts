import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { copyTree } from '../tools/tree-copy.mjs';

// The first of them builds.
vi.setConfig({ testTimeout: 300_000 });

const copy = copyTree();
afterAll(copy.remove);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the README in the copy, as npm runs it; `during` gets its process once it has said that it is ready. */
function npm(args: readonly string[], env: NodeJS.ProcessEnv = {}, during?: (stop: () => void) => void): Promise<Ended> {
  const child = spawn('npm', args, {
    cwd: copy.folder,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', MOORING_DATA: join(copy.folder, 'data'), ...env },
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString();
  });
  child.stdout.on('data', (text: Buffer) => {
    const before = out;
    out += text.toString();
    if (!before.includes('ready on') && out.includes('ready on')) during?.(() => child.kill('SIGTERM'));
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('of two first starts one builds and the other waits; the lock of a program that is gone stops neither', async () => {
  mkdirSync(join(copy.folder, '.cache'), { recursive: true });
  writeFileSync(join(copy.folder, '.cache', 'bootstrap.lock'), String(deadProcess()));
  const both = await Promise.all([npm(['run', '-s', 'mooring', '--', 'help']), npm(['run', '-s', 'mooring', '--', 'help'])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.map(({ out }) => out.startsWith('Usage: npm run -s mooring'))).toEqual([true, true]);
  expect(both.filter(({ err }) => err.includes('building'))).toHaveLength(1);
});

test('npm start says where it is reached; a SIGTERM to npm, even at once, ends the server with 0', async () => {
  const ended = await npm(['start'], {}, (stop) => stop());
  expect(ended.out).toMatch(/^Mooring is ready on http:\/\/127\.0\.0\.1:\d+$/m);
  expect(ended).toMatchObject({ code: 0 });
  // Nobody holds the folder any more.
  const again = await npm(['start'], {}, (stop) => setTimeout(stop, 500));
  expect(again).toMatchObject({ code: 0 });
});

test('exit codes come through npm', async () => {
  expect(await npm(['start', '--silent'], { PORT: 'many' })).toMatchObject({ code: 2, out: '' });
  expect(await npm(['run', '-s', 'mooring', '--', 'no-such-command'])).toMatchObject({ code: 2, out: '' });
});

test('a Node that is too old is refused by name', () => {
  const script = "import('./tools/bootstrap.mjs').then(({ checkNode }) => checkNode('20.18.3'))";
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: copy.folder, encoding: 'utf8' });
  expect(stderr).toContain('Node 20.18.3 is too old');
  expect(status).toBe(1);
});
