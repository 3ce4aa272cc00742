import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { recordChanges, records } from './tables.ts';

/** Records that named customers before anybody knew them become theirs. */
export async function adoptRecords(ctx: Ctx, accounts: ReadonlyMap<string, AccountId>): Promise<void> {
  if (accounts.size === 0) return;
  const rows = JSON.stringify([...accounts].map(([external_id, id]) => ({ external_id, id })));
  await ctx.db.execute(sql`
    update ${records} as kept set account_id = appeared.id
    from jsonb_to_recordset(${rows}::jsonb) as appeared(external_id text, id text)
    where kept.workspace_id = ${ctx.workspace.id} and kept.account_id is null and kept.content->>'account' = appeared.external_id`);
}

/** Removes every record of a customer, and its history. Returns how many rows. */
export async function forgetRecords(ctx: Ctx, accountId: AccountId): Promise<number> {
  const history = await ctx.db.delete(recordChanges).where(
    and(
      eq(recordChanges.workspaceId, ctx.workspace.id),
      sql`(${recordChanges.kind}, ${recordChanges.recordId}) in (select ${records.kind}, ${records.id} from ${records}
        where ${records.workspaceId} = ${ctx.workspace.id} and ${records.accountId} = ${accountId})`,
    ),
  );
  const removed = await ctx.db.delete(records).where(and(eq(records.workspaceId, ctx.workspace.id), eq(records.accountId, accountId)));
  return (history.rowCount ?? 0) + (removed.rowCount ?? 0);
}

/** Empties the recycle bin of what lies in it since before a moment; the history goes with it. Returns how many records. */
export async function emptyBin(ctx: Ctx, before: Instant): Promise<number> {
  const old = and(eq(records.workspaceId, ctx.workspace.id), isNotNull(records.archivedAt), lt(records.archivedAt, before));
  await ctx.db
    .delete(recordChanges)
    .where(
      and(
        eq(recordChanges.workspaceId, ctx.workspace.id),
        sql`(${recordChanges.kind}, ${recordChanges.recordId}) in (select ${records.kind}, ${records.id} from ${records} where ${old})`,
      ),
    );
  const removed = await ctx.db.delete(records).where(old);
  return removed.rowCount ?? 0;
}
