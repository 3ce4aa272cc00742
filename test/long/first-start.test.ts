import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { copyTree } from '../../tools/tree-copy.mjs';
import { npmIn } from '../npm-in.ts';

const copy = copyTree();
afterAll(copy.remove);

function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('of two first starts one builds and the other waits; the lock of a program that is gone stops neither', async () => {
  mkdirSync(join(copy.folder, '.cache'), { recursive: true });
  writeFileSync(join(copy.folder, '.cache', 'bootstrap.lock'), String(deadProcess()));
  const help = () => npmIn(copy.folder, ['run', '-s', 'mooring', '--', 'help']);
  const both = await Promise.all([help(), help()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.map(({ out }) => out.startsWith('Usage: npm run -s mooring'))).toEqual([true, true]);
  expect(both.filter(({ err }) => err.includes('building'))).toHaveLength(1);
});
