import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { importFiles, importMappings } from './tables.ts';

export type WaitingFile = Omit<typeof importFiles.$inferSelect, 'workspaceId'>;

/** Notes a file that is to come. */
export async function insertFile(ctx: Ctx, file: WaitingFile): Promise<void> {
  await ctx.db.insert(importFiles).values({ workspaceId: ctx.workspace.id, ...file });
}

/** Files that wait, oldest first; all, or some by id. */
export async function waitingFiles(ctx: Ctx, ids: readonly string[] | null): Promise<readonly WaitingFile[]> {
  const rows = await ctx.db
    .select()
    .from(importFiles)
    .where(and(eq(importFiles.workspaceId, ctx.workspace.id), ids === null ? undefined : inArray(importFiles.id, [...ids])))
    .orderBy(asc(importFiles.uploadedAt), asc(importFiles.id));
  return rows.map(({ workspaceId, ...file }) => file);
}

/** Files that have waited since before a moment. */
export async function filesBefore(ctx: Ctx, before: Instant): Promise<readonly WaitingFile[]> {
  const rows = await ctx.db
    .select()
    .from(importFiles)
    .where(and(eq(importFiles.workspaceId, ctx.workspace.id), lt(importFiles.uploadedAt, before)));
  return rows.map(({ workspaceId, ...file }) => file);
}

/** Forgets files. */
export async function deleteFiles(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db.delete(importFiles).where(and(eq(importFiles.workspaceId, ctx.workspace.id), inArray(importFiles.id, [...ids])));
}

type SavedMapping = Omit<typeof importMappings.$inferSelect, 'workspaceId'>;

/** Saved mappings by name. */
export async function savedMappings(ctx: Ctx): Promise<readonly SavedMapping[]> {
  const rows = await ctx.db
    .select()
    .from(importMappings)
    .where(eq(importMappings.workspaceId, ctx.workspace.id))
    .orderBy(asc(importMappings.name));
  return rows.map(({ workspaceId, ...mapping }) => mapping);
}

/** Keeps a mapping under its name. */
export async function writeMapping(ctx: Ctx, { name, ...saved }: SavedMapping): Promise<void> {
  await ctx.db
    .insert(importMappings)
    .values({ workspaceId: ctx.workspace.id, name, ...saved })
    .onConflictDoUpdate({
      target: [importMappings.workspaceId, importMappings.name],
      set: {
        mapping: sql`excluded.mapping`,
        headers: sql`excluded.headers`,
        savedAt: sql`excluded.saved_at`,
        savedBy: sql`excluded.saved_by`,
      },
    });
}

/** Forgets a mapping. Says whether there was one. */
export async function deleteMapping(ctx: Ctx, name: string): Promise<boolean> {
  const gone = await ctx.db
    .delete(importMappings)
    .where(and(eq(importMappings.workspaceId, ctx.workspace.id), eq(importMappings.name, name)))
    .returning({ name: importMappings.name });
  return gone.length > 0;
}
