import { and, asc, eq, isNull } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import type { Override } from './core/overrides.ts';
import { healthOverrides } from './tables.ts';

export type OverrideRow = typeof healthOverrides.$inferSelect;

/** The overrides of some customers that nobody ended, each customer's in the order in which they were said. */
export async function overridesOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, readonly Override[]>> {
  const rows = await ctx.db
    .select()
    .from(healthOverrides)
    .where(
      and(eq(healthOverrides.workspaceId, ctx.workspace.id), oneOf(healthOverrides.accountId, accountIds), isNull(healthOverrides.endedAt)),
    )
    .orderBy(asc(healthOverrides.saidAt), asc(healthOverrides.id));
  const found = new Map<AccountId, Override[]>();
  for (const { accountId, id, band, fromDay, untilDay } of rows)
    found.set(accountId, [...(found.get(accountId) ?? []), { id, band, from: dayNumber(fromDay), until: dayNumber(untilDay) }]);
  return found;
}

/** All that were ever said for some customers, in the order in which they were. */
export async function overridesOfAll(ctx: Ctx, accountIds: readonly AccountId[]): Promise<readonly OverrideRow[]> {
  return ctx.db
    .select()
    .from(healthOverrides)
    .where(and(eq(healthOverrides.workspaceId, ctx.workspace.id), oneOf(healthOverrides.accountId, accountIds)))
    .orderBy(asc(healthOverrides.saidAt), asc(healthOverrides.id));
}

/** All that were ever said for a customer, in the order in which they were. */
export async function overrideRows(ctx: Ctx, accountId: AccountId): Promise<readonly OverrideRow[]> {
  return ctx.db
    .select()
    .from(healthOverrides)
    .where(and(eq(healthOverrides.workspaceId, ctx.workspace.id), eq(healthOverrides.accountId, accountId)))
    .orderBy(asc(healthOverrides.saidAt), asc(healthOverrides.id));
}

export async function insertOverride(ctx: Ctx, row: Omit<OverrideRow, 'workspaceId' | 'endedAt' | 'endedBy'>): Promise<void> {
  await ctx.db.insert(healthOverrides).values({ workspaceId: ctx.workspace.id, ...row });
}

/** Ends one that still holds. False when there is none of that id. */
export async function markEnded(ctx: Ctx, accountId: AccountId, id: string, by: string): Promise<boolean> {
  const { rowCount } = await ctx.db
    .update(healthOverrides)
    .set({ endedAt: ctx.now, endedBy: by })
    .where(
      and(
        eq(healthOverrides.workspaceId, ctx.workspace.id),
        eq(healthOverrides.accountId, accountId),
        eq(healthOverrides.id, id),
        isNull(healthOverrides.endedAt),
      ),
    );
  return (rowCount ?? 0) > 0;
}
