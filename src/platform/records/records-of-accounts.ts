import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { RecordKind } from '../../kernel/record.ts';
import type { Ctx } from '../context.ts';
import { STORED, type StoredRecord } from './save-records.ts';
import { records } from './tables.ts';

/** The records of some customers, of several kinds at once, outside the recycle bin: by customer, then by name of the kind, each by id. */
export async function recordsOfAccounts(
  ctx: Ctx,
  kinds: readonly RecordKind[],
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, ReadonlyMap<string, readonly StoredRecord[]>>> {
  const found = new Map<AccountId, Map<string, StoredRecord[]>>();
  if (kinds.length === 0 || accountIds.length === 0) return found;
  const rows = await ctx.db
    .select({ kind: records.kind, ...STORED })
    .from(records)
    .where(
      and(
        eq(records.workspaceId, ctx.workspace.id),
        inArray(records.accountId, [...accountIds]),
        inArray(
          records.kind,
          kinds.map(({ name }) => name),
        ),
        isNull(records.archivedAt),
      ),
    )
    .orderBy(asc(records.id));
  for (const { kind, ...record } of rows) {
    if (record.accountId === null) continue;
    const ofAccount = found.get(record.accountId) ?? new Map<string, StoredRecord[]>();
    ofAccount.set(kind, [...(ofAccount.get(kind) ?? []), record]);
    found.set(record.accountId, ofAccount);
  }
  return found;
}

/** The kinds of which the workspace keeps at least one record. */
export async function kindsKept(ctx: Ctx, kinds: readonly RecordKind[]): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const { name } of kinds) {
    const [one] = await ctx.db
      .select({ kind: records.kind })
      .from(records)
      .where(and(eq(records.workspaceId, ctx.workspace.id), eq(records.kind, name)))
      .limit(1);
    if (one !== undefined) kept.add(name);
  }
  return kept;
}
