import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { BLOCK, header } from '../db/archive.ts';
import { EXIT_CODES, ExitError } from '../exit-codes.ts';
import { readManifest, unpackArchive, writeArchive } from './archive-file.ts';
import type { Manifest } from './manifest.ts';

const place = mkdtempSync(join(tmpdir(), 'mooring-archive-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const manifestOf = (parts: Manifest['parts']): Manifest => ({
  format: 1,
  program: '0.1.0',
  readableFrom: '0.1.0',
  madeAt: '2026-11-18T03:00:00.000Z',
  why: 'daily',
  engine: 'pglite',
  migrations: ['0001_platform_create'],
  parts,
  counts: { relational: {}, events: 0, series: 0 },
});

interface Entry {
  readonly name: string;
  readonly content: string | Buffer;
  readonly type?: string;
}

/** Any archive, also one that nobody honest would make. */
function archive(entries: readonly Entry[], tail: Buffer = Buffer.alloc(2 * BLOCK)): Buffer {
  const blocks = entries.flatMap(({ name, content, type = '0' }) => {
    const bytes = Buffer.from(content);
    return [header(name, bytes.length, type), bytes, Buffer.alloc(-bytes.length & (BLOCK - 1))];
  });
  return gzipSync(Buffer.concat([...blocks, tail]));
}

let files = 0;
function fileWith(bytes: Buffer): string {
  files += 1;
  const path = join(place, `archive-${files}.tar.gz`);
  writeFileSync(path, bytes);
  return path;
}
function newFolder(): string {
  files += 1;
  const path = join(place, `folder-${files}`);
  mkdirSync(path);
  return path;
}

const CONTENT = '["id"]\n["1"]\n';
const PART = { name: 'relational/accounts.jsonl', bytes: CONTENT.length, sha256: sha256(CONTENT) };
const manifestEntry = (parts: Manifest['parts'] = [PART], more: object = {}): Entry => ({
  name: 'manifest.json',
  content: JSON.stringify({ ...manifestOf(parts), ...more }),
});
const GOOD: readonly Entry[] = [manifestEntry(), { name: PART.name, content: CONTENT }];

async function refusalOf(bytes: Buffer): Promise<{ exit: string; message: string; left: string[] }> {
  const folder = newFolder();
  const inside = join(folder, 'inside');
  mkdirSync(inside);
  const error = await unpackArchive(fileWith(bytes), inside).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExitError)) throw error ?? new Error('It was unpacked.');
  return { exit: error.exit, message: error.message, left: readdirSync(folder) };
}

