import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { InputOf } from '../../contract/operation.ts';
import { csvLine } from '../../kernel/csv.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Ctx } from '../../platform/context.ts';
import { FileReply } from '../../platform/module.ts';
import { fixTimeZone } from '../access/commands.ts';
import type { ImportReport } from './contract.ts';
import { importJob } from './contract.ts';
import type { startImport } from './contract-files.ts';
import { clearFiles, scratchPath, sourcesOf } from './files.ts';
import type { ImportParts } from './parts.ts';
import { planOf } from './plan.ts';
import { importReport, knownImport, reportOf } from './report.ts';
import { carryOutAndKeep, newRun, partsOf, plansOf, refuseLater, surroundingsOf } from './service.ts';
import { changeImport, importById, insertImport, moveImport, openImports, rejectsOf } from './store.ts';
import type { ImportRun } from './tables.ts';

/** Rows that were not taken, in one file. */
const MOST_REJECTS = 100_000;

/**
 * Starts an import of uploaded files: it runs in the background, and goes on after a crash.
 *
 * @throws AppError('mapping-invalid') before anything is written, when the mapping names what is not there.
 */
export async function beginImport(
  parts: ImportParts,
  ctx: Ctx,
  { files, mapping, asOf = ctx.today, dryRun }: InputOf<typeof startImport>,
): Promise<ImportReport> {
  refuseLater(ctx, asOf);
  const sources = await sourcesOf(parts, ctx, files);
  planOf(await partsOf(mapping, sources), surroundingsOf(ctx));
  const inputs = sources.map(({ name, fileId }) => ({ name, fileId }));
  const run = newRun(ctx, { source: mapping.source, mapping, asOf, isDry: dryRun, state: 'waiting', inputs });
  return ctx.transaction(async (inside) => {
    await fixTimeZone(inside);
    await insertImport(inside, run);
    inside.requestJob(importJob);
    return importReport(inside, run.id);
  });
}

/** Runs what waits, goes on with what was cut short, and clears away files that nobody came back for. */
export async function runWaiting(parts: ImportParts, ctx: Ctx): Promise<void> {
  for (const run of await openImports(ctx)) await goOn(parts, ctx, run);
  await clearFiles(parts, ctx);
}

async function goOn(parts: ImportParts, ctx: Ctx, run: ImportRun): Promise<void> {
  const { id, mapping, inputs, progress } = run;
  if (mapping === null || inputs === null) return;
  try {
    const sources = await sourcesOf(
      parts,
      ctx,
      inputs.map(({ fileId }) => fileId),
    );
    const plans = await plansOf(ctx, await partsOf(mapping, sources));
    const { error } = await carryOutAndKeep(ctx, run, { plans, progress: progress ?? [] });
    if (error !== null) ctx.log.warn({ import: id, err: error }, 'An import failed');
  } catch (error) {
    // What hindered it before its first row: the file is gone, or is no longer what it was.
    ctx.log.warn({ import: id, err: error }, 'An import could not begin');
    await ctx.transaction((inside) =>
      changeImport(inside, id, { state: 'failed', problem: error instanceof Error ? error.message.slice(0, 500) : String(error) }),
    );
  }
}

/**
 * Asks an import to stop after the rows it is at.
 *
 * @throws AppError('conflict') when it has come to its end.
 */
export async function cancel(ctx: Ctx, importId: string): Promise<ImportReport> {
  const { state } = await knownImport(ctx, importId);
  if (state === 'waiting') await changeImport(ctx, importId, { state: 'cancelled' });
  else if (!(await moveImport(ctx, importId, ['running', 'cancelling'], 'cancelling')))
    throw new AppError('conflict', `The import is ${state} already.`, { hint: 'Take it back instead.' });
  return importReport(ctx, importId);
}

/** Rows that were not taken, as a file that a spreadsheet can open without running anything. */
export async function rejectsFile(parts: ImportParts, ctx: Ctx, importId: string): Promise<FileReply> {
  const run = await knownImport(ctx, importId);
  const { files } = await reportOf(ctx, run);
  const rejects = await rejectsOf(ctx, importId, null, MOST_REJECTS);
  const path = await scratchPath(parts, ctx, `${importId}.rejects`);
  const lines = function* (): Generator<string> {
    yield `\uFEFF${csvLine(['file', 'line', 'column', 'value', 'reason'], 'people')}\r\n`;
    for (const { file, line, column, value, reason } of rejects)
      yield `${csvLine([files[file]?.file ?? '', line, column, value, reason], 'people')}\r\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
  // It is read from the opened file; the name may go once it is being sent.
  setTimeout(() => void rm(path, { force: true }), 60_000).unref();
  return new FileReply(path, `${importId}-rejected.csv`, (await stat(path)).size);
}

/** One import, or how far it has come. */
export async function importAnswer(ctx: Ctx, importId: string): Promise<ImportReport> {
  const found = await importById(ctx, importId);
  if (found === null) throw new AppError('not-found', `There is no import '${importId}'.`);
  return reportOf(ctx, found);
}
