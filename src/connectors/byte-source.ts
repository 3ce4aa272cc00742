import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Bytes that can be read more than once: a file of this machine, or what came with a request. */
export interface ByteSource {
  readonly name: string;
  readonly bytes: number;
  /** Null where the bytes lie in memory. */
  readonly path: string | null;
  /** From the first byte on, in pieces. */
  read(): AsyncIterable<Uint8Array>;
}

/** Small enough that others get their turn between two pieces, large enough to be read fast. */
const PIECE = 256 * 1024;

/** A file of this machine. */
export async function fileSource(name: string, path: string): Promise<ByteSource> {
  const { size } = await stat(path);
  return { name, bytes: size, path, read: () => createReadStream(path, { highWaterMark: PIECE }) };
}

/** What lies in memory. */
export function memorySource(name: string, content: Uint8Array | string): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    bytes: bytes.length,
    path: null,
    async *read() {
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    },
  };
}

/** The first bytes. */
export async function headOf(source: ByteSource, length: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let have = 0;
  for await (const piece of source.read()) {
    pieces.push(piece);
    have += piece.length;
    if (have >= length) break;
  }
  return Buffer.concat(pieces).subarray(0, length);
}
