import { and, desc, eq, inArray } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountHidden } from './tables.ts';

/** A customer in the recycle bin. */
export interface HiddenAccount {
  readonly accountId: AccountId;
  readonly hiddenAt: Instant;
  readonly hiddenBy: string;
}

/** Hides a customer from everybody; one that is hidden stays as it is. Returns whether anything changed. */
export async function insertHidden(ctx: Ctx, accountId: AccountId): Promise<boolean> {
  const { rowCount } = await ctx.db
    .insert(accountHidden)
    .values({ workspaceId: ctx.workspace.id, accountId, hiddenAt: ctx.now, hiddenBy: actorOf(ctx.principal) })
    .onConflictDoNothing();
  return (rowCount ?? 0) > 0;
}

/** Shows it again. Returns whether it was hidden. */
export async function deleteHidden(ctx: Ctx, accountId: AccountId): Promise<boolean> {
  const { rowCount } = await ctx.db
    .delete(accountHidden)
    .where(and(eq(accountHidden.workspaceId, ctx.workspace.id), eq(accountHidden.accountId, accountId)));
  return (rowCount ?? 0) > 0;
}

/** The hidden customers, the latest first. */
export async function allHidden(ctx: Ctx, limit: number): Promise<readonly HiddenAccount[]> {
  return ctx.db
    .select({ accountId: accountHidden.accountId, hiddenAt: accountHidden.hiddenAt, hiddenBy: accountHidden.hiddenBy })
    .from(accountHidden)
    .where(eq(accountHidden.workspaceId, ctx.workspace.id))
    .orderBy(desc(accountHidden.hiddenAt), accountHidden.accountId)
    .limit(limit);
}

/** Of some customers, those that are hidden. */
export async function hiddenOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
  if (accountIds.length === 0) return new Set();
  const rows = await ctx.db
    .select({ accountId: accountHidden.accountId })
    .from(accountHidden)
    .where(and(eq(accountHidden.workspaceId, ctx.workspace.id), inArray(accountHidden.accountId, [...accountIds])));
  return new Set(rows.map(({ accountId }) => accountId));
}
