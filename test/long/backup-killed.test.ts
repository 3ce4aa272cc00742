import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { restoreInto } from '../../src/app/restore.ts';
import { readManifest } from '../../src/platform/backup/archive-file.ts';
import { environment, filledFolder } from '../filled-folder.ts';

const COMMAND = 'dist/server/app/cli/main.js';

const place = mkdtempSync(join(tmpdir(), 'mooring-accidents-'));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
});

test('a backup cut off by a kill at any moment leaves no file of its name, and the next one is whole', async () => {
  const dataDir = await filledFolder(place);
  const file = join(place, 'killed.tar.gz');
  const took = performance.now();
  expect(spawnSync(process.execPath, [COMMAND, 'backup', join(place, 'first.tar.gz')], { env: environment(dataDir) }).status).toBe(0);
  const whole = performance.now() - took;
  for (const part of [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]) {
    const child = spawn(process.execPath, [COMMAND, 'backup', file], { env: environment(dataDir), stdio: 'ignore' });
    running.push(child);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await Promise.race([new Promise((resolve) => setTimeout(resolve, whole * part)), ended]);
    child.kill('SIGKILL');
    await ended;
    // Killed too late it is there, and then it is whole.
    if (!existsSync(file)) continue;
    expect((await readManifest(file)).counts.events).toBe(60_000);
    rmSync(file);
  }
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'backup', file], { env: environment(dataDir), encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const target = join(place, 'after-kills');
  expect((await restoreInto({ dataDir: target, databaseUrl: null }, file)).counts.events).toBe(60_000);
  expect(readdirSync(place).filter((name) => name.startsWith('killed'))).toEqual(['killed.tar.gz']);
  expect(existsSync(join(dataDir, 'backups', '.making'))).toBe(false);
});
