import { and, count, desc, eq, gte, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { AccountId, WarningId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import { visibleAccounts } from '../access/reads.ts';
import type { WarningState } from './core/lifecycle.ts';
import { type Warning, warnings } from './tables.ts';

/** Of a warning, what a judgement is compared with. */
export type Latest = Pick<Warning, 'id' | 'state' | 'openedOn' | 'closedOn'>;

/** The warning of each rule that was opened last on some accounts, by account and rule. They come as one text: a row each costs more than the rest. */
export async function journalOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, ReadonlyMap<string, Latest>>> {
  const journal = new Map<AccountId, Map<string, Latest>>();
  if (accountIds.length === 0) return journal;
  const { rows } = await ctx.db.execute<{ found: string | null }>(sql`
    select json_agg(json_build_array(account_id, rule, id, state, opened_on, closed_on))::text as found
    from (
      select distinct on (account_id, rule) account_id, rule, id, state, opened_on, closed_on from ${warnings}
      where ${eq(warnings.workspaceId, ctx.workspace.id)} and ${oneOf(warnings.accountId, accountIds)}
      order by account_id, rule, opened_on desc, opened_at desc
    ) as latest`);
  const found = JSON.parse(rows[0]?.found ?? '[]') as [AccountId, string, WarningId, WarningState, Day, Day | null][];
  for (const [accountId, rule, id, state, opened, closedOn] of found) {
    const own = journal.get(accountId) ?? new Map<string, Latest>();
    journal.set(accountId, own.set(rule, { id, state, openedOn: opened, closedOn }));
  }
  return journal;
}

/** Some warnings by id, whoever may see them: the caller has checked. */
export async function byIds(ctx: Ctx, ids: readonly WarningId[]): Promise<readonly Warning[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select()
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), inArray(warnings.id, [...ids])));
}

/** Every warning there was on a customer. */
export async function warningsOfAccount(ctx: Ctx, accountId: AccountId): Promise<readonly Warning[]> {
  return ctx.db
    .select()
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.accountId, accountId)));
}

/** A warning that opens. */
export type NewWarning = Omit<Warning, 'workspaceId' | 'openedAt' | 'state' | 'stateBeforeClose' | 'closedOn' | 'closedAt' | 'closedBy'>;

/** Writes new warnings, and says which: one that says the same as another is left out. */
export async function insertWarnings(ctx: Ctx, opened: readonly NewWarning[]): Promise<ReadonlySet<WarningId>> {
  if (opened.length === 0) return new Set();
  const rows = await ctx.db
    .insert(warnings)
    .values(opened.map((warning) => ({ workspaceId: ctx.workspace.id, ...warning, state: 'new' as const, openedAt: ctx.now })))
    .onConflictDoNothing()
    .returning({ id: warnings.id });
  return new Set(rows.map(({ id }) => id));
}

/** How many warnings each of some rules opened on a day. */
export async function openedOn(ctx: Ctx, rules: readonly string[], day: Day): Promise<ReadonlyMap<string, number>> {
  if (rules.length === 0) return new Map();
  const rows = await ctx.db
    .select({ rule: warnings.rule, opened: count() })
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), inArray(warnings.rule, [...rules]), eq(warnings.openedOn, day)))
    .groupBy(warnings.rule);
  return new Map(rows.map(({ rule, opened }) => [rule, opened]));
}

const inStorm = (ctx: Ctx) => and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.storm, true), isNull(warnings.closedOn));

/** The storms that are not over: how many open warnings of a rule wait, since which day. */
export async function openStorms(ctx: Ctx): Promise<readonly { readonly rule: string; readonly since: Day; readonly waiting: number }[]> {
  const since = sql<Day>`min(${warnings.openedOn})`;
  return ctx.db.select({ rule: warnings.rule, since, waiting: count() }).from(warnings).where(inStorm(ctx)).groupBy(warnings.rule);
}

/** Lets the waiting warnings of a rule through, and says which. */
export async function endStorm(ctx: Ctx, rule: string): Promise<readonly Warning[]> {
  return ctx.db
    .update(warnings)
    .set({ storm: false })
    .where(and(inStorm(ctx), eq(warnings.rule, rule)))
    .returning();
}

/** Moves an open warning to another open state. */
export async function setOpenState(ctx: Ctx, id: WarningId, state: WarningState): Promise<void> {
  await ctx.db
    .update(warnings)
    .set({ state })
    .where(and(one(ctx, id), isNull(warnings.closedOn)));
}

