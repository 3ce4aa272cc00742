import { type ByteSource, memorySource } from '../../connectors/byte-source.ts';
import { openTable } from '../../connectors/open-table.ts';
import { actorOf } from '../../contract/actor.ts';
import type { InputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { fixTimeZone } from '../access/commands.ts';
import { carryOut, type Order } from './carry-out.ts';
import type { ImportReport, runImport } from './contract.ts';
import { importEnded } from './contract-events.ts';
import type { ImportMapping } from './contract-mapping.ts';
import { lookOver } from './look-over.ts';
import { type Part, type Plan, planOf, type Surroundings } from './plan.ts';
import { reportOf } from './report.ts';
import { speakingAs } from './run.ts';
import { changeImport, hasRecordedAt, importById, insertImport, moveImport } from './store.ts';
import type { ImportRun } from './tables.ts';

/** A sender's clock may be a little ahead of ours (settled 15). */
const AHEAD_MS = 15 * 60 * 1000;

export interface ImportInput {
  readonly mapping: ImportMapping;
  readonly sources: readonly ByteSource[];
  /** What today is for this import: a day of the past makes it history, which opens no warning (settled 15). */
  readonly asOf?: Day | undefined;
  readonly isDry?: boolean | undefined;
  readonly onProgress?: Order['onProgress'];
}

/** Imports what came with the call. */
export function runImportOf(ctx: Ctx, { mapping, files, asOf, dryRun }: InputOf<typeof runImport>): Promise<ImportReport> {
  refuseTwins(files);
  return importSources(ctx, { mapping, sources: files.map(({ name, text }) => memorySource(name, text)), asOf, isDry: dryRun });
}

function refuseTwins(files: readonly { readonly name: string; readonly text: string }[]): void {
  const texts = new Map<string, string>();
  for (const [index, { name, text }] of files.entries()) {
    if (texts.has(name) && texts.get(name) !== text)
      throw new AppError('mapping-invalid', `Two different files are named '${name}'.`, {
        issues: [{ path: `files.${index}`, message: `Two different files are named '${name}'.` }],
      });
    texts.set(name, text);
  }
}

/**
 * Imports files by a mapping. Works in steps of its own transactions: call it outside one.
 *
 * @throws AppError('mapping-invalid') before anything is written, when the mapping names what is not there.
 */
export async function importSources(
  ctx: Ctx,
  { mapping, sources, asOf = ctx.today, isDry = false, onProgress }: ImportInput,
): Promise<ImportReport> {
  refuseLater(ctx, asOf);
  const parts = await partsOf(mapping, sources);
  return importParts(ctx, { source: mapping.source, mapping, parts, asOf, isDry, onProgress });
}

/** @throws AppError('invalid-input') for a day that has not come yet. */
export function refuseLater(ctx: Ctx, asOf: Day): void {
  if (asOf <= ctx.today) return;
  throw new AppError('invalid-input', `The import is for ${asOf}, which is after today, ${ctx.today}.`, {
    issues: [{ path: 'asOf', message: 'Must not be after today.' }],
  });
}

/**
 * Pairs what the mapping says with the files that came, and looks over how their columns are written.
 *
 * @throws AppError('mapping-invalid') for a file that is not there, or that nothing is said of.
 */
export async function partsOf(mapping: ImportMapping, sources: readonly ByteSource[]): Promise<readonly Part[]> {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const issues = [
    ...sources.flatMap(({ name }, index) =>
      mapping.files.some(({ file }) => file === name)
        ? []
        : [{ path: `files.${index}`, message: `The mapping says nothing about '${name}'.` }],
    ),
    ...mapping.files.flatMap(({ file }, index) =>
      byName.has(file) ? [] : [{ path: `mapping.files.${index}.file`, message: `There is no file '${file}'.` }],
    ),
  ];
  const [first] = issues;
  if (first !== undefined) throw new AppError('mapping-invalid', first.message, { issues: issues.slice(0, 100) });
  const parts: Part[] = [];
  for (const file of mapping.files) {
    const source = byName.get(file.file);
    if (source === undefined) continue;
    const table = await openTable(source, { sheet: file.sheet, headerLine: file.headerLine });
    parts.push({ source: mapping.source, file, table });
  }
  return parts;
}

/** What reading depends on besides the mapping. */
export function surroundingsOf(ctx: Ctx): Surroundings {
  return { timeZone: ctx.workspace.timeZone, latest: (ctx.now + AHEAD_MS) as Instant };
}

/** The plans for some parts, with the dialects of their columns. */
export async function plansOf(ctx: Ctx, parts: readonly Part[]): Promise<readonly Plan[]> {
  const surroundings = surroundingsOf(ctx);
  // What the mapping names and is not there is told before whole files are read.
  planOf(parts, surroundings);
  const looked: { readonly part: Part; readonly notes: Awaited<ReturnType<typeof lookOver>>['notes'] }[] = [];
  for (const part of parts) {
    const { dialects, notes } = await lookOver(part.table, part.file);
    looked.push({ part: { ...part, dialects }, notes });
  }
  const plans = planOf(
    looked.map(({ part }) => part),
    surroundings,
  );
  for (const [index, { notes }] of looked.entries())
    for (const { code, column, sample } of notes) plans[index]?.tally.note(code, column, sample);
  return plans;
}

interface PartsInput {
  readonly source: string;
  readonly mapping: ImportMapping | null;
  readonly parts: readonly Part[];
  readonly asOf: Day;
  readonly isDry: boolean;
  readonly onProgress?: Order['onProgress'];
}

/** Imports tables that are there already. */
export async function importParts(ctx: Ctx, { source, mapping, parts, asOf, isDry, onProgress }: PartsInput): Promise<ImportReport> {
  const plans = await plansOf(ctx, parts);
  const run = newRun(ctx, { source, mapping, asOf, isDry, state: 'running' });
  await ctx.transaction(async (inside) => {
    await fixTimeZone(inside);
    await insertImport(inside, run);
  });
  const ended = await carryOutAndKeep(ctx, run, { plans, progress: [], onProgress });
  if (ended.error !== null) throw ended.error;
  return ended.report;
}

/** An import that is to be. */
export function newRun(
  ctx: Ctx,
  {
    source,
    mapping,
    asOf,
    isDry,
    state,
    inputs = null,
  }: Pick<ImportRun, 'source' | 'mapping' | 'asOf' | 'state'> & { isDry: boolean; inputs?: ImportRun['inputs'] },
): Omit<ImportRun, 'workspaceId'> {
  return {
    ...{ id: newId('imp'), source, asOf, state, mapping, inputs, dryRun: isDry, principal: ctx.principal },
    ...{ startedAt: ctx.now, finishedAt: null, by: actorOf(ctx.principal), files: [] },
    ...{ progress: null, recorded: null, problem: null, undoneAt: null, undoneBy: null },
  };
}

/**
 * Carries an import out, or goes on with it, in the name of who began it, and keeps its report.
 *
 * @returns The report; and the error that ended it before its end, if one did.
 */
export async function carryOutAndKeep(
  ctx: Ctx,
  run: Omit<ImportRun, 'workspaceId'>,
  { plans, progress, onProgress }: Pick<Order, 'plans' | 'progress' | 'onProgress'>,
): Promise<{ readonly report: ImportReport; readonly error: unknown }> {
  const began = performance.now();
  const recordedAt = await freshMoment(ctx, run.source);
  const own = speakingAs(ctx, { principal: run.principal ?? ctx.principal, now: recordedAt });
  await own.transaction(async (inside) => {
    await moveImport(inside, run.id, ['waiting'], 'running');
    await changeImport(inside, run.id, { recorded: [...(run.recorded ?? []), recordedAt] });
  });
  const { state, problem, files, error } = await carryOut(own, {
    id: run.id,
    asOf: run.asOf,
    isDry: run.dryRun,
    plans,
    progress,
    onProgress,
  });
  // One that failed or was cancelled has no end: what it has not come to may still come.
  const finishedAt = state === 'finished' ? ((ctx.now + Math.round(performance.now() - began)) as Instant) : null;
  await own.transaction(async (inside) => {
    await changeImport(inside, run.id, { state, problem, finishedAt, files: [...files] });
    if (!run.dryRun) await inside.emit(importEnded, { importId: run.id });
  });
  const kept = await own.transaction((inside) => importById(inside, run.id));
  if (kept === null) throw new AppError('not-found', `The import '${run.id}' is gone.`);
  return { report: await reportOf(own, kept), error: state === 'failed' ? error : null };
}

/** A moment at which no other import of the source has recorded events: by both they are found again. */
async function freshMoment(ctx: Ctx, source: string): Promise<Instant> {
  let at = ctx.now;
  while (await hasRecordedAt(ctx, source, at)) at = (at + 1) as Instant;
  return at;
}
