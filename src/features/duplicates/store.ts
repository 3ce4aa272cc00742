import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { duplicatesDismissed, duplicatesMerges } from './tables.ts';

export type Merge = Omit<typeof duplicatesMerges.$inferSelect, 'workspaceId'>;

/** Pairs that are not the same, as a person said. */
export async function dismissedPairs(ctx: Ctx): Promise<readonly { readonly one: AccountId; readonly other: AccountId }[]> {
  return ctx.db
    .select({ one: duplicatesDismissed.one, other: duplicatesDismissed.other })
    .from(duplicatesDismissed)
    .where(eq(duplicatesDismissed.workspaceId, ctx.workspace.id));
}

/** Keeps that a pair is not the same. */
export async function dismissPair(ctx: Ctx, one: AccountId, other: AccountId): Promise<void> {
  await ctx.db
    .insert(duplicatesDismissed)
    .values({ workspaceId: ctx.workspace.id, one, other, dismissedAt: ctx.now, dismissedBy: actorOf(ctx.principal) })
    .onConflictDoNothing();
}

/** Takes that back. */
export async function undismissPair(ctx: Ctx, one: AccountId, other: AccountId): Promise<void> {
  await ctx.db
    .delete(duplicatesDismissed)
    .where(
      and(eq(duplicatesDismissed.workspaceId, ctx.workspace.id), eq(duplicatesDismissed.one, one), eq(duplicatesDismissed.other, other)),
    );
}

export async function insertMerge(ctx: Ctx, merge: Pick<Merge, 'id' | 'kept' | 'dropped' | 'moved'>): Promise<void> {
  await ctx.db
    .insert(duplicatesMerges)
    .values({ workspaceId: ctx.workspace.id, ...merge, mergedAt: ctx.now, mergedBy: actorOf(ctx.principal) });
}

/** The latest merges. */
export async function latestMerges(ctx: Ctx, limit: number): Promise<readonly Merge[]> {
  return ctx.db
    .select()
    .from(duplicatesMerges)
    .where(eq(duplicatesMerges.workspaceId, ctx.workspace.id))
    .orderBy(desc(duplicatesMerges.mergedAt), desc(duplicatesMerges.id))
    .limit(limit);
}

/** One merge, locked. */
export async function mergeById(ctx: Ctx, id: string): Promise<Merge | null> {
  const [found] = await ctx.db
    .select()
    .from(duplicatesMerges)
    .where(and(eq(duplicatesMerges.workspaceId, ctx.workspace.id), eq(duplicatesMerges.id, id)))
    .for('update');
  return found ?? null;
}

/** Merges that stand and in which a customer took part. */
export async function standingMergesOf(ctx: Ctx, accountId: AccountId): Promise<readonly Merge[]> {
  return ctx.db
    .select()
    .from(duplicatesMerges)
    .where(
      and(
        eq(duplicatesMerges.workspaceId, ctx.workspace.id),
        isNull(duplicatesMerges.undoneAt),
        or(eq(duplicatesMerges.kept, accountId), eq(duplicatesMerges.dropped, accountId)),
      ),
    )
    .orderBy(desc(duplicatesMerges.mergedAt), desc(duplicatesMerges.id));
}

/** Marks a merge as undone. */
export async function markUndone(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .update(duplicatesMerges)
    .set({ undoneAt: ctx.now, undoneBy: actorOf(ctx.principal) })
    .where(and(eq(duplicatesMerges.workspaceId, ctx.workspace.id), eq(duplicatesMerges.id, id)));
}
