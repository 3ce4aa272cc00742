import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { type Entry, fromBufferPromise, openPromise } from 'yauzl';
import { AppError } from '../../kernel/errors.ts';
import type { ByteSource } from '../byte-source.ts';

/** The largest part of a spreadsheet, unpacked: two million rows of a thousand characters. */
const LARGEST = 4 * 1024 * 1024 * 1024;
/** What is read as one text: lists of sheets and of formats. */
const LARGEST_TEXT = 16 * 1024 * 1024;

/** The parts of a spreadsheet by their names. */
export interface Parts {
  /** @throws AppError('invalid-input') when the part is too large, or cannot be unpacked. */
  open(name: string): Promise<Readable | null>;
  text(name: string): Promise<string>;
  close(): void;
}

/** Opens a file that is a zip. */
export async function openParts(source: ByteSource): Promise<Parts> {
  const options = { autoClose: false, lazyEntries: true } as const;
  const zip = await (source.path === null ? fromBufferPromise(await wholeOf(source), options) : openPromise(source.path, options));
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/^\//, ''), entry);
  } catch (error) {
    zip.close();
    throw error;
  }
  const open: Parts['open'] = async (name) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    if (entry.uncompressedSize > LARGEST) throw new AppError('invalid-input', `${source.name}: ${name} is larger than ${LARGEST} bytes.`);
    return zip.openReadStreamPromise(entry);
  };
  return {
    open,
    async text(name) {
      if ((entries.get(name)?.uncompressedSize ?? 0) > LARGEST_TEXT)
        throw new AppError('invalid-input', `${source.name}: ${name} is larger than ${LARGEST_TEXT} bytes.`);
      const stream = await open(name);
      return stream === null ? '' : text(stream);
    },
    close: () => zip.close(),
  };
}

async function wholeOf(source: ByteSource): Promise<Buffer> {
  return buffer(source.read());
}
