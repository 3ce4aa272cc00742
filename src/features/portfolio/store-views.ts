import { and, asc, eq, or } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { portfolioViews } from './tables.ts';

export type ViewRow = typeof portfolioViews.$inferSelect;

/** The views of the caller, and those shared with them, oldest first. */
export async function viewsOf(ctx: Ctx): Promise<readonly ViewRow[]> {
  const { principal } = ctx;
  const mine = principal.kind === 'person' ? principal.personId : principal.kind;
  const teamId = principal.kind === 'person' ? principal.teamId : null;
  return ctx.db
    .select()
    .from(portfolioViews)
    .where(
      and(
        eq(portfolioViews.workspaceId, ctx.workspace.id),
        or(
          eq(portfolioViews.ownerId, mine),
          eq(portfolioViews.shared, 'workspace'),
          teamId === null ? undefined : and(eq(portfolioViews.shared, 'team'), eq(portfolioViews.teamId, teamId)),
        ),
      ),
    )
    .orderBy(asc(portfolioViews.createdAt), asc(portfolioViews.id));
}

export async function viewById(ctx: Ctx, id: string): Promise<ViewRow | null> {
  const [found] = await ctx.db
    .select()
    .from(portfolioViews)
    .where(and(eq(portfolioViews.workspaceId, ctx.workspace.id), eq(portfolioViews.id, id)));
  return found ?? null;
}

/** Keeps a view, new or changed. */
export async function keepView(ctx: Ctx, row: Omit<ViewRow, 'workspaceId' | 'createdAt' | 'changedAt'>): Promise<void> {
  const { name, shared, teamId, view } = row;
  await ctx.db
    .insert(portfolioViews)
    .values({ workspaceId: ctx.workspace.id, ...row, createdAt: ctx.now, changedAt: ctx.now })
    .onConflictDoUpdate({
      target: [portfolioViews.workspaceId, portfolioViews.id],
      set: { name, shared, teamId, view, changedAt: ctx.now },
    });
}

export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.delete(portfolioViews).where(and(eq(portfolioViews.workspaceId, ctx.workspace.id), eq(portfolioViews.id, id)));
}
