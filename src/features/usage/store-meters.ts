import { and, eq, lt, sql } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { inOrder, inPieces } from './store.ts';
import { usageKeyDays } from './tables.ts';

/** What the keys have sent on a day. */
export async function keyDays(ctx: Ctx, day: number): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .select({ keyId: usageKeyDays.keyId, items: usageKeyDays.items })
    .from(usageKeyDays)
    .where(and(eq(usageKeyDays.workspaceId, ctx.workspace.id), eq(usageKeyDays.day, day)));
  return new Map(rows.map(({ keyId, items }) => [keyId, items]));
}

export async function saveKeyDays(ctx: Ctx, rows: readonly { keyId: string; day: number; items: number }[]): Promise<void> {
  const sorted = inOrder(rows, ({ keyId }) => keyId);
  await inPieces(sorted, async (piece) => {
    await ctx.db
      .insert(usageKeyDays)
      .values(piece.map((row) => ({ workspaceId: ctx.workspace.id, ...row })))
      .onConflictDoUpdate({
        target: [usageKeyDays.workspaceId, usageKeyDays.keyId, usageKeyDays.day],
        set: { items: sql`excluded.items` },
      });
  });
}

/** Forgets the days before one. */
export async function pruneKeyDays(ctx: Ctx, before: number): Promise<void> {
  await ctx.db.delete(usageKeyDays).where(and(eq(usageKeyDays.workspaceId, ctx.workspace.id), lt(usageKeyDays.day, before)));
}
