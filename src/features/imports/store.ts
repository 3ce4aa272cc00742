import { and, asc, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Rejection } from './core/cells.ts';
import { type ImportRun, importRejects, imports } from './tables.ts';

const mine = (ctx: Ctx, id: string) => and(eq(imports.workspaceId, ctx.workspace.id), eq(imports.id, id));

/** Notes an import. */
export async function insertImport(ctx: Ctx, run: Omit<ImportRun, 'workspaceId'>): Promise<void> {
  await ctx.db.insert(imports).values({ workspaceId: ctx.workspace.id, ...run });
}

/** Keeps what is known of an import by now. */
export async function changeImport(ctx: Ctx, id: string, change: Partial<Omit<ImportRun, 'workspaceId' | 'id'>>): Promise<void> {
  await ctx.db.update(imports).set(change).where(mine(ctx, id));
}

/** Moves an import from some states to another one. Says whether it was in one of them. */
export async function moveImport(ctx: Ctx, id: string, from: readonly ImportRun['state'][], to: ImportRun['state']): Promise<boolean> {
  const moved = await ctx.db
    .update(imports)
    .set({ state: to })
    .where(and(mine(ctx, id), inArray(imports.state, [...from])))
    .returning({ id: imports.id });
  return moved.length > 0;
}

/** One import; null when there is none. */
export async function importById(ctx: Ctx, id: string): Promise<ImportRun | null> {
  const [found] = await ctx.db.select().from(imports).where(mine(ctx, id));
  return found ?? null;
}

/** Where an import stands. */
export async function stateOf(ctx: Ctx, id: string): Promise<ImportRun['state'] | null> {
  const [found] = await ctx.db.select({ state: imports.state }).from(imports).where(mine(ctx, id));
  return found?.state ?? null;
}

/** Imports over uploaded files that have not come to their end, oldest first. */
export async function openImports(ctx: Ctx): Promise<readonly ImportRun[]> {
  return ctx.db
    .select()
    .from(imports)
    .where(
      and(
        eq(imports.workspaceId, ctx.workspace.id),
        inArray(imports.state, ['waiting', 'running', 'cancelling']),
        sql`${imports.inputs} is not null`,
      ),
    )
    .orderBy(asc(imports.startedAt), asc(imports.id));
}

/** The latest imports, latest first. */
export async function latestImports(ctx: Ctx, limit: number): Promise<readonly ImportRun[]> {
  return ctx.db
    .select()
    .from(imports)
    .where(eq(imports.workspaceId, ctx.workspace.id))
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(limit);
}

/** As of which day the first import of a source was made that has not been taken back; null when there was none. */
export async function firstImportOf(ctx: Ctx, source: string): Promise<Day | null> {
  const [first] = await ctx.db
    .select({ asOf: imports.asOf })
    .from(imports)
    .where(and(eq(imports.workspaceId, ctx.workspace.id), eq(imports.source, source), ne(imports.state, 'undone')))
    .orderBy(asc(imports.asOf))
    .limit(1);
  return first?.asOf ?? null;
}

/** The imports of a source that have not been taken back, latest first. */
export async function standingImportsOf(ctx: Ctx, source: string): Promise<readonly ImportRun[]> {
  return ctx.db
    .select()
    .from(imports)
    .where(and(eq(imports.workspaceId, ctx.workspace.id), eq(imports.source, source), ne(imports.state, 'undone')))
    .orderBy(desc(imports.startedAt), desc(imports.id));
}

/** Whether an import of a source has recorded events at a moment: by both they are found again. */
export async function hasRecordedAt(ctx: Ctx, source: string, at: Instant): Promise<boolean> {
  const [found] = await ctx.db
    .select({ id: imports.id })
    .from(imports)
    .where(
      and(
        eq(imports.workspaceId, ctx.workspace.id),
        eq(imports.source, source),
        sql`${imports.recorded} @> ${JSON.stringify([at])}::jsonb`,
      ),
    )
    .limit(1);
  return found !== undefined;
}

/** The imports whose reports hold one of some texts. */
export async function importsNaming(ctx: Ctx, texts: readonly string[]): Promise<readonly ImportRun[]> {
  // As JSON writes it, with its quotes: a text that merely begins the same is another one.
  const named = texts.flatMap((text) => [
    sql`position(${JSON.stringify(text)} in ${imports.files}::text) > 0`,
    sql`position(${JSON.stringify(text)} in ${imports.progress}::text) > 0`,
  ]);
  return ctx.db
    .select()
    .from(imports)
    .where(and(eq(imports.workspaceId, ctx.workspace.id), or(...named)));
}

type Reject = Rejection & { readonly file: number; readonly number: number };

/** Keeps rows that were not taken. */
export async function keepRejects(ctx: Ctx, importId: string, rejects: readonly Reject[]): Promise<void> {
  const rows = rejects.map(({ column, ...rest }) => ({ workspaceId: ctx.workspace.id, importId, columnName: column, ...rest }));
  for (let start = 0; start < rows.length; start += 1000)
    await ctx.db
      .insert(importRejects)
      .values(rows.slice(start, start + 1000))
      .onConflictDoNothing();
}

/** Rows of an import that were not taken, by file and line. */
export async function rejectsOf(ctx: Ctx, importId: string, file: number | null, limit: number): Promise<readonly Reject[]> {
  const rows = await ctx.db
    .select()
    .from(importRejects)
    .where(
      and(
        eq(importRejects.workspaceId, ctx.workspace.id),
        eq(importRejects.importId, importId),
        file === null ? undefined : eq(importRejects.file, file),
      ),
    )
    .orderBy(asc(importRejects.file), asc(importRejects.line), asc(importRejects.number))
    .limit(limit);
  return rows.map(({ columnName, line, value, reason, file: of, number }) => ({
    line,
    column: columnName,
    value,
    reason,
    file: of,
    number,
  }));
}

/** Takes values out of the rows that were not taken. */
export async function forgetRejected(ctx: Ctx, values: readonly string[]): Promise<void> {
  if (values.length === 0) return;
  const named = values.map((value) => sql`position(${value} in ${importRejects.value}) > 0`);
  await ctx.db
    .update(importRejects)
    .set({ value: null })
    .where(and(eq(importRejects.workspaceId, ctx.workspace.id), or(...named)));
}