/** Closes an open warning; false when it was closed already. */
export async function closeWarning(ctx: Ctx, before: Warning, closing: { state: WarningState; by: string; on: Day }): Promise<boolean> {
  const rows = await ctx.db
    .update(warnings)
    .set({ state: closing.state, stateBeforeClose: before.state, closedOn: closing.on, closedAt: ctx.now, closedBy: closing.by })
    .where(and(one(ctx, before.id), isNull(warnings.closedOn)))
    .returning({ id: warnings.id });
  return rows.length > 0;
}

/** Takes a closing back. */
export async function unclose(ctx: Ctx, id: WarningId, state: WarningState): Promise<void> {
  await ctx.db.update(warnings).set({ state, stateBeforeClose: null, closedOn: null, closedAt: null, closedBy: null }).where(one(ctx, id));
}

/** The warnings that opened since a day, on customers I can see. */
export async function openedSince(ctx: Ctx, since: Day): Promise<readonly Warning[]> {
  return ctx.db
    .select()
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), visibleAccounts(ctx, warnings.accountId), gte(warnings.openedOn, since)));
}

/** Which warnings. */
export interface WarningFilter {
  readonly state?: WarningState | undefined;
  readonly are?: 'open' | 'closed' | undefined;
  readonly rule?: string | undefined;
  readonly severity?: Warning['severity'] | undefined;
  readonly accountId?: AccountId | undefined;
  readonly ids?: readonly WarningId[] | undefined;
}

/** The warnings on customers I can see, latest first, and how many there are. */
export async function visibleWarnings(
  ctx: Ctx,
  filter: WarningFilter,
  limit: number,
): Promise<{ readonly warnings: readonly Warning[]; readonly total: number }> {
  const condition = and(
    eq(warnings.workspaceId, ctx.workspace.id),
    visibleAccounts(ctx, warnings.accountId),
    filter.state === undefined ? undefined : eq(warnings.state, filter.state),
    filter.are === undefined ? undefined : filter.are === 'open' ? isNull(warnings.closedOn) : isNotNull(warnings.closedOn),
    filter.rule === undefined ? undefined : eq(warnings.rule, filter.rule),
    filter.severity === undefined ? undefined : eq(warnings.severity, filter.severity),
    filter.accountId === undefined ? undefined : eq(warnings.accountId, filter.accountId),
    filter.ids === undefined ? undefined : inArray(warnings.id, [...filter.ids]),
  );
  const found = await ctx.db.select().from(warnings).where(condition).orderBy(desc(warnings.openedAt), desc(warnings.id)).limit(limit);
  const [counted] = await ctx.db.select({ total: count() }).from(warnings).where(condition);
  return { warnings: found, total: counted?.total ?? 0 };
}

/** By rule: warnings opened since a day, those of them that were false alarms, and all that are open, on customers I can see. */
export async function tallyByRule(
  ctx: Ctx,
  since: Day,
): Promise<readonly { readonly rule: string; readonly opened: number; readonly falseAlarms: number; readonly open: number }[]> {
  const opened = sql`${warnings.openedOn} >= ${since}`;
  return ctx.db
    .select({
      rule: warnings.rule,
      opened: sql<number>`count(*) filter (where ${opened})::int`,
      falseAlarms: sql<number>`count(*) filter (where ${opened} and ${warnings.state} = 'false-alarm')::int`,
      open: sql<number>`count(*) filter (where ${warnings.closedOn} is null)::int`,
    })
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), visibleAccounts(ctx, warnings.accountId)))
    .groupBy(warnings.rule);
}

function one(ctx: Ctx, id: WarningId): SQL | undefined {
  return and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.id, id));
}

/** Forgets the warnings of a customer. Returns how many rows. */
export async function removeWarnings(ctx: Ctx, accountId: AccountId): Promise<number> {
  const removed = await ctx.db.delete(warnings).where(and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.accountId, accountId)));
  return removed.rowCount ?? 0;
}

/** How many warnings of each severity are open on some customers; one without any is absent. */
export async function openCounts(
  ctx: Ctx,
  accountIds: readonly AccountId[],
): Promise<readonly { readonly accountId: AccountId; readonly severity: Warning['severity']; readonly open: number }[]> {
  return ctx.db
    .select({ accountId: warnings.accountId, severity: warnings.severity, open: sql<number>`count(*)::int` })
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), isNull(warnings.closedOn), oneOf(warnings.accountId, accountIds)))
    .groupBy(warnings.accountId, warnings.severity);
}
