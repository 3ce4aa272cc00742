import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDataFolder, writing } from './data-folder.ts';
import { loadSecret } from './secret.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'mooring-folder-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

const metaOf = async (dir: string) => JSON.parse(await readFile(join(dir, 'mooring.json'), 'utf8'));

test('a folder that is not there is made, for this user alone, and says who wrote it', async () => {
  const dir = join(place, 'deep', 'data');
  await openDataFolder(dir, '0.1.0');
  expect(await metaOf(dir)).toEqual({ writtenBy: '0.1.0', readableFrom: '0.1.0' });
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  expect(await readdir(dir)).toEqual(['mooring.json']);
});

test('a newer program takes over; an older one that can still read it does too', async () => {
  await openDataFolder(place, '0.1.0');
  await openDataFolder(place, '0.3.2');
  expect(await metaOf(place)).toEqual({ writtenBy: '0.3.2', readableFrom: '0.1.0' });
  await openDataFolder(place, '0.2.0');
  expect(await metaOf(place)).toEqual({ writtenBy: '0.2.0', readableFrom: '0.1.0' });
});

test('a folder that a newer Mooring changed beyond this one is refused with exit code 6, untouched', async () => {
  const text = JSON.stringify({ writtenBy: '2.10.0', readableFrom: '2.9.0' });
  await writeFile(join(place, 'mooring.json'), text);
  const opening = openDataFolder(place, '2.8.11');
  await expect(opening).rejects.toMatchObject({ exit: 'data folder newer', code: 6, message: expect.stringContaining('2.10.0') });
  expect(await readFile(join(place, 'mooring.json'), 'utf8')).toBe(text);
  await openDataFolder(place, '2.9.0');
  expect(await metaOf(place)).toEqual({ writtenBy: '2.9.0', readableFrom: '2.9.0' });
});

test('a damaged file is named, and not taken for a new folder', async () => {
  await writeFile(join(place, 'mooring.json'), '{');
  await expect(openDataFolder(place, '0.1.0')).rejects.toMatchObject({
    exit: 'failed',
    message: expect.stringContaining('mooring.json is damaged'),
  });
});

test('a path that is no folder is refused with exit code 4', async () => {
  await writeFile(join(place, 'file'), '');
  for (const dir of [join(place, 'file'), join(place, 'file', 'data')])
    await expect(openDataFolder(dir, '0.1.0')).rejects.toMatchObject({
      exit: 'data folder not writable',
      code: 4,
      message: expect.stringContaining(dir),
    });
});

test.each([
  ['EROFS', 'data folder not writable', 4],
  ['EACCES', 'data folder not writable', 4],
  ['ENOSPC', 'disk full', 8],
  ['EDQUOT', 'disk full', 8],
])('%s of the disk is "%s", exit code %i', async (code, exit, exitCode) => {
  const failing = writing('/srv/data', () => Promise.reject(Object.assign(new Error(code), { code })));
  await expect(failing).rejects.toMatchObject({ exit, code: exitCode, message: expect.stringContaining('/srv/data') });
});

test('the secret that was set is used, and no file is made', async () => {
  expect(await loadSecret({ secret: 'set by hand', dataDir: join(place, 'data') })).toBe('set by hand');
  expect(await readdir(place)).toEqual([]);
});

test('else a key is made beside the data folder, readable by this user alone, and found again', async () => {
  const dataDir = join(place, 'deep', 'data');
  const key = await loadSecret({ secret: null, dataDir });
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect((await stat(`${dataDir}.key`)).mode & 0o777).toBe(0o600);
  await chmod(`${dataDir}.key`, 0o644);
  expect(await loadSecret({ secret: null, dataDir })).toBe(key);
  expect((await stat(`${dataDir}.key`)).mode & 0o777).toBe(0o600);
});

test('a restore without its key says what must be entered again', async () => {
  const dataDir = join(place, 'data');
  await openDataFolder(dataDir, '0.1.0');
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await loadSecret({ secret: null, dataDir });
  expect(warn.mock.calls.flat().join()).toContain(
    'Everybody must sign in again, and under Settings the password of the mail server and the addresses of group bots must be entered again.',
  );
  warn.mockRestore();
});

test('a key file without a key is refused, and a folder in its place too', async () => {
  await writeFile(join(place, 'data.key'), 'short\n');
  await expect(loadSecret({ secret: null, dataDir: join(place, 'data') })).rejects.toMatchObject({
    exit: 'failed',
    message: expect.stringContaining('data.key holds no key'),
  });
  await mkdir(join(place, 'other.key'));
  await expect(loadSecret({ secret: null, dataDir: join(place, 'other') })).rejects.toMatchObject({ exit: 'data folder not writable' });
});
