import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BLOCK, FILE, header, readHeader } from '../db/archive.ts';
import { ExitError } from '../exit-codes.ts';
import { MANIFEST, type Manifest, manifestSchema } from './manifest.ts';

const LARGEST_MANIFEST = 4 * 1024 * 1024;
/** What may come after the last part: tar fills its last record up. */
const LARGEST_TAIL = 64 * 1024;

/** Writes a manifest and the parts it names, which lie in a folder, as one gzipped tar: whole, or not at all. */
export async function writeArchive(file: string, manifest: Manifest, folder: string): Promise<void> {
  const half = `${file}.part`;
  try {
    // The stores' own files are packed tight already: the quickest packing is the best here.
    await pipeline(archiveBytes(manifest, folder), createGzip({ level: 1 }), createWriteStream(half, { mode: 0o600, flush: true }));
    await rename(half, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

/** So that the new name, too, survives a power cut. Windows cannot open folders, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function* archiveBytes(manifest: Manifest, folder: string): AsyncGenerator<Buffer> {
  const text = Buffer.from(JSON.stringify(manifest, null, 1));
  yield* [header(MANIFEST, text.length, FILE), text, fill(text.length)];
  for (const { name, bytes } of manifest.parts) {
    yield header(name, bytes, FILE);
    yield* createReadStream(join(folder, name)) as AsyncIterable<Buffer>;
    yield fill(bytes);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function fill(size: number): Buffer {
  return Buffer.alloc(-size & (BLOCK - 1));
}

/** Reads what an archive says about itself. */
export async function readManifest(file: string): Promise<Manifest> {
  const bytes = byteReader(file);
  try {
    return await manifestIn(bytes, file);
  } finally {
    await bytes.end();
  }
}

/**
 * Unpacks an archive into a folder that is there. Whatever it holds, only the parts its manifest names are written, each as long as it
 * says and with the content it says; everything else is a damaged archive.
 */
export async function unpackArchive(file: string, folder: string): Promise<Manifest> {
  const bytes = byteReader(file);
  try {
    const manifest = await manifestIn(bytes, file);
    await refuseTooLarge(manifest, folder);
    const left = new Map(manifest.parts.map((part) => [part.name, part]));
    for (let head = await nextHeader(bytes, file); head !== null; head = await nextHeader(bytes, file)) {
      const part = left.get(head.name);
      if (part === undefined || head.type !== FILE || head.size !== part.bytes)
        throw damaged(file, `'${printable(head.name)}' is not what its manifest says`);
      left.delete(head.name);
      const path = join(folder, part.name);
      await mkdir(dirname(path), { recursive: true });
      if ((await writePart(bytes, path, part.bytes)) !== part.sha256)
        throw damaged(file, `'${part.name}' has another content than was written`);
    }
    const [missing] = left.keys();
    if (missing !== undefined) throw damaged(file, `'${missing}' is missing`);
    await bytes.tail(LARGEST_TAIL);
    return manifest;
  } finally {
    await bytes.end();
  }
}

async function manifestIn(bytes: ByteReader, file: string): Promise<Manifest> {
  const head = await nextHeader(bytes, file);
  if (head?.name !== MANIFEST || head.type !== FILE || head.size > LARGEST_MANIFEST) throw damaged(file, 'it is no backup of Mooring');
  const text = (await bytes.take(head.size)).toString('utf8');
  await bytes.take(-head.size & (BLOCK - 1));
  const checked = manifestSchema.safeParse(jsonOf(text));
  if (checked.success) return checked.data;
  const format = jsonOf(text);
  // A later format is no damage.
  if (typeof format === 'object' && format !== null && 'format' in format && typeof format.format === 'number' && format.format > 1)
    throw new ExitError('data folder newer', `${file} was made by a newer Mooring. Restore it with that version, or a newer one.`);
  throw damaged(file, 'its manifest cannot be read');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function nextHeader(bytes: ByteReader, file: string): Promise<ReturnType<typeof readHeader>> {
  const head = await bytes.take(BLOCK);
  if (head.every((byte) => byte === 0)) return null;
  const read = readHeader(head);
  if (read === null) throw damaged(file, 'a header in it is broken');
  return read;
}

async function writePart(bytes: ByteReader, path: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  await writeFile(
    path,
    bytes.pieces(size, (piece) => hash.update(piece)),
    { mode: 0o600, flag: 'wx' },
  );
  await bytes.take(-size & (BLOCK - 1));
  return hash.digest('hex');
}

async function refuseTooLarge({ parts }: Manifest, folder: string): Promise<void> {
  const needed = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  if (needed > bavail * bsize)
    throw new ExitError('disk full', `${folder} has room for ${gigabytes(bavail * bsize)} GB; unpacking needs ${gigabytes(needed)} GB.`);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 0);
}

function printable(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

export function damaged(file: string, how: string): ExitError {
  return new ExitError('failed', `${file} is damaged: ${how}. Nothing was restored; take another backup.`);
}

interface ByteReader {
  /** The next bytes, exactly so many. */
  take(count: number): Promise<Buffer>;
  /** The next bytes, piece by piece. */
  pieces(count: number, seen: (piece: Buffer) => void): AsyncGenerator<Buffer>;
  /** Reads to the end, which checks the sum of the whole; more than `most` bytes is a damage. */
  tail(most: number): Promise<void>;
  end(): Promise<void>;
}

/** Reads an unpacked stream as far as it is asked to: a bomb is never unpacked beyond what is expected. */
function byteReader(file: string): ByteReader {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  // Also after this reader has lost interest.
  unpacked.on('error', () => undefined);
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  const stream = unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    try {
      const next = await stream.next();
      if (next.done === true) return false;
      rest = next.value;
      return true;
    } catch (error) {
      throw readError(error, file);
    }
  }

  async function* pieces(count: number, seen: (piece: Buffer) => void): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (rest.length === 0 && !(await more())) throw damaged(file, 'it is cut off');
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      seen(piece);
      yield piece;
    }
  }

  return {
    pieces,
    async take(count) {
      const taken: Buffer[] = [];
      for await (const piece of pieces(count, () => undefined)) taken.push(piece);
      return Buffer.concat(taken);
    },
    async tail(most) {
      let read = rest.length;
      while (read <= most && (await more())) read += rest.length;
      if (read > most) throw damaged(file, 'something comes after its end');
    },
    async end() {
      source.destroy();
      unpacked.destroy();
    },
  };
}

function readError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return damaged(file, 'it is cut off or was changed');
  if (code === 'ENOENT') return new ExitError('wrong usage', `There is no file ${file}.`);
  return code === '' ? error : new ExitError('wrong usage', `${file} cannot be read (${code}).`);
}
