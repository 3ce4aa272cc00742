import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { DEFAULT_SETTINGS, type HealthSettings } from './core/usage-health.ts';
import { healthSettings, healthSnapshots } from './tables.ts';

export type Snapshot = Omit<typeof healthSnapshots.$inferSelect, 'workspaceId' | 'recordedOn'>;

/** The settings of the workspace; the defaults until somebody sets them. */
export async function settingsOf(ctx: Ctx): Promise<HealthSettings> {
  const [row] = await ctx.db.select().from(healthSettings).where(eq(healthSettings.workspaceId, ctx.workspace.id));
  return row === undefined ? DEFAULT_SETTINGS : { expectedActivity: row.expectedActivity, requiredCoverage: row.requiredCoverage };
}

/** Sets the settings of the workspace. */
export async function saveSettings(ctx: Ctx, settings: HealthSettings): Promise<void> {
  const values = { ...settings, changedAt: ctx.now };
  await ctx.db
    .insert(healthSettings)
    .values({ workspaceId: ctx.workspace.id, ...values })
    .onConflictDoUpdate({ target: healthSettings.workspaceId, set: values });
}

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

/** Forgets what was said about the health of a customer. Returns how many rows. */
export async function removeSnapshots(ctx: Ctx, accountId: AccountId): Promise<number> {
  const removed = await ctx.db
    .delete(healthSnapshots)
    .where(and(eq(healthSnapshots.workspaceId, ctx.workspace.id), eq(healthSnapshots.accountId, accountId)));
  return removed.rowCount ?? 0;
}
