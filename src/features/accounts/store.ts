import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { inChunks } from '../../platform/db/in-chunks.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import { trackRecords } from '../../platform/records/save-records.ts';
import { visibleAccounts } from '../access/reads.ts';
import type { AccountFields, FieldChange } from './core/account-fields.ts';
import { accountKind } from './core/kinds.ts';
import { searchTerms, searchText, sortKey } from './core/name-keys.ts';
import { syllablesOf } from './pinyin.ts';
import { accounts } from './tables.ts';

/** A customer as it is kept. */
export interface Account extends AccountFields {
  readonly id: AccountId;
  readonly externalId: string;
}

type Row = typeof accounts.$inferSelect;

function accountOf(row: Row): Account {
  const { id, externalId, name, startsOn, startsStated, endsOn, endKind } = row;
  return {
    id,
    externalId,
    name,
    startsOn,
    startsStated,
    endsOn,
    endKind,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
  };
}

/** Some customers by id, whoever may see them: the caller has checked. */
export async function byIds(ctx: Ctx, ids: readonly AccountId[]): Promise<readonly Account[]> {
  const found: Account[] = [];
  for (const some of inChunks([...new Set(ids)])) {
    const rows = await ctx.db
      .select()
      .from(accounts)
      .where(and(mine(ctx), oneOf(accounts.id, some)));
    found.push(...rows.map(accountOf));
  }
  return found;
}

/** Some customers by external id, whoever may see them. With `lock` nobody else changes them until the transaction ends. */
export async function byExternalIds(ctx: Ctx, externalIds: readonly string[], lock: boolean): Promise<readonly Account[]> {
  const found: Account[] = [];
  for (const some of inChunks([...new Set(externalIds)])) {
    const query = ctx.db
      .select()
      .from(accounts)
      .where(and(mine(ctx), oneOf(accounts.externalId, some)))
      .orderBy(asc(accounts.id));
    found.push(...(lock ? await query.for('update') : await query).map(accountOf));
  }
  return found;
}

/** Only the ids behind external ids: what ingest asks for. */
export async function idsByExternalId(ctx: Ctx, externalIds: readonly string[]): Promise<ReadonlyMap<string, AccountId>> {
  const found = new Map<string, AccountId>();
  for (const some of inChunks([...new Set(externalIds)])) {
    const rows = await ctx.db
      .select({ id: accounts.id, externalId: accounts.externalId })
      .from(accounts)
      .where(and(mine(ctx), oneOf(accounts.externalId, some)));
    for (const { id, externalId } of rows) found.set(externalId, id);
  }
  return found;
}

/** The ids of all customers that the caller may see. */
export async function visibleIds(ctx: Ctx): Promise<readonly AccountId[]> {
  const rows = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(mine(ctx), visibleAccounts(ctx, accounts.id)));
  return rows.map(({ id }) => id);
}

/** Of some customers, the ids of those that the caller may see. */
export async function visibleOf(ctx: Ctx, ids: readonly AccountId[]): Promise<readonly AccountId[]> {
  const rows = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(mine(ctx), oneOf(accounts.id, ids), visibleAccounts(ctx, accounts.id)));
  return rows.map(({ id }) => id);
}

/** A customer as a search looks for it. */
export interface NamedAccount {
  readonly accountId: AccountId;
  readonly externalId: string;
  readonly name: string;
  readonly endsOn: Day | null;
  readonly sortKey: string;
  readonly text: string;
}

/** Customers as a search looks for them, by id. One text for all: a row costs more than what is in it. */
export async function pageOfNames(ctx: Ctx, after: string, limit: number): Promise<readonly NamedAccount[]> {
  const { rows } = await ctx.db.execute<{ names: string | null }>(sql`
    select json_agg(json_build_array(id, external_id, name, ends_on, sort_key, search_text) order by id)::text as names
    from (select * from ${accounts} where ${mine(ctx)} and ${accounts.id} > ${after} order by ${accounts.id} limit ${limit}) as page`);
  const names = JSON.parse(rows[0]?.names ?? '[]') as [AccountId, string, string, Day | null, string, string][];
  return names.map(([accountId, externalId, name, endsOn, sortKey, text]) => ({ accountId, externalId, name, endsOn, sortKey, text }));
}

/** Live spans of some customers, or of all. */
export async function spansOf(
  ctx: Ctx,
  ids: readonly AccountId[] | null,
): Promise<readonly (Pick<Row, 'externalId' | 'startsOn' | 'endsOn'> & { accountId: AccountId })[]> {
  const columns = { accountId: accounts.id, externalId: accounts.externalId, startsOn: accounts.startsOn, endsOn: accounts.endsOn };
  const read = (condition: SQL | undefined) => ctx.db.select(columns).from(accounts).where(condition).orderBy(asc(accounts.id));
  if (ids === null) return read(mine(ctx));
  const found: Awaited<ReturnType<typeof read>> = [];
  for (const some of inChunks([...new Set(ids)])) found.push(...(await read(and(mine(ctx), oneOf(accounts.id, some)))));
  return found;
}

