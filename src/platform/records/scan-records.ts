import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { RecordContent } from '../../kernel/record.ts';
import type { Ctx } from '../context.ts';
import { records } from './tables.ts';

/** Those of some ids under which there is a record of a kind, the recycle bin left out. */
export async function presentIds(ctx: Ctx, kind: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await ctx.db
    .select({ id: records.id })
    .from(records)
    .where(
      and(eq(records.workspaceId, ctx.workspace.id), eq(records.kind, kind), inArray(records.id, [...ids]), isNull(records.archivedAt)),
    );
  return new Set(found.map(({ id }) => id));
}

/** What a record says, without its history. */
export interface SaidOfRecord {
  readonly id: string;
  readonly accountId: AccountId | null;
  readonly content: RecordContent;
  readonly custom: RecordContent;
}

type Packed = [id: string, accountId: AccountId | null, content: RecordContent, custom: RecordContent];

/*
 * For reading everything: a page travels as one text, because a row of an answer costs several times more than what is in it. Who may see
 * the records the caller has checked; those in the recycle bin are left out.
 */

/** The records of a kind after an id, by id. */
export async function scanKind(ctx: Ctx, kind: string, after: string, limit: number): Promise<readonly SaidOfRecord[]> {
  const { rows } = await ctx.db.execute<{ page: string | null }>(sql`
    select json_agg(json_build_array(id, account_id, content, custom))::text as page from (
      select id, account_id, content, custom from ${records}
      where workspace_id = ${ctx.workspace.id} and kind = ${kind} and id > ${after} and archived_at is null
      order by id limit ${limit}) as taken`);
  return unpacked(rows[0]?.page);
}

/** The records of some kinds of some customers: by customer and name of the kind, each by id. */
export async function scanAccounts(
  ctx: Ctx,
  kinds: readonly string[],
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, ReadonlyMap<string, readonly SaidOfRecord[]>>> {
  const { rows } = await ctx.db.execute<{ account_id: AccountId; kind: string; page: string }>(sql`
    select account_id, kind, json_agg(json_build_array(id, account_id, content, custom) order by id)::text as page from ${records}
    where workspace_id = ${ctx.workspace.id} and kind = any(${sql.param([...kinds])}::text[])
      and account_id = any(${sql.param([...accountIds])}::text[]) and archived_at is null
    group by account_id, kind`);
  const found = new Map<AccountId, Map<string, readonly SaidOfRecord[]>>();
  for (const { account_id: accountId, kind, page } of rows)
    found.set(accountId, (found.get(accountId) ?? new Map<string, readonly SaidOfRecord[]>()).set(kind, unpacked(page)));
  return found;
}

function unpacked(page: string | null | undefined): readonly SaidOfRecord[] {
  if (page === null || page === undefined) return [];
  return (JSON.parse(page) as Packed[]).map(([id, accountId, content, custom]) => ({ id, accountId, content, custom }));
}
