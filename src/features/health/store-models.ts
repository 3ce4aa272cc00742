import { and, asc, eq } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import type { HealthModel } from './core/model.ts';
import { healthDrafts, healthModels, healthSettings } from './tables.ts';

export type ModelRow = typeof healthModels.$inferSelect;
export type DraftRow = typeof healthDrafts.$inferSelect;

/** What was set before models had versions; null where nobody set anything. */
export async function oldSettings(ctx: Ctx): Promise<{ readonly expectedActivity: number; readonly requiredCoverage: number } | null> {
  const [row] = await ctx.db.select().from(healthSettings).where(eq(healthSettings.workspaceId, ctx.workspace.id));
  return row ?? null;
}

/** Every version that was published, of every model, in their order. */
export async function publishedRows(ctx: Ctx): Promise<readonly ModelRow[]> {
  return ctx.db
    .select()
    .from(healthModels)
    .where(eq(healthModels.workspaceId, ctx.workspace.id))
    .orderBy(asc(healthModels.modelId), asc(healthModels.version));
}

/** Adds a version. False when there is one of that number already: somebody was quicker. */
export async function insertVersion(ctx: Ctx, row: Omit<ModelRow, 'workspaceId'>): Promise<boolean> {
  const { rowCount } = await ctx.db
    .insert(healthModels)
    .values({ workspaceId: ctx.workspace.id, ...row })
    .onConflictDoNothing();
  return (rowCount ?? 0) > 0;
}

export async function draftRows(ctx: Ctx): Promise<readonly DraftRow[]> {
  return ctx.db.select().from(healthDrafts).where(eq(healthDrafts.workspaceId, ctx.workspace.id)).orderBy(asc(healthDrafts.modelId));
}

/** Writes a draft over the revision that was on somebody's screen; 0 for a new one. False when it is another one by now. */
export async function writeDraft(
  ctx: Ctx,
  modelId: string,
  seen: number,
  words: { readonly basedOn: number; readonly model: HealthModel; readonly by: string },
): Promise<boolean> {
  const values = { model: words.model, revision: seen + 1, changedAt: ctx.now, changedBy: words.by };
  if (seen === 0) {
    const { rowCount } = await ctx.db
      .insert(healthDrafts)
      .values({ workspaceId: ctx.workspace.id, modelId, basedOn: words.basedOn, ...values })
      .onConflictDoNothing();
    return (rowCount ?? 0) > 0;
  }
  const { rowCount } = await ctx.db
    .update(healthDrafts)
    .set(values)
    .where(and(eq(healthDrafts.workspaceId, ctx.workspace.id), eq(healthDrafts.modelId, modelId), eq(healthDrafts.revision, seen)));
  return (rowCount ?? 0) > 0;
}

export async function deleteDraft(ctx: Ctx, modelId: string): Promise<boolean> {
  const { rowCount } = await ctx.db
    .delete(healthDrafts)
    .where(and(eq(healthDrafts.workspaceId, ctx.workspace.id), eq(healthDrafts.modelId, modelId)));
  return (rowCount ?? 0) > 0;
}
