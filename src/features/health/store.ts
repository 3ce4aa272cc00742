import { and, asc, eq, getTableColumns, gte, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { healthOverrides, healthSnapshots } from './tables.ts';

export type Snapshot = Omit<typeof healthSnapshots.$inferSelect, 'workspaceId' | 'recordedOn'>;

const KEY: readonly string[] = ['workspace_id', 'account_id', 'day', 'recorded_on'];

/** Keeps snapshots. One that was written on an earlier day stays as it is. They travel as one text: a parameter each costs more than the rest. */
export async function keepSnapshots(ctx: Ctx, snapshots: readonly Snapshot[]): Promise<void> {
  if (snapshots.length === 0) return;
  const columns = Object.entries(getTableColumns(healthSnapshots)).filter(
    ([, { name }]) => name !== 'workspace_id' && name !== 'recorded_on',
  );
  const rows = snapshots.map((snapshot) =>
    Object.fromEntries(columns.map(([field, { name }]) => [name, snapshot[field as keyof Snapshot]])),
  );
  const names = sql.raw(columns.map(([, { name }]) => name).join(', '));
  const typed = sql.raw(columns.map(([, column]) => `${column.name} ${column.getSQLType()}`).join(', '));
  const replaced = columns.flatMap(([, { name }]) => (KEY.includes(name) ? [] : [`${name} = excluded.${name}`]));
  await ctx.db.execute(sql`
    insert into ${healthSnapshots} as kept (workspace_id, recorded_on, ${names})
    select ${ctx.workspace.id}, ${ctx.today}, ${names} from json_to_recordset(${JSON.stringify(rows)}::json) as row(${typed})
    on conflict (workspace_id, account_id, day) do update set ${sql.raw(replaced.join(', '))} where kept.recorded_on = ${ctx.today}`);
}

/** What was said of a customer on a day; null where nothing was kept. */
export async function snapshotOf(ctx: Ctx, accountId: AccountId, day: Day): Promise<typeof healthSnapshots.$inferSelect | null> {
  const [row] = await ctx.db
    .select()
    .from(healthSnapshots)
    .where(and(eq(healthSnapshots.workspaceId, ctx.workspace.id), eq(healthSnapshots.accountId, accountId), eq(healthSnapshots.day, day)));
  return row ?? null;
}

/** What was said of a customer since a day, the oldest first. */
export async function snapshotsSince(ctx: Ctx, accountId: AccountId, since: Day) {
  const { day, healthScore, band, modelVersion } = healthSnapshots;
  return ctx.db
    .select({ day, score: healthScore, band, modelVersion })
    .from(healthSnapshots)
    .where(and(eq(healthSnapshots.workspaceId, ctx.workspace.id), eq(healthSnapshots.accountId, accountId), gte(day, since)))
    .orderBy(asc(day));
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
