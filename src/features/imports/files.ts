import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ByteSource, fileSource } from '../../connectors/byte-source.ts';
import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { type announceFile, LARGEST_FILE, LARGEST_PIECE, type listFiles, type uploadFile } from './contract-files.ts';
import type { ImportParts } from './parts.ts';
import { openImports } from './store.ts';
import { deleteFiles, filesBefore, insertFile, type WaitingFile, waitingFiles } from './store-files.ts';

/** What a workspace may have waiting: files, and bytes of all of them together. */
const MOST_FILES = 200;
const MOST_BYTES = 2 * LARGEST_FILE;
const KEPT_MS = 24 * 3_600_000;

type FileAnswer = OutputOf<typeof announceFile>;

function folderOf({ uploads }: ImportParts, ctx: Ctx): string {
  return join(uploads, ctx.workspace.id);
}

/** Where a file lies: its id is of our making. */
function pathOf(parts: ImportParts, ctx: Ctx, { id }: Pick<WaitingFile, 'id'>): string {
  return join(folderOf(parts, ctx), id);
}

async function receivedOf(parts: ImportParts, ctx: Ctx, file: WaitingFile): Promise<number> {
  return stat(pathOf(parts, ctx, file)).then(
    ({ size }) => size,
    () => 0,
  );
}

async function answerOf(parts: ImportParts, ctx: Ctx, file: WaitingFile): Promise<FileAnswer> {
  const { id, name, bytes, uploadedAt } = file;
  return { fileId: id, name, bytes, received: await receivedOf(parts, ctx, file), uploadedAt: formatInstant(uploadedAt) };
}

/**
 * Notes a file that is to come.
 *
 * @throws AppError('too-large') when as much is waiting as may.
 */
export async function announce(parts: ImportParts, ctx: Ctx, { name, bytes }: InputOf<typeof announceFile>): Promise<FileAnswer> {
  const waiting = await waitingFiles(ctx, null);
  const sum = waiting.reduce((total, file) => total + file.bytes, bytes);
  if (waiting.length >= MOST_FILES || sum > MOST_BYTES)
    throw new AppError('too-large', `${waiting.length} files of ${sum - bytes} bytes are waiting already.`, {
      hint: 'Import them, or remove some.',
    });
  const file = { id: newId('file'), name, bytes, uploadedAt: ctx.now, uploadedBy: actorOf(ctx.principal) };
  await insertFile(ctx, file);
  return answerOf(parts, ctx, file);
}

/** Files into which somebody writes right now. */
const writing = new Set<string>();

/**
 * Takes the next piece of a file.
 *
 * @throws AppError('conflict') when the piece does not begin where the last one ended; AppError('too-large') when more comes than was announced.
 */
export async function takePiece(
  parts: ImportParts,
  ctx: Ctx,
  { fileId, offset }: InputOf<typeof uploadFile>,
  body: Readable,
): Promise<FileAnswer> {
  const file = await fileById(ctx, fileId);
  const received = await receivedOf(parts, ctx, file);
  if (received !== offset || writing.has(fileId)) {
    body.resume();
    throw new AppError('conflict', `${received} bytes of ${file.name} have come, and the piece begins at ${offset}.`, {
      hint: `Go on at ${received}.`,
    });
  }
  writing.add(fileId);
  try {
    await mkdir(folderOf(parts, ctx), { recursive: true, mode: 0o700 });
    await pipeline(
      body,
      noMoreThan(Math.min(file.bytes - offset, LARGEST_PIECE)),
      createWriteStream(pathOf(parts, ctx, file), { flags: 'a', mode: 0o600 }),
    );
  } catch (error) {
    // What came of a broken piece is kept; what is too much is not.
    if (error instanceof AppError) await truncate(pathOf(parts, ctx, file), offset).catch(() => undefined);
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new AppError('unavailable', 'There is no room left on the disk.', { cause: error });
    throw error;
  } finally {
    writing.delete(fileId);
  }
  return answerOf(parts, ctx, file);
}

function noMoreThan(most: number) {
  return async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > most)
        throw new AppError('too-large', `More than ${most} bytes come in this piece.`, {
          hint: 'Send smaller pieces, and no more than was announced.',
        });
      yield piece;
    }
  };
}

async function fileById(ctx: Ctx, id: string): Promise<WaitingFile> {
  const [found] = await waitingFiles(ctx, [id]);
  if (found === undefined) throw new AppError('not-found', `There is no file '${id}' waiting. Files are removed after a day.`);
  return found;
}

/** The files that wait. */
export async function fileList(parts: ImportParts, ctx: Ctx): Promise<OutputOf<typeof listFiles>> {
  return { files: await Promise.all((await waitingFiles(ctx, null)).map((file) => answerOf(parts, ctx, file))) };
}

/**
 * Removes a file that waits.
 *
 * @throws AppError('conflict') while an import reads it.
 */
export async function dropFile(parts: ImportParts, ctx: Ctx, fileId: string): Promise<void> {
  await fileById(ctx, fileId);
  if ((await filesInUse(ctx)).has(fileId))
    throw new AppError('conflict', 'An import reads this file.', { hint: 'Cancel the import first.' });
  await removeFiles(parts, ctx, [fileId]);
}

async function removeFiles(parts: ImportParts, ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.transaction((inside) => deleteFiles(inside, ids));
  for (const id of ids) await rm(pathOf(parts, ctx, { id }), { force: true });
}

async function filesInUse(ctx: Ctx): Promise<ReadonlySet<string>> {
  return new Set((await openImports(ctx)).flatMap(({ inputs }) => (inputs ?? []).map(({ fileId }) => fileId)));
}

/** Removes files that nobody came back for within a day. */
export async function clearFiles(parts: ImportParts, ctx: Ctx): Promise<void> {
  const inUse = await filesInUse(ctx);
  const old = (await filesBefore(ctx, (ctx.now - KEPT_MS) as Instant)).map(({ id }) => id).filter((id) => !inUse.has(id));
  await removeFiles(parts, ctx, old);
}

/** Files as sources, under their names. @throws AppError('not-found') for one that is not there, or not there as a whole. */
export async function sourcesOf(
  parts: ImportParts,
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly (ByteSource & { readonly fileId: string })[]> {
  return Promise.all(
    ids.map(async (id) => {
      const file = await fileById(ctx, id);
      const received = await receivedOf(parts, ctx, file);
      if (received !== file.bytes) throw new AppError('not-found', `Only ${received} of ${file.bytes} bytes of ${file.name} have come.`);
      const source =
        received === 0 ? { name: file.name, bytes: 0, path: null, read: nothing } : await fileSource(file.name, pathOf(parts, ctx, file));
      return { ...source, fileId: id };
    }),
  );
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A file of no bytes has never been written.
}

/** A file of this machine that is sent to somebody, and cleared away with the others. */
export async function scratchPath(parts: ImportParts, ctx: Ctx, name: string): Promise<string> {
  await mkdir(folderOf(parts, ctx), { recursive: true, mode: 0o700 });
  return join(folderOf(parts, ctx), name);
}
