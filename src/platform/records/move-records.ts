import { and, asc, eq, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../new-id.ts';
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

/** A customer by both of its names. */
export interface OwnerOfRecords {
  readonly accountId: AccountId;
  readonly externalId: string;
}

/** Rows a statement takes at most. */
const ROWS = 2000;

/**
 * Makes records of one customer another's, with their history; what lies in the recycle bin goes with them.
 *
 * @param own   The kind whose records are the customers themselves: they stay.
 * @param some  Only these; null for all. Those that have become somebody else's meanwhile stay.
 * @returns     The records that moved, by kind and id.
 */
export async function reassignRecords(
  ctx: Ctx,
  from: OwnerOfRecords,
  to: OwnerOfRecords,
  own: string,
  some: readonly { readonly kind: string; readonly id: string }[] | null,
): Promise<readonly { readonly kind: string; readonly id: string }[]> {
  const wanted = some === null ? null : new Set(some.map(({ kind, id }) => `${kind} ${id}`));
  const theirs = await ctx.db
    .select({ kind: records.kind, id: records.id })
    .from(records)
    .where(and(eq(records.workspaceId, ctx.workspace.id), eq(records.accountId, from.accountId), ne(records.kind, own)))
    .orderBy(asc(records.kind), asc(records.id));
  const moving = wanted === null ? theirs : theirs.filter(({ kind, id }) => wanted.has(`${kind} ${id}`));
  for (let start = 0; start < moving.length; start += ROWS) {
    const piece = moving.slice(start, start + ROWS);
    await ctx.db.execute(sql`
      update ${records} as kept
      set account_id = ${to.accountId}, version = kept.version + 1, content = jsonb_set(kept.content, '{account}', to_jsonb(${to.externalId}::text))
      from jsonb_to_recordset(${JSON.stringify(piece)}::jsonb) as moving(kind text, id text)
      where kept.workspace_id = ${ctx.workspace.id} and kept.kind = moving.kind and kept.id = moving.id`);
    await ctx.db.insert(recordChanges).values(
      piece.map(({ kind, id }) => ({
        workspaceId: ctx.workspace.id,
        id: newId('chg'),
        kind,
        recordId: id,
        field: 'account',
        oldValue: from.externalId,
        newValue: to.externalId,
        changedAt: ctx.now,
        changedBy: actorOf(ctx.principal),
        importId: null,
      })),
    );
  }
  return moving;
}
