import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { copyTree } from '../tools/tree-copy.mjs';
import { type Ended, npmIn } from './npm-in.ts';

// Where nothing was built, the first of them builds.
vi.setConfig({ testTimeout: 300_000 });

const copy = copyTree();
afterAll(copy.remove);

// `npm test` has built: what it built is the copy's too. Building itself: test/long/first-start.test.ts.
if (existsSync('dist')) cpSync('dist', join(copy.folder, 'dist'), { recursive: true });

const npm = (args: readonly string[], env: NodeJS.ProcessEnv = {}, during?: (stop: () => void) => void): Promise<Ended> =>
  npmIn(copy.folder, args, env, during);

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
