import { mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { InvariantError } from '../../kernel/errors.ts';

/** A folder as one file: a gzipped tar (POSIX ustar), as far as a data folder of PostgreSQL needs it: short names, folders and plain files. */

export const BLOCK = 512;
const LONGEST_NAME = 99;
const FOLDER = '5';
export const FILE = '0';

/** Packs a folder. Owners, times and rights are left out, so that the same content gives the same bytes. */
export async function packFolder(folder: string): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).sort(byPath)) {
    const name = join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/');
    if (entry.isDirectory()) blocks.push(header(name, 0, FOLDER));
    else {
      const content = await readFile(join(folder, name));
      blocks.push(header(name, content.length, FILE), content, Buffer.alloc(-content.length & (BLOCK - 1)));
    }
  }
  blocks.push(Buffer.alloc(2 * BLOCK));
  return promisify(gzip)(Buffer.concat(blocks));
}

/** Unpacks what `packFolder` packed, into a folder that is made. */
export async function unpackFolder(packed: Buffer, folder: string): Promise<void> {
  const bytes = await promisify(gunzip)(packed);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written: Promise<void>[] = [];
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const head = bytes.subarray(at, at + BLOCK);
    const path = join(folder, textOf(head, 0, LONGEST_NAME));
    const size = Number.parseInt(textOf(head, 124, 12), 8);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length !== size) throw new InvariantError('The archive is cut off.');
    // A folder comes before what is in it.
    if (textOf(head, 156, 1) === FOLDER) mkdirSync(path, { mode: 0o700 });
    else written.push(writeFile(path, content, { mode: 0o600 }));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  await Promise.all(written);
}

function byPath(a: { parentPath: string; name: string }, b: { parentPath: string; name: string }): number {
  const [left, right] = [join(a.parentPath, a.name), join(b.parentPath, b.name)];
  return left < right ? -1 : Number(left > right);
}

/** The block before each file and folder. */
export function header(name: string, size: number, type: string): Buffer {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new InvariantError(`The name ${name} is too long for an archive.`);
  const head = Buffer.alloc(BLOCK);
  head.write(name, 0);
  head.write(type === FOLDER ? '0000700\0' : '0000600\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  // Eleven octal digits end at 8 GiB; beyond, the number stands there as such, its first bit set (as GNU tar does).
  if (size < 8 ** 11) head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    head[124] = 0x80;
    head.writeBigUInt64BE(BigInt(size), 128);
  }
  head.write('00000000000\0', 136);
  // The sum is taken with its own field as spaces.
  head.write('        ', 148);
  head.write(type, 156);
  head.write('ustar\0', 257);
  head.write('00', 263);
  const sum = sumOf(head);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

function sumOf(head: Buffer): number {
  return head.reduce((total, byte) => total + byte, 0);
}

/** What such a block says; null when it is damaged. */
export function readHeader(head: Buffer): { name: string; size: number; type: string } | null {
  const said = Number.parseInt(textOf(head, 148, 8), 8);
  const blank = Buffer.from(head);
  blank.fill(' ', 148, 156);
  if (said !== sumOf(blank)) return null;
  const size = head[124] === 0x80 ? Number(head.readBigUInt64BE(128)) : Number.parseInt(textOf(head, 124, 12), 8);
  return Number.isSafeInteger(size) && size >= 0 ? { name: textOf(head, 0, 100), size, type: textOf(head, 156, 1) } : null;
}

function textOf(head: Buffer, start: number, length: number): string {
  const field = head.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}
