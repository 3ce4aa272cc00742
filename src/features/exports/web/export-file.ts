import { type Bytes, callForFile } from '../../../web/call.ts';
import { crcOf, type ZipPart, zipDirectory, zipHeader } from '../../../web/zip-file.ts';
import { exportRows } from '../contract.ts';
import { type RowCounter, rowCounter } from './row-counter.ts';

/** How an export is written: a table for people, or lines for programs, with or without what only Mooring knows. */
export const WRITINGS = ['table', 'lines', 'canonical'] as const;
export type Writing = (typeof WRITINGS)[number];

/** How far a file has come. */
export interface Progress {
  readonly bytes: number;
  readonly rows: number;
}

/** Bytes that are given to the browser to keep: it puts what is large on disk. */
const HANDED_OVER = 8 * 1024 * 1024;

/** The name of a file, by what is in it. */
export function fileName(entity: string, writing: Writing): string {
  return `${entity}.${writing === 'table' ? 'csv' : 'jsonl'}`;
}

/** Fetches everything under a name as one file. */
export async function exportFile(entity: string, writing: Writing, signal: AbortSignal, tell: (progress: Progress) => void): Promise<Blob> {
  return gathered(watched(entity, writing, signal, tell));
}

/** Fetches everything under several names, and packs it into one zip while it comes. */
export async function exportZip(
  entities: readonly string[],
  writing: Writing,
  signal: AbortSignal,
  tell: (entity: string, progress: Progress) => void,
): Promise<Blob> {
  const parts: ZipPart[] = [];
  const pieces: BlobPart[] = [];
  for (const entity of entities) {
    tell(entity, { bytes: 0, rows: 0 });
    let [crc, size] = [0, 0];
    const source = watched(entity, writing, signal, (progress) => tell(entity, progress));
    const raw = new ReadableStream<Bytes>({
      async pull(controller) {
        const { value, done } = await source.next();
        if (done === true) return controller.close();
        crc = crcOf(crc, value);
        size += value.length;
        controller.enqueue(value);
      },
    });
    const data = await gathered(readerOf(raw.pipeThrough(new CompressionStream('deflate-raw'))));
    const part = { name: fileName(entity, writing), crc, size, packed: data.size };
    parts.push(part);
    pieces.push(zipHeader(part), data);
  }
  return new Blob([...pieces, zipDirectory(parts)], { type: 'application/zip' });
}

async function* watched(
  entity: string,
  writing: Writing,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): AsyncGenerator<Bytes, undefined> {
  const counter: RowCounter = rowCounter(writing === 'table');
  let bytes = 0;
  const format = writing === 'table' ? 'csv' : 'jsonl';
  for await (const piece of callForFile(exportRows, { entity, format, canonical: writing === 'canonical' ? 'true' : 'false' }, signal)) {
    bytes += piece.length;
    counter.add(piece);
    tell({ bytes, rows: counter.rows() });
    yield piece;
  }
  tell({ bytes, rows: counter.rows() });
  return undefined;
}

async function* readerOf(stream: ReadableStream<Bytes>): AsyncGenerator<Bytes> {
  const reader = stream.getReader();
  for (let piece = await reader.read(); piece.value !== undefined; piece = await reader.read()) yield piece.value;
}

async function gathered(source: AsyncIterable<Bytes>): Promise<Blob> {
  let [blob, waiting, bytes] = [new Blob(), [] as Bytes[], 0];
  for await (const piece of source) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < HANDED_OVER) continue;
    blob = new Blob([blob, ...waiting]);
    [waiting, bytes] = [[], 0];
  }
  return new Blob([blob, ...waiting], { type: 'application/octet-stream' });
}
