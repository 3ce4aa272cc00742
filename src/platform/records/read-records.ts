import { and, asc, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent, RecordKind } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { oneOf } from '../db/one-of.ts';
import { STORED, type StoredRecord } from './save-records.ts';
import { recordChanges, records } from './tables.ts';

/** Which records of a kind. */
export interface RecordFilter {
  /** Who may be seen: a condition over the column given, from access. Absent: the caller has checked. */
  readonly visible?: SQL | undefined;
  readonly accountId?: AccountId | undefined;
  readonly ids?: readonly string[] | undefined;
  /** In the recycle bin, or not; `either` where it does not matter. */
  readonly archived?: boolean | 'either' | undefined;
  /** A text that stands somewhere in the record. */
  readonly search?: string | undefined;
  /** Only after this id. */
  readonly after?: string | undefined;
}

/** The column that says whose a record is: for conditions of who may see it. */
export const RECORD_ACCOUNT = records.accountId;

/** A page of records, by id. */
export async function pageOfRecords(ctx: Ctx, kind: RecordKind, filter: RecordFilter, limit: number): Promise<readonly StoredRecord[]> {
  return ctx.db
    .select(STORED)
    .from(records)
    .where(matching(ctx, kind, filter))
    .orderBy(asc(records.id))
    .limit(limit);
}

/** How many there are. */
export async function countOfRecords(ctx: Ctx, kind: RecordKind, filter: RecordFilter): Promise<number> {
  const [row] = await ctx.db
    .select({ total: sql<number>`count(*)::int` })
    .from(records)
    .where(matching(ctx, kind, filter));
  return row?.total ?? 0;
}

/** One record; null when there is none, or the filter does not let it be seen. */
export async function recordById(ctx: Ctx, kind: RecordKind, id: string, filter: RecordFilter = {}): Promise<StoredRecord | null> {
  const [found] = await pageOfRecords(ctx, kind, { archived: 'either', ...filter, ids: [id] }, 1);
  return found ?? null;
}

/** What is kept of a record, without its story. */
export interface RecordBody {
  readonly kind: string;
  readonly id: string;
  readonly content: RecordContent;
}

/**
 * What is kept of some kinds about some customers, without what lies in the recycle bin: for reckoning with all of it. A customer without
 * any is absent.
 */
