import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { RecordContent } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { recordChanges, records } from './tables.ts';

/** A record in the recycle bin. */
export interface BinnedRecord {
  readonly kind: string;
  readonly id: string;
  readonly accountId: AccountId | null;
  readonly content: RecordContent;
  readonly archivedAt: Instant;
  readonly archivedBy: string;
}

/** What lies in the recycle bin, of every kind, the latest first; and how much there is in all. */
export async function recycleBin(
  ctx: Ctx,
  visible: SQL | undefined,
  limit: number,
): Promise<{ readonly records: readonly BinnedRecord[]; readonly total: number }> {
  const binned = and(eq(records.workspaceId, ctx.workspace.id), isNotNull(records.archivedAt), visible);
  const by = sql<string | null>`(
    select ${recordChanges.changedBy} from ${recordChanges}
    where ${recordChanges.workspaceId} = ${ctx.workspace.id} and ${recordChanges.kind} = ${records.kind}
      and ${recordChanges.recordId} = ${records.id} and ${recordChanges.field} = 'archived'
    order by ${recordChanges.id} desc limit 1)`;
  const rows = await ctx.db
    .select({
      kind: records.kind,
      id: records.id,
      accountId: records.accountId,
      content: records.content,
      archivedAt: records.archivedAt,
      archivedBy: by,
      createdBy: records.createdBy,
    })
    .from(records)
    .where(binned)
    .orderBy(desc(records.archivedAt), records.kind, records.id)
    .limit(limit);
  const [counted] = await ctx.db.select({ total: sql<number>`count(*)::int` }).from(records).where(binned);
  return {
    records: rows.map(({ archivedAt, archivedBy, createdBy, ...row }) => ({
      ...row,
      archivedAt: archivedAt ?? ctx.now,
      archivedBy: archivedBy ?? createdBy,
    })),
    total: counted?.total ?? 0,
  };
}