/** Writes customers as they now are, and what changed about each. An external id taken meanwhile keeps its id: the true ids come back. */
export async function writeAccounts(
  ctx: Ctx,
  written: readonly { account: Account; changes: readonly FieldChange[] }[],
  importId: string | null = null,
): Promise<ReadonlyMap<string, AccountId>> {
  const ids = new Map<string, AccountId>();
  // In one order everywhere, so that two writers of the same customers never wait for each other in a ring.
  const sorted = written.toSorted((a, b) => (a.account.externalId < b.account.externalId ? -1 : 1));
  for (const some of inChunks(sorted)) {
    const rows = await ctx.db
      .insert(accounts)
      .values(some.map(({ account }) => rowOf(ctx, account)))
      .onConflictDoUpdate({
        target: [accounts.workspaceId, accounts.externalId],
        set: REPLACED,
      })
      .returning({ id: accounts.id, externalId: accounts.externalId });
    for (const { id, externalId } of rows) ids.set(externalId, id);
    const tracked = some.map(({ account: { id, externalId }, changes }) => ({
      id: externalId,
      accountId: ids.get(externalId) ?? id,
      changes,
    }));
    await trackRecords(ctx, accountKind, tracked, importId);
  }
  return ids;
}

const REPLACED = {
  name: sql`excluded.name`,
  sortKey: sql`excluded.sort_key`,
  searchText: sql`excluded.search_text`,
  startsOn: sql`excluded.starts_on`,
  startsStated: sql`excluded.starts_stated`,
  endsOn: sql`excluded.ends_on`,
  endKind: sql`excluded.end_kind`,
  attributes: sql`excluded.attributes`,
};

function rowOf(
  ctx: Ctx,
  { id, externalId, name, startsOn, startsStated, endsOn, endKind, attributes }: Account,
): typeof accounts.$inferInsert {
  const syllables = syllablesOf(name);
  return {
    workspaceId: ctx.workspace.id,
    id,
    externalId,
    name,
    sortKey: sortKey(name, syllables),
    searchText: searchText(name, syllables, externalId),
    startsOn,
    startsStated,
    endsOn,
    endKind,
    attributes: JSON.stringify(attributes),
    createdAt: ctx.now,
  };
}

/** One customer, if the caller may see it. */
export async function visibleByExternalId(ctx: Ctx, externalId: string): Promise<Account | null> {
  const [row] = await ctx.db
    .select()
    .from(accounts)
    .where(and(mine(ctx), eq(accounts.externalId, externalId), visibleAccounts(ctx, accounts.id)));
  return row === undefined ? null : accountOf(row);
}

/** Where a page of the list ends: the next one starts after it. */
export interface Place {
  readonly sortKey: string;
  readonly id: string;
}

/** A page of the customers the caller may see, by name, and how many there are in all. */
export async function page(
  ctx: Ctx,
  filter: { search: string; after: Place | null; limit: number },
): Promise<{ accounts: readonly Account[]; next: Place | null; total: number }> {
  const found = and(mine(ctx), visibleAccounts(ctx, accounts.id), matches(filter.search));
  const after =
    filter.after === null ? undefined : sql`(${accounts.sortKey}, ${accounts.id}) > (${filter.after.sortKey}, ${filter.after.id})`;
  const rows = await ctx.db
    .select()
    .from(accounts)
    .where(and(found, after))
    .orderBy(asc(accounts.sortKey), asc(accounts.id))
    .limit(filter.limit + 1);
  const [counted] = await ctx.db.select({ total: count() }).from(accounts).where(found);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    accounts: shown.map(accountOf),
    next: rows.length > shown.length && last !== undefined ? { sortKey: last.sortKey, id: last.id } : null,
    total: counted?.total ?? 0,
  };
}

function matches(search: string): SQL | undefined {
  const terms = searchTerms(search);
  if (terms.length === 0) return undefined;
  const pattern = (term: string): string => `%${term.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(${sql.join(
    terms.map((term) => sql`${accounts.searchText} like ${pattern(term)}`),
    sql` or `,
  )})`;
}

function mine(ctx: Ctx): SQL {
  return eq(accounts.workspaceId, ctx.workspace.id);
}

/** Removes a customer. Returns how many rows. */
export async function removeAccount(ctx: Ctx, id: AccountId): Promise<number> {
  const removed = await ctx.db.delete(accounts).where(and(mine(ctx), eq(accounts.id, id)));
  return removed.rowCount ?? 0;
}

/** The values that customers keep under an attribute, each once, and how many keep one. At most so many values. */
export async function attributeValuesKept(
  ctx: Ctx,
  name: string,
  limit: number,
): Promise<readonly { readonly value: string; readonly records: number }[]> {
  const value = sql<string>`${accounts.attributes}::jsonb->>${name}`;
  return ctx.db
    .select({ value, records: sql<number>`count(*)::int` })
    .from(accounts)
    .where(and(mine(ctx), sql`jsonb_exists(${accounts.attributes}::jsonb, ${name})`))
    .groupBy(sql`1`)
    .limit(limit);
}

/** What customers are called and how that sounds, of those the caller may see: for finding some that are one. */
export async function namesForMatching(
  ctx: Ctx,
): Promise<readonly { readonly accountId: AccountId; readonly externalId: string; readonly name: string; readonly pinyin: string }[]> {
  const rows = await ctx.db
    .select({ accountId: accounts.id, externalId: accounts.externalId, name: accounts.name, searchText: accounts.searchText })
    .from(accounts)
    .where(and(mine(ctx), visibleAccounts(ctx, accounts.id)))
    .orderBy(asc(accounts.id));
  // The second line of what is searched is the name in pinyin (core/name-keys.ts).
  return rows.map(({ searchText: text, ...row }) => ({ ...row, pinyin: text.split('\n')[1] ?? '' }));
}
