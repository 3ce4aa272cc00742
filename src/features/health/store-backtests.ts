import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { healthBacktests } from './tables.ts';

export type BacktestRow = typeof healthBacktests.$inferSelect;

/** Keeps what a back-test said of a model of some content, in the place of an earlier one. */
export async function keepBacktest(ctx: Ctx, said: Omit<BacktestRow, 'workspaceId'>): Promise<void> {
  const { workspaceId, modelId, fingerprint } = healthBacktests;
  const row = { workspaceId: ctx.workspace.id, ...said };
  await ctx.db
    .insert(healthBacktests)
    .values(row)
    .onConflictDoUpdate({ target: [workspaceId, modelId, fingerprint], set: row });
}

/** What the last back-tests said of a model, one a content. */
export async function backtestsOf(ctx: Ctx, modelId: string): Promise<readonly BacktestRow[]> {
  return ctx.db
    .select()
    .from(healthBacktests)
    .where(and(eq(healthBacktests.workspaceId, ctx.workspace.id), eq(healthBacktests.modelId, modelId)));
}
