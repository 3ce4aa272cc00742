import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { healthOverrides, healthSnapshots } from './tables.ts';

export type Snapshot = Omit<typeof healthSnapshots.$inferSelect, 'workspaceId' | 'recordedOn'>;

/** Keeps snapshots. One that was written on an earlier day stays as it is. */
export async function keepSnapshots(ctx: Ctx, snapshots: readonly Snapshot[]): Promise<void> {
  if (snapshots.length === 0) return;
  const {
    recordedOn: _recordedOn,
    workspaceId: _workspaceId,
    accountId: _accountId,
    day: _day,
    ...replaceable
  } = getTableColumns(healthSnapshots);
  const replaced = Object.fromEntries(Object.entries(replaceable).map(([field, column]) => [field, sql.raw(`excluded.${column.name}`)]));
  await ctx.db
    .insert(healthSnapshots)
    .values(snapshots.map((snapshot) => ({ workspaceId: ctx.workspace.id, recordedOn: ctx.today, ...snapshot })))
    .onConflictDoUpdate({
      target: [healthSnapshots.workspaceId, healthSnapshots.accountId, healthSnapshots.day],
      set: replaced,
      setWhere: eq(healthSnapshots.recordedOn, ctx.today),
    });
}

/** What was said of a customer on a day; null where nothing was kept. */
export async function snapshotOf(ctx: Ctx, accountId: AccountId, day: Day): Promise<typeof healthSnapshots.$inferSelect | null> {
  const [row] = await ctx.db
    .select()
    .from(healthSnapshots)
    .where(and(eq(healthSnapshots.workspaceId, ctx.workspace.id), eq(healthSnapshots.accountId, accountId), eq(healthSnapshots.day, day)));
  return row ?? null;
}

/** Forgets what was said about the health of a customer, by the models and by people. Returns how many rows. */
export async function removeSnapshots(ctx: Ctx, accountId: AccountId): Promise<number> {
  const said = await ctx.db
    .delete(healthOverrides)
    .where(and(eq(healthOverrides.workspaceId, ctx.workspace.id), eq(healthOverrides.accountId, accountId)));
  const removed = await ctx.db
    .delete(healthSnapshots)
    .where(and(eq(healthSnapshots.workspaceId, ctx.workspace.id), eq(healthSnapshots.accountId, accountId)));
  return (said.rowCount ?? 0) + (removed.rowCount ?? 0);
}
