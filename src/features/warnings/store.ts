import { and, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import type { AccountId, WarningId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { visibleAccounts } from '../access/reads.ts';
import type { WarningState } from './core/lifecycle.ts';
import { type Warning, warnings } from './tables.ts';

/** All warnings of one rule on some accounts: the journal that a judgement is compared with. */
export async function journalOf(ctx: Ctx, rule: string, accountIds: readonly AccountId[]): Promise<readonly Warning[]> {
  if (accountIds.length === 0) return [];
  return ctx.db
    .select()
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.rule, rule), inArray(warnings.accountId, [...accountIds])));
}

/** Some warnings by id, whoever may see them: the caller has checked. */
export async function byIds(ctx: Ctx, ids: readonly WarningId[]): Promise<readonly Warning[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select()
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), inArray(warnings.id, [...ids])));
}

/** Writes a new warning; false when there is one already that says the same. */
export async function insertWarning(
  ctx: Ctx,
  warning: Omit<Warning, 'workspaceId' | 'openedAt' | 'state' | 'stateBeforeClose' | 'closedOn' | 'closedAt' | 'closedBy'>,
): Promise<boolean> {
  const rows = await ctx.db
    .insert(warnings)
    .values({ workspaceId: ctx.workspace.id, ...warning, state: 'new', openedAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: warnings.id });
  return rows.length > 0;
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

/** The warnings on customers I can see, latest first. */
export async function visibleWarnings(
  ctx: Ctx,
  filter: { state?: WarningState | undefined; accountId?: AccountId | undefined; limit: number },
): Promise<readonly Warning[]> {
  const conditions = [eq(warnings.workspaceId, ctx.workspace.id), visibleAccounts(ctx, warnings.accountId)];
  if (filter.state !== undefined) conditions.push(eq(warnings.state, filter.state));
  if (filter.accountId !== undefined) conditions.push(eq(warnings.accountId, filter.accountId));
  return ctx.db
    .select()
    .from(warnings)
    .where(and(...conditions))
    .orderBy(desc(warnings.openedAt), desc(warnings.id))
    .limit(filter.limit);
}

function one(ctx: Ctx, id: WarningId): SQL | undefined {
  return and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.id, id));
}

/** Forgets the warnings of a customer. Returns how many rows. */
export async function removeWarnings(ctx: Ctx, accountId: AccountId): Promise<number> {
  const removed = await ctx.db.delete(warnings).where(and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.accountId, accountId)));
  return removed.rowCount ?? 0;
}
