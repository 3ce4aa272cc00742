import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { ImportReport } from './contract.ts';
import { type ImportRun, imports } from './tables.ts';

/** Notes that an import has begun. */
export async function insertImport(ctx: Ctx, run: Omit<ImportRun, 'workspaceId' | 'finishedAt' | 'files'>): Promise<void> {
  await ctx.db.insert(imports).values({ workspaceId: ctx.workspace.id, ...run, files: [] });
}

/** Keeps what has become of the files; `finishedAt` null while more is to come. */
export async function keepReport(ctx: Ctx, id: string, finishedAt: Instant | null, files: ImportReport['files']): Promise<void> {
  await ctx.db
    .update(imports)
    .set({ finishedAt, files })
    .where(and(eq(imports.workspaceId, ctx.workspace.id), eq(imports.id, id)));
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

/** As of which day the first import of a source was made; null when there was none. */
export async function firstImportOf(ctx: Ctx, source: string): Promise<Day | null> {
  const [first] = await ctx.db
    .select({ asOf: imports.asOf })
    .from(imports)
    .where(and(eq(imports.workspaceId, ctx.workspace.id), eq(imports.source, source)))
    .orderBy(asc(imports.asOf))
    .limit(1);
  return first?.asOf ?? null;
}

/** The imports whose reports hold one of some texts. */
export async function importsNaming(ctx: Ctx, texts: readonly string[]): Promise<readonly ImportRun[]> {
  // As JSON writes it, with its quotes: a text that merely begins the same is another one.
  const named = texts.map((text) => sql`position(${JSON.stringify(text)} in ${imports.files}::text) > 0`);
  return ctx.db
    .select()
    .from(imports)
    .where(and(eq(imports.workspaceId, ctx.workspace.id), or(...named)));
}
