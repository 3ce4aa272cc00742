import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import type { Entity } from './core/kinds.ts';
import { importRejects, imports } from './tables.ts';

/** Imports that are looked at: the latest of a file says what is wrong with it now. */
const LATEST = 500;

/** The reasons of rows whose id was taken by other content, as `import-records` and `first-kept` write them. */
const CONFLICT = sql`(${importRejects.reason} like 'This id was kept with another content%' or ${importRejects.reason} like 'Says something else than line %')`;

/** A file as it was imported last. */
export interface LastImport {
  readonly importId: string;
  /** Its place in the import. */
  readonly index: number;
  readonly file: string;
  readonly entity: Entity;
}

/** Of each source and file the last import that was carried out and not taken back. */
export async function lastImports(ctx: Ctx): Promise<readonly LastImport[]> {
  const runs = await ctx.db
    .select({ importId: imports.id, source: imports.source, files: imports.files })
    .from(imports)
    .where(and(eq(imports.workspaceId, ctx.workspace.id), eq(imports.dryRun, false), sql`${imports.undoneAt} is null`))
    .orderBy(desc(imports.startedAt), desc(imports.id))
    .limit(LATEST);
  const seen = new Set<string>();
  return runs.flatMap(({ importId, source, files }) =>
    files.flatMap(({ file, entity }, index): LastImport[] => {
      const key = JSON.stringify([source, file, entity]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ importId, index, file, entity }];
    }),
  );
}

/** How many rows of a file were not taken, because of conflicts or for other reasons, with the first of each. */
export async function rejectedOf(
  ctx: Ctx,
  { importId, index }: LastImport,
  isConflict: boolean,
  limit: number,
): Promise<{ count: number; first: readonly { line: number; value: string | null; reason: string }[] }> {
  const which = and(
    eq(importRejects.workspaceId, ctx.workspace.id),
    eq(importRejects.importId, importId),
    eq(importRejects.file, index),
    isConflict ? CONFLICT : sql`not ${CONFLICT}`,
  );
  const [total] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(importRejects).where(which);
  if (total === undefined || total.count === 0) return { count: 0, first: [] };
  const first = await ctx.db
    .select({ line: importRejects.line, value: importRejects.value, reason: importRejects.reason })
    .from(importRejects)
    .where(which)
    .orderBy(asc(importRejects.line))
    .limit(limit);
  return { count: total.count, first };
}