export async function bodiesOfAccounts(
  ctx: Ctx,
  kinds: readonly RecordKind[],
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, readonly RecordBody[]>> {
  const names = JSON.stringify(kinds.map(({ name }) => name));
  // One look-up a customer and kind: asked for all at once, an engine without statistics reads the whole kind instead. And one text a
  // customer: a row costs more than what is in it.
  const { rows } = await ctx.db.execute<{ account_id: AccountId; bodies: string }>(sql`
    select asked.account_id, own.bodies
    from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as asked(account_id),
      lateral (
        select json_agg(json_build_array(one.kind, one.id, one.content))::text as bodies
        from jsonb_array_elements_text(${names}::jsonb) as wanted(kind),
          lateral (
            select kind, id, content from ${records} as every
            where every.workspace_id = ${ctx.workspace.id} and every.account_id = asked.account_id and every.kind = wanted.kind
              and every.archived_at is null
            offset 0
          ) as one
      ) as own
    where own.bodies is not null`);
  return new Map(
    rows.map(({ account_id: accountId, bodies }) => [
      accountId,
      (JSON.parse(bodies) as [string, string, RecordContent][]).map(([kind, id, content]) => ({ kind, id, content })),
    ]),
  );
}

/**
 * A mark for what is kept about each of some customers: another one as soon as a row of it is another one, whoever wrote it and however. A
 * customer without records is absent. The engine itself notes which transaction wrote a row and where it put it, and never notes both again.
 */
export async function marksOfAccounts(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, string>> {
  const { rows } = await ctx.db.execute<{ marks: string | null }>(sql`
    select json_agg(json_build_array(asked.account_id, own.mark))::text as marks
    from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as asked(account_id),
      lateral (
        select count(*) || ' ' || sum(hashtextextended(every.ctid::text || every.xmin::text, 0)) as mark from ${records} as every
        where every.workspace_id = ${ctx.workspace.id} and every.account_id = asked.account_id
        offset 0
      ) as own
    where own.mark is not null`);
  return new Map(JSON.parse(rows[0]?.marks ?? '[]') as [AccountId, string][]);
}

/** The kinds of which the workspace keeps at least one record. */
export async function kindsKept(ctx: Ctx, kinds: readonly RecordKind[]): Promise<ReadonlySet<string>> {
  const names = JSON.stringify(kinds.map(({ name }) => name));
  const { rows } = await ctx.db.execute<{ kind: string }>(sql`
    select kind from jsonb_array_elements_text(${names}::jsonb) as wanted(kind)
    where exists (select 1 from ${records} as every where every.workspace_id = ${ctx.workspace.id} and every.kind = wanted.kind)`);
  return new Set(rows.map(({ kind }) => kind));
}

function matching(ctx: Ctx, kind: RecordKind, filter: RecordFilter): SQL | undefined {
  const { visible, accountId, ids, archived = false, search, after } = filter;
  return and(
    eq(records.workspaceId, ctx.workspace.id),
    eq(records.kind, kind.name),
    visible,
    accountId === undefined ? undefined : eq(records.accountId, accountId),
    ids === undefined ? undefined : oneOf(records.id, ids),
    archived === 'either' ? undefined : archived ? isNotNull(records.archivedAt) : isNull(records.archivedAt),
    search === undefined || search.trim() === '' ? undefined : containing(search),
    after === undefined ? undefined : gt(records.id, after),
  );
}

function containing(search: string): SQL {
  const pattern = `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(lower(${records.id}) like ${pattern} or lower(${records.content}::text) like ${pattern} or lower(${records.custom}::text) like ${pattern})`;
}

/** A change of one field of a record. */
export interface RecordChange {
  readonly field: string;
  readonly from: FieldValue | null;
  readonly to: FieldValue | null;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly importId: string | null;
}

/** Every change of a record, latest first. */
export async function historyOfRecord(ctx: Ctx, kind: RecordKind, id: string, limit: number): Promise<readonly RecordChange[]> {
  const rows = await ctx.db
    .select()
    .from(recordChanges)
    .where(and(eq(recordChanges.workspaceId, ctx.workspace.id), eq(recordChanges.kind, kind.name), eq(recordChanges.recordId, id)))
    .orderBy(sql`${recordChanges.id} desc`)
    .limit(limit);
  return rows.map(({ field, oldValue, newValue, changedAt, changedBy, importId }) => ({
    field,
    from: oldValue,
    to: newValue,
    changedAt,
    changedBy,
    importId,
  }));
}

/** Every value that records of a kind keep in a field that is text, with the customer it is of. */
export async function textsOfAccounts(
  ctx: Ctx,
  kind: RecordKind,
  field: string,
): Promise<readonly { readonly accountId: AccountId; readonly text: string }[]> {
  const { rows } = await ctx.db.execute<{ account_id: AccountId; text: string }>(sql`
    select distinct ${records.accountId}, ${records.content}->>${field} as text from ${records}
    where ${records.workspaceId} = ${ctx.workspace.id} and ${records.kind} = ${kind.name} and ${records.accountId} is not null
      and ${records.archivedAt} is null and ${records.content}->>${field} is not null`);
  return rows.map(({ account_id, text }) => ({ accountId: account_id, text }));
}

/** The customers of which a record of a kind says a text in a field. */
export async function accountsOfText(ctx: Ctx, kind: RecordKind, field: string, text: string): Promise<readonly AccountId[]> {
  const { rows } = await ctx.db.execute<{ account_id: AccountId }>(sql`
    select distinct ${records.accountId} from ${records}
    where ${records.workspaceId} = ${ctx.workspace.id} and ${records.kind} = ${kind.name} and ${records.accountId} is not null
      and ${records.archivedAt} is null and ${records.content}->>${field} = ${text}`);
  return rows.map(({ account_id }) => account_id);
}

/** Some fields of the records of a kind that are not in the recycle bin, by id, a page at a time: for who holds them in memory. */
export async function fieldsOfRecords(
  ctx: Ctx,
  kind: RecordKind,
  fields: readonly string[],
  after: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly accountId: AccountId | null; readonly values: readonly (string | null)[] }[]> {
  const values = sql.join(
    fields.map((field) => sql`content->>${field}`),
    sql`, `,
  );
  const { rows } = await ctx.db.execute<{ found: string | null }>(sql`
    select json_agg(json_build_array(id, account_id, ${values}) order by id)::text as found
    from (
      select id, account_id, content from ${records}
      where ${records.workspaceId} = ${ctx.workspace.id} and ${records.kind} = ${kind.name} and ${records.archivedAt} is null
        and ${records.id} > ${after}
      order by ${records.id} limit ${limit}
    ) as page`);
  const found = JSON.parse(rows[0]?.found ?? '[]') as [string, AccountId | null, ...(string | null)[]][];
  return found.map(([id, accountId, ...rest]) => ({ id, accountId, values: rest }));
}

/** How many records of each kind a customer has; `withBin`: also those in the recycle bin. */
export async function countsOfAccount(
  ctx: Ctx,
  accountId: AccountId,
  { withBin }: { readonly withBin: boolean },
): Promise<readonly { readonly kind: string; readonly count: number }[]> {
  return ctx.db
    .select({ kind: records.kind, count: sql<number>`count(*)::int` })
    .from(records)
    .where(
      and(eq(records.workspaceId, ctx.workspace.id), eq(records.accountId, accountId), withBin ? undefined : isNull(records.archivedAt)),
    )
    .groupBy(records.kind)
    .orderBy(asc(records.kind));
}
