import type { OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { personNames } from '../access/reads.ts';
import type { ImportReport, listImports } from './contract.ts';
import type { FileProgress } from './run.ts';
import { importById, latestImports } from './store.ts';
import type { ImportRun } from './tables.ts';

const LISTED_IMPORTS = 20;

/** Past imports with their reports. */
export async function importList(ctx: Ctx): Promise<OutputOf<typeof listImports>> {
  const runs = await latestImports(ctx, LISTED_IMPORTS);
  const names = await namesOf(ctx, runs);
  return { imports: runs.map((run) => reportWith(run, names)) };
}

/**
 * One import.
 *
 * @throws AppError('not-found') when there is none.
 */
export async function importReport(ctx: Ctx, importId: string): Promise<ImportReport> {
  return reportOf(ctx, await knownImport(ctx, importId));
}

/** @throws AppError('not-found') when there is none. */
export async function knownImport(ctx: Ctx, importId: string): Promise<ImportRun> {
  const found = await importById(ctx, importId);
  if (found === null) throw new AppError('not-found', `There is no import '${importId}'.`);
  return found;
}

/** The report of an import. */
export async function reportOf(ctx: Ctx, run: ImportRun): Promise<ImportReport> {
  return reportWith(run, await namesOf(ctx, [run]));
}

function namesOf(ctx: Ctx, runs: readonly Pick<ImportRun, 'by'>[]): Promise<ReadonlyMap<PersonId, string>> {
  return personNames(ctx, [...new Set(runs.map(({ by }) => by as PersonId))]);
}

function reportWith(run: ImportRun, names: ReadonlyMap<PersonId, string>): ImportReport {
  const { id, source, startedAt, finishedAt, asOf, by, state, dryRun, problem } = run;
  const progress = run.progress ?? [];
  const sum = (of: (file: FileProgress) => number): number => progress.reduce((total, file) => total + of(file), 0);
  return {
    ...{ importId: id, source, asOf, state, dryRun, problem },
    startedAt: formatInstant(startedAt),
    finishedAt: finishedAt === null ? null : formatInstant(finishedAt),
    by: names.get(by as PersonId) ?? by,
    progress: { rows: sum(({ rows }) => rows), bytes: sum(({ bytes }) => bytes), ofBytes: sum(({ ofBytes }) => ofBytes) },
    files: run.files.length > 0 ? run.files : progress.map(soFar),
  };
}

/** A file of an import that has not come to its end. */
function soFar({ file, entity, counts, findings }: FileProgress): ImportReport['files'][number] {
  const rows = counts.imported + counts.unchanged + counts.duplicate + counts.rejected;
  return {
    file,
    entity,
    rows,
    ...counts,
    rejects: [],
    unmappedColumns: [],
    findings: findings.map((one) => ({ ...one, samples: [...one.samples] })),
  };
}
