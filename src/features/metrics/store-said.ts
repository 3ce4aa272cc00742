import { and, asc, eq, isNull } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import type { SaidValue } from './core/account-facts.ts';
import { saidValues } from './tables.ts';

export type SaidRow = typeof saidValues.$inferSelect;

/** What people said about some customers and did not take back, in the order in which it was said. */
export async function saidOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, readonly SaidValue[]>> {
  const rows = await ctx.db
    .select()
    .from(saidValues)
    .where(and(eq(saidValues.workspaceId, ctx.workspace.id), oneOf(saidValues.accountId, accountIds), isNull(saidValues.withdrawnAt)))
    .orderBy(asc(saidValues.saidAt), asc(saidValues.id));
  const found = new Map<AccountId, SaidValue[]>();
  for (const { accountId, metric, fromDay, untilDay, value } of rows) {
    const own = found.get(accountId) ?? [];
    own.push({ metric, on: dayNumber(fromDay), until: untilDay === null ? null : dayNumber(untilDay), value });
    found.set(accountId, own);
  }
  return found;
}

/** Everything that was ever said about some customers, what was taken back included, in the order in which it was said. */
export async function saidEverRows(ctx: Ctx, accountIds: readonly AccountId[]): Promise<readonly SaidRow[]> {
  return ctx.db
    .select()
    .from(saidValues)
    .where(and(eq(saidValues.workspaceId, ctx.workspace.id), oneOf(saidValues.accountId, accountIds)))
    .orderBy(asc(saidValues.saidAt), asc(saidValues.id));
}

/** Everything said about a customer, what was taken back included; the latest first. */
export async function saidRows(ctx: Ctx, accountId: AccountId): Promise<readonly SaidRow[]> {
  const rows = await ctx.db
    .select()
    .from(saidValues)
    .where(and(eq(saidValues.workspaceId, ctx.workspace.id), eq(saidValues.accountId, accountId)))
    .orderBy(asc(saidValues.saidAt), asc(saidValues.id));
  return rows.toReversed();
}

export async function insertSaid(ctx: Ctx, row: Omit<SaidRow, 'workspaceId' | 'withdrawnAt' | 'withdrawnBy'>): Promise<void> {
  await ctx.db.insert(saidValues).values({ workspaceId: ctx.workspace.id, ...row });
}

/** Takes a value back. False when there is none of that id that still stands. */
export async function withdrawSaid(ctx: Ctx, accountId: AccountId, id: string, by: string): Promise<boolean> {
  const { rowCount } = await ctx.db
    .update(saidValues)
    .set({ withdrawnAt: ctx.now, withdrawnBy: by })
    .where(
      and(
        eq(saidValues.workspaceId, ctx.workspace.id),
        eq(saidValues.accountId, accountId),
        eq(saidValues.id, id),
        isNull(saidValues.withdrawnAt),
      ),
    );
  return (rowCount ?? 0) > 0;
}

/** Forgets what people said about a customer. Returns how many rows. */
export async function removeSaid(ctx: Ctx, accountId: AccountId): Promise<number> {
  const removed = await ctx.db
    .delete(saidValues)
    .where(and(eq(saidValues.workspaceId, ctx.workspace.id), eq(saidValues.accountId, accountId)));
  return removed.rowCount ?? 0;
}