describe('an archive', () => {
  test('gives back what was written, of any size of parts, and is there whole or not at all', async () => {
    const from = newFolder();
    mkdirSync(join(from, 'events'));
    const big = Buffer.alloc(1_500_000, 'mooring ');
    writeFileSync(join(from, 'events', 'big.parquet'), big);
    writeFileSync(join(from, 'events', 'empty.parquet'), '');
    const parts = [
      { name: 'events/big.parquet', bytes: big.length, sha256: sha256(big) },
      { name: 'events/empty.parquet', bytes: 0, sha256: sha256('') },
    ];
    const file = join(place, 'good.tar.gz');
    await writeArchive(file, manifestOf(parts), from);
    const to = newFolder();
    expect(await unpackArchive(file, to)).toEqual(manifestOf(parts));
    expect(readFileSync(join(to, 'events', 'big.parquet')).equals(big)).toBe(true);
    expect(await readManifest(file)).toEqual(manifestOf(parts));

    const missing = manifestOf([...parts, { name: 'events/gone.parquet', bytes: 1, sha256: sha256('x') }]);
    await expect(writeArchive(join(place, 'half.tar.gz'), missing, from)).rejects.toThrow(/gone/);
    expect(readdirSync(place).filter((name) => name.startsWith('half'))).toEqual([]);
  });

  test('is unpacked when it is as its manifest says', async () => {
    const to = newFolder();
    await unpackArchive(fileWith(archive(GOOD)), to);
    expect(readFileSync(join(to, PART.name), 'utf8')).toBe(CONTENT);
  });

  test.each<[string, Buffer, RegExp]>([
    ['a path that leads out', archive([...GOOD, { name: '../outside', content: 'x' }]), /'\.\.\/outside' is not/],
    ['an absolute path', archive([...GOOD, { name: '/outside/of/it', content: 'x' }]), /is not what its manifest says/],
    ['a manifest that names a path that leads out', archive([manifestEntry([{ ...PART, name: 'relational/../../outside' }])]), /manifest/],
    ['a link in the place of a part', archive([manifestEntry(), { name: PART.name, content: '', type: '2' }]), /is not what/],
    ['a link as the manifest', archive([{ name: 'manifest.json', content: '', type: '2' }]), /no backup/],
    ['a part that nobody named', archive([...GOOD, { name: 'relational/more.jsonl', content: 'x' }]), /more\.jsonl/],
    ['a part twice', archive([...GOOD, { name: PART.name, content: CONTENT }]), /is not what/],
    ['a part that is missing', archive([manifestEntry()]), /accounts\.jsonl' is missing/],
    [
      'another content of the same length',
      archive([manifestEntry(), { name: PART.name, content: CONTENT.replace('1', '2') }]),
      /another content/,
    ],
    ['more than it says', archive([manifestEntry(), { name: PART.name, content: `${CONTENT}x` }]), /is not what/],
    ['no manifest', archive([{ name: PART.name, content: CONTENT }]), /no backup of Mooring/],
    ['a manifest that is no JSON', archive([{ name: 'manifest.json', content: '{' }]), /manifest cannot be read/],
    ['a name with control characters', archive([...GOOD, { name: '\u001b[2Jx', content: 'x' }]), /'\?\[2Jx'/],
    ['a bomb after its end', archive(GOOD, Buffer.alloc(50_000_000)), /after its end/],
    ['something else', Buffer.from('no archive at all'), /cut off or was changed/],
    ['half of one', archive([manifestEntry(), { name: PART.name, content: CONTENT }]).subarray(0, 200), /cut off/],
    ['nothing', Buffer.alloc(0), /cut off/],
  ])('is refused, named, and leaves nothing outside, with %s', async (_, bytes, named) => {
    const { exit, message, left } = await refusalOf(bytes);
    expect({ exit, left }).toEqual({ exit: 'failed', left: ['inside'] });
    expect(message).toMatch(/is damaged: /);
    expect(message).toMatch(named);
  });

  test('is refused with any of its bytes changed', async () => {
    const unpacked = gunzipSync(archive(GOOD));
    // The headers, the manifest and the part; what fills up the blocks says nothing.
    for (let at = 0; at < unpacked.length - 3 * BLOCK; at += 37) {
      const changed = Buffer.from(unpacked);
      if (changed[at] === 0) continue;
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect((await refusalOf(gzipSync(changed))).exit).toBe('failed');
    }
  });

  test('that needs more room than there is, is not even begun', async () => {
    const huge = { ...PART, bytes: 2 ** 49 };
    const { exit, message } = await refusalOf(archive([manifestEntry([huge])]));
    expect({ exit, message }).toEqual({ exit: 'disk full', message: expect.stringMatching(/room for .* GB; unpacking needs 562950 GB/) });
  });

  test('of a later format, and one that is not there, are named as such', async () => {
    const later = fileWith(archive([{ name: 'manifest.json', content: '{"format":2}' }]));
    await expect(readManifest(later)).rejects.toMatchObject({ code: EXIT_CODES['data folder newer'].code });
    const gone = join(place, 'gone.tar.gz');
    expect(existsSync(gone)).toBe(false);
    await expect(readManifest(gone)).rejects.toMatchObject({ exit: 'wrong usage', message: expect.stringContaining(gone) });
    await expect(readManifest(place)).rejects.toMatchObject({ exit: 'wrong usage' });
  });
});
