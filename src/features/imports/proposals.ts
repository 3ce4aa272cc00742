import { createHash } from 'node:crypto';
import type { TableRow } from '../../connectors/table.ts';
import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { listMappings, previewImport, proposeMapping, saveMapping } from './contract-files.ts';
import type { FileMapping } from './contract-mapping.ts';
import type { RowReading } from './core/cells.ts';
import { eventRow } from './core/event-rows.ts';
import { plainWord } from './core/read-words.ts';
import { recordRow } from './core/record-rows.ts';
import { tableLabel } from './core/table-label.ts';
import { userRow } from './core/user-rows.ts';
import { sourcesOf } from './files.ts';
import type { ImportParts } from './parts.ts';
import type { Plan } from './plan.ts';
import { type Proposal, propose } from './propose.ts';
import { partsOf, plansOf } from './service.ts';
import { deleteMapping, savedMappings, writeMapping } from './store-files.ts';

/** Looks at uploaded files and proposes what each holds. A file whose headers a saved mapping was made for is read as it was then. */
export async function proposalsFor(
  parts: ImportParts,
  ctx: Ctx,
  { files, source, kinds }: InputOf<typeof proposeMapping>,
): Promise<OutputOf<typeof proposeMapping>> {
  const sources = await sourcesOf(parts, ctx, files);
  const saved = await savedMappings(ctx);
  const proposals = await propose(sources, { kinds: new Map(Object.entries(kinds)) });
  const answers = proposals.map((proposal) => {
    const isSaid = Object.hasOwn(kinds, proposal.file) || Object.hasOwn(kinds, tableLabel(proposal.file, proposal.sheet));
    const known = !isSaid ? knownMapping(proposal, saved) : null;
    const { file, sheet, format, rows, columns, questions, others } = proposal;
    return {
      ...{
        fileId: sources.find(({ name }) => name === file)?.fileId ?? '',
        file,
        sheet,
        format: { ...format },
        rows,
        saved: known?.name ?? null,
        others: [...others],
      },
      mapping: known?.mapping ?? proposal.mapping,
      columns: columns.map(({ header, survey: { filled, empty, samples } }) => ({ header, filled, empty, samples: [...samples] })),
      questions: questions.map((question) => ({ ...question, words: [...question.words] })),
    };
  });
  const found = answers.flatMap(({ mapping }) => (mapping === null ? [] : [mapping]));
  return { mapping: found.length === 0 ? null : { source, files: found }, files: answers };
}

type Saved = Awaited<ReturnType<typeof savedMappings>>[number];

function knownMapping(
  { file, sheet, columns }: Proposal,
  saved: readonly Saved[],
): { readonly name: string; readonly mapping: FileMapping } | null {
  const print = printOf(columns.map(({ header }) => header));
  for (const { name, mapping, headers } of saved) {
    const entry = headers.find((one) => one.headers === print);
    const known =
      mapping.files.find((one) => tableLabel(one.file, one.sheet) === entry?.file) ?? mapping.files.find((one) => one.file === entry?.file);
    if (known === undefined) continue;
    const { sheet: _, ...rest } = known;
    return { name, mapping: { ...rest, file, ...(sheet === null ? {} : { sheet }) } as FileMapping };
  }
  return null;
}

/** Headers are the same when they read the same, in whatever order. */
function printOf(headers: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(plainWord).sort()))
    .digest('base64url');
}

/** Saved mappings by name. */
export async function mappingList(ctx: Ctx): Promise<OutputOf<typeof listMappings>> {
  return { mappings: (await savedMappings(ctx)).map(answerOf) };
}

function answerOf({ name, mapping, savedAt, savedBy }: Saved): OutputOf<typeof saveMapping> {
  return { name, mapping, savedAt: formatInstant(savedAt), savedBy };
}

/** Keeps a mapping under a name. */
export async function keepMapping(
  ctx: Ctx,
  { name, mapping, headers }: InputOf<typeof saveMapping>,
): Promise<OutputOf<typeof saveMapping>> {
  const prints = headers.map((one) => ({ file: one.file, headers: printOf(one.headers) }));
  const saved = { name, mapping, headers: prints, savedAt: ctx.now, savedBy: actorOf(ctx.principal) };
  await writeMapping(ctx, saved);
  return answerOf(saved);
}

/** @throws AppError('not-found') when there is no such mapping. */
export async function forgetMapping(ctx: Ctx, name: string): Promise<void> {
  if (!(await deleteMapping(ctx, name))) throw new AppError('not-found', `There is no mapping '${name}'.`);
}

/** The first rows of each file as they would be kept. */
export async function previewOf(
  parts: ImportParts,
  ctx: Ctx,
  { files, mapping, rows }: InputOf<typeof previewImport>,
): Promise<OutputOf<typeof previewImport>> {
  const plans = await plansOf(ctx, await partsOf(mapping, await sourcesOf(parts, ctx, files)));
  return { files: await Promise.all(plans.map((plan) => previewPlan(ctx, plan, rows))) };
}

async function previewPlan(ctx: Ctx, plan: Plan, most: number): Promise<OutputOf<typeof previewImport>['files'][number]> {
  const shown: { line: number; values: Record<string, unknown> }[] = [];
  let seen = 0;
  for await (const piece of plan.table.pieces()) {
    for (const row of piece.rows.slice(0, most - seen)) {
      const reading = readAs(ctx, plan, row);
      if (reading.ok) shown.push({ line: row.line, values: { ...reading.row } });
      else plan.tally.reject(reading.rejection);
    }
    seen += piece.rows.length;
    if (seen >= most) break;
  }
  const { file, entity, rejects, unmappedColumns, findings } = plan.tally.report(plan.tally.takeRejects());
  return { file, entity, rows: shown, rejects, unmappedColumns, findings };
}

/** A row as it would be kept. */
function readAs(ctx: Ctx, plan: Plan, row: TableRow): RowReading<object> {
  switch (plan.entity) {
    case 'record':
      return recordRow(row, plan.reading);
    case 'users':
      return userRow(row, plan.bound, ctx.workspace.timeZone, plan.dialects);
    case 'events':
      return eventRow(row, plan.reading);
  }
}
