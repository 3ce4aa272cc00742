import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { CountedSign } from './core/mapping.ts';
import { inOrder, inPieces } from './store.ts';
import { usageAccountSources, usageCursors, usageDeliveryDays, usageDirty } from './tables.ts';

/** How far the rollup has read, and what it needs to remember for the next time. */
export interface Cursor {
  readonly position: number;
  /** Since when each counted sign is there. */
  readonly firstDays: Readonly<Record<CountedSign, Day | null>>;
}

/** The cursor; with `lock` no other process moves it until the transaction ends. */
export async function cursorOf(ctx: Ctx, lock: boolean): Promise<Cursor> {
  if (lock) await ctx.db.insert(usageCursors).values({ workspaceId: ctx.workspace.id, position: 0 }).onConflictDoNothing();
  const query = ctx.db.select().from(usageCursors).where(eq(usageCursors.workspaceId, ctx.workspace.id));
  const [row] = lock ? await query.for('update') : await query;
  const { loginsFrom: login = null, modulesFrom: module = null, clientsFrom: client = null, secondsFrom: seconds = null } = row ?? {};
  return { position: row?.position ?? 0, firstDays: { login, module, client, seconds } };
}

export async function moveCursor(ctx: Ctx, { position, firstDays: { login, module, client, seconds } }: Cursor): Promise<void> {
  const columns = { position, loginsFrom: login, modulesFrom: module, clientsFrom: client, secondsFrom: seconds };
  await ctx.db.update(usageCursors).set(columns).where(eq(usageCursors.workspaceId, ctx.workspace.id));
}

/** Notes days on which sources delivered; returns those that were not known. */
export async function addDeliveryDays(
  ctx: Ctx,
  days: readonly { readonly source: string; readonly day: number }[],
): Promise<readonly { source: string; day: number }[]> {
  const added: { source: string; day: number }[] = [];
  await inPieces(days, async (piece) => {
    const rows = await ctx.db
      .insert(usageDeliveryDays)
      .values(piece.map(({ source, day }) => ({ workspaceId: ctx.workspace.id, source, day })))
      .onConflictDoNothing()
      .returning({ source: usageDeliveryDays.source, day: usageDeliveryDays.day });
    added.push(...rows);
  });
  return added;
}

/** All days on which some sources are known to have delivered. */
export async function deliveryDaysOf(ctx: Ctx, sources: readonly string[]): Promise<readonly { source: string; day: number }[]> {
  if (sources.length === 0) return [];
  return ctx.db
    .select({ source: usageDeliveryDays.source, day: usageDeliveryDays.day })
    .from(usageDeliveryDays)
    .where(and(eq(usageDeliveryDays.workspaceId, ctx.workspace.id), inArray(usageDeliveryDays.source, [...sources])));
}

/** Notes which sources served which customers; returns the customers that got a source they did not have. */
export async function addAccountSources(
  ctx: Ctx,
  pairs: readonly { readonly accountId: AccountId; readonly source: string }[],
): Promise<readonly AccountId[]> {
  const gained = new Set<AccountId>();
  await inPieces(pairs, async (piece) => {
    const rows = await ctx.db
      .insert(usageAccountSources)
      .values(piece.map(({ accountId, source }) => ({ workspaceId: ctx.workspace.id, accountId, source })))
      .onConflictDoNothing()
      .returning({ accountId: usageAccountSources.accountId });
    for (const { accountId } of rows) gained.add(accountId);
  });
  return [...gained];
}

/** The sources that served each customer. */
export async function sourcesByAccount(ctx: Ctx): Promise<ReadonlyMap<AccountId, readonly string[]>> {
  const rows = await ctx.db
    .select({ accountId: usageAccountSources.accountId, source: usageAccountSources.source })
    .from(usageAccountSources)
    .where(eq(usageAccountSources.workspaceId, ctx.workspace.id));
  const sources = new Map<AccountId, string[]>();
  for (const { accountId, source } of rows) {
    const own = sources.get(accountId);
    if (own === undefined) sources.set(accountId, [source]);
    else own.push(source);
  }
  return sources;
}

/** Remembers that customers must be computed again from a day number on; the earliest day counts. */
export async function markDirty(ctx: Ctx, from: ReadonlyMap<AccountId, number>): Promise<void> {
  const sorted = inOrder(from, ([accountId]) => accountId);
  await inPieces(sorted, async (piece) => {
    await ctx.db
      .insert(usageDirty)
      .values(piece.map(([accountId, fromDay]) => ({ workspaceId: ctx.workspace.id, accountId, fromDay })))
      .onConflictDoUpdate({
        target: [usageDirty.workspaceId, usageDirty.accountId],
        set: { fromDay: sql`least(${usageDirty.fromDay}, excluded.from_day)` },
      });
  });
}

/** Takes what was marked. */
export async function takeDirty(ctx: Ctx): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await ctx.db
    .delete(usageDirty)
    .where(eq(usageDirty.workspaceId, ctx.workspace.id))
    .returning({ accountId: usageDirty.accountId, fromDay: usageDirty.fromDay });
  return new Map(rows.map(({ accountId, fromDay }) => [accountId, fromDay]));
}
