import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { custodyErasures, type Erasure } from './tables.ts';

export async function insertErasure(ctx: Ctx, erasure: Omit<Erasure, 'workspaceId'>): Promise<void> {
  await ctx.db.insert(custodyErasures).values({ workspaceId: ctx.workspace.id, ...erasure });
}

/** Erasures that are not at their end, oldest first. */
export async function openErasures(ctx: Ctx): Promise<readonly Erasure[]> {
  return ctx.db
    .select()
    .from(custodyErasures)
    .where(and(eq(custodyErasures.workspaceId, ctx.workspace.id), isNull(custodyErasures.finishedAt)))
    .orderBy(asc(custodyErasures.id));
}

/** The latest erasures, latest first. */
export async function latestErasures(ctx: Ctx, limit: number): Promise<readonly Erasure[]> {
  return ctx.db
    .select()
    .from(custodyErasures)
    .where(eq(custodyErasures.workspaceId, ctx.workspace.id))
    .orderBy(desc(custodyErasures.id))
    .limit(limit);
}

/** Notes how far an erasure has come. */
export async function keepErasure(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<Erasure, 'accountId' | 'users' | 'events'> & { finishedAt: Instant }>,
): Promise<void> {
  await ctx.db
    .update(custodyErasures)
    .set(change)
    .where(and(eq(custodyErasures.workspaceId, ctx.workspace.id), eq(custodyErasures.id, id)));
}
