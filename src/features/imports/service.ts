import { csvTable } from '../../connectors/csv/csv-table.ts';
import { DEMO_SOURCE, demoData } from '../../connectors/demo/demo-data.ts';
import { actorOf } from '../../contract/actor.ts';
import type { OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type Day, formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { fixTimeZone } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { liveSpans } from '../accounts/reads.ts';
import { judgeJob } from '../metrics/contract.ts';
import { countAtTheEnd } from '../usage/commands.ts';
import type { ImportMapping, ImportReport, listImports } from './contract.ts';
import { importAccounts } from './import-accounts.ts';
import { importEvents } from './import-events.ts';
import { importUsers } from './import-users.ts';
import { type Part, type Plan, planOf } from './plan.ts';
import { firstImportOf, insertImport, keepReport, latestImports } from './store.ts';
import type { ImportRun } from './tables.ts';

/** A sender's clock may be a little ahead of ours (settled 15). */
const AHEAD_MS = 15 * 60 * 1000;
const LISTED_IMPORTS = 20;
/** Ids of invented customers. */
const DEMO_ID = /^demo-\d{3}$/;

export interface ImportInput {
  readonly mapping: ImportMapping;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** What today is for this import: a day of the past makes it history, which opens no warning (settled 15). */
  readonly asOf?: Day | undefined;
}

/**
 * Imports CSV files by a mapping. Works in steps of its own transactions: call it outside one.
 *
 * @throws AppError('mapping-invalid') before anything is written, when the mapping names what is not there.
 */
export async function runImportOf(ctx: Ctx, { mapping, files, asOf = ctx.today }: ImportInput): Promise<ImportReport> {
  if (asOf > ctx.today)
    throw new AppError('invalid-input', `The import is for ${asOf}, which is after today, ${ctx.today}.`, {
      issues: [{ path: 'asOf', message: 'Must not be after today.' }],
    });
  return importParts(ctx, mapping.source, partsOf(mapping, files), asOf);
}

/** Pairs what the mapping says with the files that came. */
function partsOf(mapping: ImportMapping, files: ImportInput['files']): readonly Part[] {
  const texts = new Map<string, string>();
  const issues: { path: string; message: string }[] = [];
  for (const [index, { name, text }] of files.entries()) {
    if (texts.has(name) && texts.get(name) !== text)
      issues.push({ path: `files.${index}`, message: `Two different files are named '${name}'.` });
    if (!mapping.files.some(({ file }) => file === name))
      issues.push({ path: `files.${index}`, message: `The mapping says nothing about '${name}'.` });
    texts.set(name, text);
  }
  const parts = mapping.files.flatMap((file, index): Part[] => {
    const text = texts.get(file.file);
    if (text !== undefined) return [{ source: mapping.source, file, table: csvTable(file.file, text) }];
    issues.push({ path: `mapping.files.${index}.file`, message: `There is no file '${file.file}'.` });
    return [];
  });
  const [first] = issues;
  if (first !== undefined) throw new AppError('mapping-invalid', first.message, { issues: issues.slice(0, 100) });
  return parts;
}

/**
 * Imports tables: customers, then users, then events, each kind by (file name, line), so that the same files give the same result in any
 * order (settled 17). A second run changes nothing.
 */
async function importParts(ctx: Ctx, source: string, parts: readonly Part[], asOf: Day): Promise<ImportReport> {
  const began = performance.now();
  const plans = planOf(parts, { timeZone: ctx.workspace.timeZone, latest: (ctx.now + AHEAD_MS) as Instant });
  const id = newId('imp');
  const run = { id, source, asOf, startedAt: ctx.now, by: actorOf(ctx.principal) };
  await ctx.transaction(async (inside) => {
    await fixTimeZone(inside);
    await insertImport(inside, run);
  });
  const filesSoFar = (): ImportReport['files'] => plans.map(({ tally }) => tally.report());
  try {
    await writeAll(ctx, plans, asOf);
  } catch (error) {
    // What was written stays; the report says how far it came, and has no end.
    await ctx.transaction((inside) => keepReport(inside, id, null, filesSoFar()));
    throw error;
  }
  const files = filesSoFar();
  const finishedAt = (ctx.now + Math.round(performance.now() - began)) as Instant;
  await ctx.transaction((inside) => keepReport(inside, id, finishedAt, files));
  return reportOf({ ...run, finishedAt, files }, await namesOf(ctx, [run]));
}

async function writeAll(ctx: Ctx, plans: readonly Plan[], asOf: Day): Promise<void> {
  const inOrder = plans.toSorted((a, b) => (a.table.name < b.table.name ? -1 : a.table.name > b.table.name ? 1 : 0));
  await countAtTheEnd(ctx, asOf, async () => {
    await importAccounts(ctx, inOrder.filter(isOf('accounts')), asOf);
    await importUsers(ctx, inOrder.filter(isOf('users')));
    await importEvents(ctx, inOrder.filter(isOf('events')));
  });
  // Customers without a single event are judged too; history is not.
  if (asOf === ctx.today) ctx.requestJob(judgeJob);
}

function isOf<E extends Plan['entity']>(entity: E): (plan: Plan) => plan is Extract<Plan, { entity: E }> {
  return (plan): plan is Extract<Plan, { entity: E }> => plan.entity === entity;
}

/** Past imports with their reports. */
export async function importList(ctx: Ctx): Promise<OutputOf<typeof listImports>> {
  const runs = await latestImports(ctx, LISTED_IMPORTS);
  const names = await namesOf(ctx, runs);
  return { imports: runs.map((run) => reportOf(run, names)) };
}

/**
 * Fills the workspace with invented customers, and has them judged. Run again on a later day it adds the days since.
 *
 * @throws AppError('conflict') when there are customers that were not invented: the two must not be mixed up.
 */
export async function runDemoOf(ctx: Ctx, { customers }: { readonly customers: number }): Promise<ImportReport> {
  const real = (await liveSpans(ctx)).find(({ externalId }) => !DEMO_ID.test(externalId));
  if (real !== undefined)
    throw new AppError('conflict', `The workspace has customers of its own, such as '${real.externalId}'.`, {
      hint: 'Make another workspace for sample data.',
    });
  const anchor = (await firstImportOf(ctx, DEMO_SOURCE)) ?? ctx.today;
  const { parts } = demoData({ customers, anchor, now: ctx.now, timeZone: ctx.workspace.timeZone });
  return importParts(ctx, DEMO_SOURCE, parts, ctx.today);
}

function namesOf(ctx: Ctx, runs: readonly Pick<ImportRun, 'by'>[]): Promise<ReadonlyMap<PersonId, string>> {
  return personNames(ctx, [...new Set(runs.map(({ by }) => by as PersonId))]);
}

function reportOf(
  { id, source, startedAt, finishedAt, asOf, by, files }: Omit<ImportRun, 'workspaceId'>,
  names: ReadonlyMap<PersonId, string>,
): ImportReport {
  return {
    importId: id,
    source,
    startedAt: formatInstant(startedAt),
    finishedAt: finishedAt === null ? null : formatInstant(finishedAt),
    asOf,
    by: names.get(by as PersonId) ?? by,
    files,
  };
}
