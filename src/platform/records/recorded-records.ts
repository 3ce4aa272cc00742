import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent, RecordKind } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { oneOf } from '../db/one-of.ts';
import { recordChanges, records } from './tables.ts';

/** A record with everything that was said of it, the latest change first. */
export interface RecordStory {
  readonly kind: string;
  readonly id: string;
  readonly content: RecordContent;
  readonly archived: boolean;
  readonly createdAt: Instant;
  readonly changes: readonly { readonly field: string; readonly before: FieldValue; readonly at: Instant }[];
}

/** The stories of the records of some customers, those in the recycle bin too: one of them may not have lain there once. */
export async function storiesOfAccounts(
  ctx: Ctx,
  kinds: readonly RecordKind[],
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, readonly RecordStory[]>> {
  const names = kinds.map(({ name }) => name);
  const { workspaceId, kind, id, accountId, content, createdAt, archivedAt } = records;
  const rows = await ctx.db
    .select({ kind, id, accountId, content, createdAt, archivedAt })
    .from(records)
    .where(and(eq(workspaceId, ctx.workspace.id), inArray(kind, names), oneOf(accountId, accountIds)));
  const changes = await ctx.db
    .select({
      kind: recordChanges.kind,
      id: recordChanges.recordId,
      field: recordChanges.field,
      before: recordChanges.oldValue,
      at: recordChanges.changedAt,
    })
    .from(recordChanges)
    .where(
      and(
        eq(recordChanges.workspaceId, ctx.workspace.id),
        inArray(recordChanges.kind, names),
        oneOf(
          recordChanges.recordId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(desc(recordChanges.changedAt), desc(recordChanges.id));
  const told = new Map<string, RecordStory['changes'][number][]>();
  for (const { kind: of, id: record, field, before, at } of changes) pushTo(told, `${of} ${record}`, { field, before: before ?? null, at });
  const stories = new Map<AccountId, RecordStory[]>();
  for (const { accountId: account, archivedAt: gone, ...row } of rows)
    if (account !== null) pushTo(stories, account, { ...row, archived: gone !== null, changes: told.get(`${row.kind} ${row.id}`) ?? [] });
  return stories;
}

function pushTo<Key, One>(lists: Map<Key, One[]>, key: Key, one: One): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

/** What a record said at a moment; null where it was not written down yet, or lay in the recycle bin. */
export function recordedBy(story: RecordStory, moment: Instant): RecordContent | null {
  if (story.createdAt > moment) return null;
  const content: Record<string, FieldValue> = { ...story.content };
  let { archived } = story;
  for (const { field, before, at } of story.changes) {
    if (at <= moment) break;
    if (field === 'archived') archived = before === true;
    else if (before === null) delete content[field];
    else content[field] = before;
  }
  return archived ? null : content;
}

/** Since when the workspace keeps records of some kinds, by kind. */
export async function keptSince(ctx: Ctx, kinds: readonly RecordKind[]): Promise<ReadonlyMap<string, Instant>> {
  const rows = await ctx.db
    .select({ kind: records.kind, since: sql<string>`min(${records.createdAt})` })
    .from(records)
    .where(
      and(
        eq(records.workspaceId, ctx.workspace.id),
        inArray(
          records.kind,
          kinds.map(({ name }) => name),
        ),
      ),
    )
    .groupBy(records.kind);
  return new Map(rows.map(({ kind, since }) => [kind, Number(since) as Instant]));
}
