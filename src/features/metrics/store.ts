import { and, eq, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import { seriesExtents } from './tables.ts';

/** As of which day the series of an account is computed (an ended account has cells up to its end), and what was told of it last. */
export interface Extent {
  readonly computedTo: Day;
  /** A fingerprint; null when nothing that is known was told. */
  readonly told: string | null;
}

/** An absent account was never computed. */
export async function extentsOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Extent>> {
  if (accountIds.length === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(seriesExtents)
    .where(and(eq(seriesExtents.workspaceId, ctx.workspace.id), oneOf(seriesExtents.accountId, accountIds)));
  return new Map(rows.map(({ accountId, computedTo, told }) => [accountId, { computedTo, told }]));
}

/** Notes that series now reach a day, and what is told of them; never moves a day back. */
export async function extendTo(ctx: Ctx, extents: readonly (Extent & { readonly accountId: AccountId })[]): Promise<void> {
  if (extents.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${seriesExtents} as kept (workspace_id, account_id, computed_to, told)
    select ${ctx.workspace.id}, account_id, computed_to, told
    from json_to_recordset(${JSON.stringify(extents.map(({ accountId, computedTo, told }) => ({ account_id: accountId, computed_to: computedTo, told })))}::json)
      as row(account_id text, computed_to text, told text)
    on conflict (workspace_id, account_id) do update set computed_to = greatest(kept.computed_to, excluded.computed_to), told = excluded.told`);
}

/** Forgets as of which day the series of a customer was computed. Returns how many rows. */
export async function removeExtent(ctx: Ctx, accountId: AccountId): Promise<number> {
  const removed = await ctx.db
    .delete(seriesExtents)
    .where(and(eq(seriesExtents.workspaceId, ctx.workspace.id), eq(seriesExtents.accountId, accountId)));
  return removed.rowCount ?? 0;
}
