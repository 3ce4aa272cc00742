import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { inChunks } from '../../platform/db/in-chunks.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import { visibleAccounts } from '../access/reads.ts';
import { accountCards, type Card } from './tables.ts';

/** The day of the cards of some customers; none is absent. Nobody else changes them until the transaction ends. */
export async function lockedDays(ctx: Ctx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Day>> {
  const found = new Map<AccountId, Day>();
  for (const some of inChunks(ids)) {
    const rows = await ctx.db
      .select({ accountId: accountCards.accountId, day: accountCards.day })
      .from(accountCards)
      .where(and(mine(ctx), oneOf(accountCards.accountId, some)))
      .orderBy(asc(accountCards.accountId))
      .for('update');
    for (const { accountId, day } of rows) found.set(accountId, day);
  }
  return found;
}

/** What is written of cards: all of them, or only some columns of cards that are there. */
export type CardPart = Partial<Omit<Card, 'atRiskMinor'>> & Pick<Card, 'accountId'>;

const COLUMNS = Object.entries(getTableColumns(accountCards)).filter(([field]) => field !== 'workspaceId' && field !== 'atRiskMinor');

/** Writes whole cards, new ones and old ones. */
export async function writeCards(ctx: Ctx, cards: readonly Omit<Card, 'atRiskMinor'>[]): Promise<void> {
  const { names, typed, set } = statementParts(COLUMNS);
  for (const some of inChunks(cards))
    await ctx.db.execute(sql`
      insert into ${accountCards} (workspace_id, ${names})
      select ${ctx.workspace.id}, ${names} from json_to_recordset(${asRows(some, COLUMNS)}::json) as row(${typed})
      on conflict (workspace_id, account_id) do update set ${set('excluded')}`);
}

/** Writes some columns of cards that are there; those of the first part. */
export async function updateCards(ctx: Ctx, parts: readonly CardPart[]): Promise<void> {
  const [first] = parts;
  if (first === undefined) return;
  const columns = COLUMNS.filter(([field]) => field in first);
  const { typed, set } = statementParts(columns);
  for (const some of inChunks(parts))
    await ctx.db.execute(sql`
      update ${accountCards} as kept set ${set('row')}
      from json_to_recordset(${asRows(some, columns)}::json) as row(${typed})
      where kept.workspace_id = ${ctx.workspace.id} and kept.account_id = row.account_id`);
}

type Columns = typeof COLUMNS;

function asRows(cards: readonly CardPart[], columns: Columns): string {
  return JSON.stringify(cards.map((card) => Object.fromEntries(columns.map(([field, { name }]) => [name, card[field as keyof CardPart]]))));
}

function statementParts(columns: Columns) {
  const names = columns.map(([, { name }]) => name);
  const changed = names.filter((name) => name !== 'account_id');
  return {
    names: sql.raw(names.join(', ')),
    typed: sql.raw(columns.map(([, column]) => `${column.name} ${column.getSQLType()}`).join(', ')),
    set: (from: 'excluded' | 'row') => sql.raw(changed.map((name) => `${name} = ${from}.${name}`).join(', ')),
  };
}

/** Removes the cards of some customers. Returns how many. */
export async function removeCards(ctx: Ctx, ids: readonly AccountId[]): Promise<number> {
  const { rowCount } = await ctx.db.delete(accountCards).where(and(mine(ctx), oneOf(accountCards.accountId, ids)));
  return rowCount ?? 0;
}

/** Removes every card of the workspace. */
export async function clearCards(ctx: Ctx): Promise<void> {
  await ctx.db.delete(accountCards).where(mine(ctx));
}

/** No card is of today any more: the next refresh makes each anew. */
export async function markStale(ctx: Ctx, day: Day): Promise<void> {
  await ctx.db.update(accountCards).set({ day }).where(mine(ctx));
}

/** Of which customers there is a card of a day. */
export async function cardsOfDay(ctx: Ctx, day: Day): Promise<ReadonlySet<AccountId>> {
  const rows = await ctx.db
    .select({ accountId: accountCards.accountId })
    .from(accountCards)
    .where(and(mine(ctx), eq(accountCards.day, day)));
  return new Set(rows.map(({ accountId }) => accountId));
}

/** Whether there is no card at all, and whether there is one of another day. */
export async function stateOfCards(ctx: Ctx, day: Day): Promise<{ readonly none: boolean; readonly stale: boolean }> {
  const { day: kept } = accountCards;
  const [row] = await ctx.db
    .select({ first: sql<Day | null>`min(${kept})`, last: sql<Day | null>`max(${kept})` })
    .from(accountCards)
    .where(mine(ctx));
  const none = row === undefined || row.first === null;
  return { none, stale: !none && (row.first !== day || row.last !== day) };
}

/** Cards that the caller may see and that a condition holds for, in an order; a page of them. */
export async function pageOfCards(
  ctx: Ctx,
  condition: SQL | undefined,
  order: readonly SQL[],
  offset: number,
  limit: number,
): Promise<readonly Card[]> {
  // Sorted are ids alone: whole rows are wide, and sorting twenty thousand of them takes ten times as long.
  const found = await ctx.db
    .select({ accountId: accountCards.accountId })
    .from(accountCards)
    .where(and(seen(ctx), condition))
    .orderBy(...order, asc(accountCards.sortKey), asc(accountCards.accountId))
    .offset(offset)
    .limit(limit);
  const ids = found.map(({ accountId }) => accountId);
  const { workspaceId: _, sortKey: __, searchText: ___, ...shown } = getTableColumns(accountCards);
  const rows = await ctx.db
    .select(shown)
    .from(accountCards)
    .where(and(mine(ctx), oneOf(accountCards.accountId, ids)));
  const place = new Map(ids.map((id, index) => [id, index]));
  return (rows as unknown as Card[]).sort((a, b) => (place.get(a.accountId) ?? 0) - (place.get(b.accountId) ?? 0));
}

/** Customers that are alike in what the overview counts them by, added up. */
export interface GlanceGroup extends Pick<Card, 'state' | 'tier' | 'band' | 'bandBefore' | 'level' | 'steady'> {
  readonly count: number;
  /** Of those whose is known, and how many they are; null where it is known of none. */
  readonly arrMinor: number | null;
  readonly arrKnown: number;
  readonly atRiskMinor: number | null;
  /** Sum of the coverage of those whose is known, and how many they are. */
  readonly coverage: number;
  readonly covered: number;
  /** What each of those that are live and pay does pay. */
  readonly amounts: readonly number[];
}

/** The cards that the caller may see, added up by the database: reading twenty thousand rows takes ten times as long. */
export async function glanceGroups(ctx: Ctx): Promise<readonly GlanceGroup[]> {
  const c = accountCards;
  const by = { state: c.state, tier: c.tier, band: c.band, bandBefore: c.bandBefore, level: c.level, steady: c.steady };
  const rows = await ctx.db
    .select({
      ...by,
      count: sql<number>`count(*)::int`,
      arrMinor: sql<number | null>`sum(${c.arrMinor})::float8`,
      arrKnown: sql<number>`count(${c.arrMinor})::int`,
      atRiskMinor: sql<number | null>`sum(${c.atRiskMinor})::float8`,
      coverage: sql<number>`coalesce(sum(${c.coverage}), 0)::float8`,
      covered: sql<number>`count(${c.coverage})::int`,
      amounts: sql<string | null>`(json_agg(${c.arrMinor}) filter (where ${c.state} = 'live' and ${c.arrMinor} > 0))::text`,
    })
    .from(c)
    .where(seen(ctx))
    .groupBy(...Object.values(by));
  return rows.map(({ amounts, ...row }) => ({ ...row, amounts: JSON.parse(amounts ?? '[]') as number[] }));
}

const MOVED = {
  ...{ accountId: accountCards.accountId, externalId: accountCards.externalId, name: accountCards.name, ownerId: accountCards.ownerId },
  ...{ band: accountCards.band, bandBefore: accountCards.bandBefore, score: accountCards.score, change: accountCards.change },
  arrMinor: accountCards.arrMinor,
};

export type MovedCard = Pick<Card, keyof typeof MOVED>;

/** Live customers that the caller may see whose band is another one than 30 days ago, those that fell first, the largest first. */
export async function movedCards(ctx: Ctx, most: number): Promise<readonly MovedCard[]> {
  const c = accountCards;
  const rank = (band: typeof c.band | typeof c.bandBefore) => sql`array_position(array['healthy', 'watch', 'danger'], ${band})`;
  return ctx.db
    .select(MOVED)
    .from(c)
    .where(and(seen(ctx), sql`${c.state} = 'live' and ${c.band} <> ${c.bandBefore} and ${rank(c.band)} > 0 and ${rank(c.bandBefore)} > 0`))
    .orderBy(sql`${rank(c.band)} < ${rank(c.bandBefore)}`, sql`${c.arrMinor} desc nulls last`, asc(c.sortKey), asc(c.accountId))
    .limit(most);
}

/** From which day to which each customer is live that the caller may see. */
export async function spansSeen(ctx: Ctx): Promise<readonly { accountId: AccountId; startsOn: Day; endsOn: Day | null }[]> {
  const c = accountCards;
  const [row] = await ctx.db
    .select({ spans: sql<string | null>`json_agg(json_build_array(${c.accountId}, ${c.startsOn}, ${c.endsOn}))::text` })
    .from(c)
    .where(seen(ctx));
  const spans = JSON.parse(row?.spans ?? '[]') as [AccountId, Day, Day | null][];
  return spans.map(([accountId, startsOn, endsOn]) => ({ accountId, startsOn, endsOn }));
}

/** Whether there is any customer, one whose use is known, and one that somebody owns; of the whole workspace. */
export async function factsOfCards(ctx: Ctx): Promise<{ readonly customers: boolean; readonly used: boolean; readonly owned: boolean }> {
  const c = accountCards;
  const some = (what: SQL) => sql<boolean>`exists (select 1 from ${c} where ${mine(ctx)} and ${what})`;
  const { rows } = await ctx.db.execute<{ customers: boolean; used: boolean; owned: boolean }>(sql`
    select ${some(sql`true`)} as customers, ${some(sql`${c.activeUsers} > 0`)} as used, ${some(sql`${c.ownerId} is not null`)} as owned`);
  return rows[0] ?? { customers: false, used: false, owned: false };
}

/** Cards by external id, of those the caller may see. */
export async function cardsByExternalId(
  ctx: Ctx,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Card, 'accountId' | 'externalId' | 'name' | 'ownerId' | 'stage' | 'tier' | 'custom'>>> {
  const { accountId, externalId, name, ownerId, stage, tier, custom } = accountCards;
  const rows = await ctx.db
    .select({ accountId, externalId, name, ownerId, stage, tier, custom })
    .from(accountCards)
    .where(and(seen(ctx), oneOf(accountCards.externalId, externalIds)));
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** Sums over the cards that the caller may see and that a condition holds for. */
export interface CardTotals {
  readonly count: number;
  readonly arrMinor: number;
  readonly arrUnknown: number;
  readonly atRiskMinor: number;
  readonly drifting: number;
  readonly driftingArrMinor: number;
  readonly driftingNew: number;
  readonly insufficient: number;
}

export async function totalsOf(ctx: Ctx, condition: SQL | undefined, newSince: Day): Promise<CardTotals> {
  const c = accountCards;
  const drifts = sql`${c.drifting} and ${c.state} = 'live'`;
  const sum = (what: SQL | typeof c.arrMinor | typeof c.atRiskMinor, when: SQL = sql`true`) =>
    sql<number>`coalesce(sum(${what}) filter (where ${when}), 0)::float8`;
  const count = (when: SQL) => sql<number>`count(*) filter (where ${when})::int`;
  const [found] = await ctx.db
    .select({
      count: count(sql`true`),
      arrMinor: sum(c.arrMinor),
      arrUnknown: count(sql`${c.arrMinor} is null`),
      atRiskMinor: sum(c.atRiskMinor),
      drifting: count(drifts),
      driftingArrMinor: sum(c.arrMinor, drifts),
      driftingNew: count(sql`${drifts} and ${c.driftingSince} >= ${newSince}`),
      insufficient: count(sql`${c.band} = 'insufficient-data' and ${c.state} = 'live'`),
    })
    .from(accountCards)
    .where(and(seen(ctx), condition));
  return (
    found ?? { count: 0, arrMinor: 0, arrUnknown: 0, atRiskMinor: 0, drifting: 0, driftingArrMinor: 0, driftingNew: 0, insufficient: 0 }
  );
}

/** How many cards that the caller may see each of some conditions holds for, in their order. */
export async function countsOf(ctx: Ctx, conditions: readonly (SQL | undefined)[]): Promise<readonly number[]> {
  if (conditions.length === 0) return [];
  const counted = Object.fromEntries(
    conditions.map((condition, index) => [`n${index}`, sql<number>`count(*) filter (where ${condition ?? sql`true`})::int`]),
  );
  const [row] = await ctx.db.select(counted).from(accountCards).where(seen(ctx));
  return conditions.map((_, index) => Number(row?.[`n${index}`] ?? 0));
}

function mine(ctx: Ctx): SQL {
  return eq(accountCards.workspaceId, ctx.workspace.id);
}

function seen(ctx: Ctx): SQL | undefined {
  return and(mine(ctx), visibleAccounts(ctx, accountCards.accountId));
}
