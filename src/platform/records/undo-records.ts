import { and, asc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue, RecordKind, RecordWords } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { oneOf } from '../db/one-of.ts';
import { STORED, type StoredRecord } from './save-records.ts';
import { customFields, recordChanges, records } from './tables.ts';

/** What an import did to one record. */
export interface ImportedRecord {
  readonly id: string;
  /** The import made it; else it changed some of its fields. */
  readonly isCreated: boolean;
  /** Somebody else has changed it since, and it is not again what the import left. */
  readonly isEdited: boolean;
}

/**
 * The records of a kind that an import made or changed, by id.
 *
 * @param after  Only after this id.
 * @param limit  At most so many.
 */
export async function importedRecords(
  ctx: Ctx,
  kind: RecordKind,
  importId: string,
  after: string,
  limit: number,
): Promise<readonly ImportedRecord[]> {
  const [workspace, name] = [ctx.workspace.id, kind.name];
  const { rows } = await ctx.db.execute<{ id: string; created: boolean; edited: boolean }>(sql`
    with touched as (
      select ${records.id} as id, ${records.importId} = ${importId} as created from ${records}
      where ${records.workspaceId} = ${workspace} and ${records.kind} = ${name} and ${records.id} > ${after}
        and (${records.importId} = ${importId} or exists (
          select 1 from ${recordChanges} where ${recordChanges.workspaceId} = ${workspace} and ${recordChanges.importId} = ${importId}
            and ${recordChanges.kind} = ${name} and ${recordChanges.recordId} = ${records.id}))
      order by ${records.id} limit ${limit}
    )
    select touched.id, coalesce(touched.created, false) as created, exists (
      -- What was changed and is again as it was left is no edit: a later import that was taken back, say.
      select 1 from ${recordChanges} as later where later.workspace_id = ${workspace} and later.kind = ${name} and later.record_id = touched.id
        and later.import_id is distinct from ${importId}
        and (touched.created or later.id > (
          select min(own.id) from ${recordChanges} as own where own.workspace_id = ${workspace} and own.kind = ${name}
            and own.record_id = touched.id and own.import_id = ${importId}))
      group by later.field
      having (array_agg(coalesce(later.old_value, 'null') order by later.id))[1]
        is distinct from (array_agg(coalesce(later.new_value, 'null') order by later.id desc))[1]
        -- What follows from events is no edit of anybody: a customer's first day moves to when it was first seen.
        and not (${name} = 'account' and later.field = 'startsOn' and bool_and(later.import_id is null))
    ) as edited from touched order by touched.id`);
  return rows.map(({ id, created, edited }) => ({ id, isCreated: created, isEdited: edited }));
}

/** What records were before an import changed them: what has to be said so that they are it again. */
export async function wordsBefore(
  ctx: Ctx,
  kind: RecordKind,
  importId: string,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly words: RecordWords; readonly custom: RecordWords; readonly wasArchived: boolean }[]> {
  if (ids.length === 0) return [];
  const changes = await ctx.db
    .select({ id: recordChanges.recordId, field: recordChanges.field, oldValue: recordChanges.oldValue })
    .from(recordChanges)
    .where(
      and(
        eq(recordChanges.workspaceId, ctx.workspace.id),
        eq(recordChanges.kind, kind.name),
        eq(recordChanges.importId, importId),
        oneOf(recordChanges.recordId, ids),
      ),
    )
    .orderBy(asc(recordChanges.id));
  const firsts = new Map(ids.map((id) => [id, new Map<string, FieldValue | null>()]));
  for (const { id, field, oldValue } of changes) {
    const before = firsts.get(id);
    if (before !== undefined && !before.has(field)) before.set(field, oldValue);
  }
  return [...firsts].map(([id, before]) => {
    const fields = [...before].filter(([field]) => field !== 'archived');
    return {
      id,
      words: Object.fromEntries(fields.filter(([field]) => !field.startsWith(CUSTOM))),
      custom: Object.fromEntries(
        fields.filter(([field]) => field.startsWith(CUSTOM)).map(([field, value]) => [field.slice(CUSTOM.length), value]),
      ),
      wasArchived: before.get('archived') === true,
    };
  });
}

const CUSTOM = 'custom.';

/** Removes records and their history for good. Returns them as they were. */
export async function removeRecords(ctx: Ctx, kind: RecordKind, ids: readonly string[]): Promise<readonly StoredRecord[]> {
  if (ids.length === 0) return [];
  await ctx.db
    .delete(recordChanges)
    .where(and(eq(recordChanges.workspaceId, ctx.workspace.id), eq(recordChanges.kind, kind.name), oneOf(recordChanges.recordId, ids)));
  return ctx.db
    .delete(records)
    .where(and(eq(records.workspaceId, ctx.workspace.id), eq(records.kind, kind.name), oneOf(records.id, ids)))
    .returning(STORED);
}

/** Records that named a customer before anybody knew it belong to nobody again. Returns how many records of the customer remain. */
export async function releaseRecords(ctx: Ctx, accountId: AccountId, before: Instant): Promise<number> {
  const ofIt = and(eq(records.workspaceId, ctx.workspace.id), eq(records.accountId, accountId), ne(records.kind, 'account'));
  await ctx.db
    .update(records)
    .set({ accountId: null })
    .where(and(ofIt, lt(records.createdAt, before)));
  const [left] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(records).where(ofIt);
  return left?.count ?? 0;
}

/** Removes custom fields of a kind that were made at some moments and under which no record keeps a value. */
export async function removeUnusedFields(ctx: Ctx, kind: RecordKind, keys: readonly string[], madeAt: readonly Instant[]): Promise<void> {
  if (keys.length === 0 || madeAt.length === 0) return;
  await ctx.db.delete(customFields).where(
    and(
      eq(customFields.workspaceId, ctx.workspace.id),
      eq(customFields.kind, kind.name),
      inArray(customFields.key, [...keys]),
      inArray(customFields.createdAt, [...madeAt]),
      sql`not exists (select 1 from ${records} where ${records.workspaceId} = ${ctx.workspace.id} and ${records.kind} = ${kind.name}
        and jsonb_exists(${records.custom}, ${customFields.key}))`,
    ),
  );
}
