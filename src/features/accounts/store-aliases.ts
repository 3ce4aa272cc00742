import { and, eq } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import { accountAliases } from './tables.ts';

const ROWS = 2000;

/** The customers behind other external ids; one that is no alias is absent. */
export async function aliasesAmong(ctx: Ctx, externalIds: readonly string[]): Promise<ReadonlyMap<string, AccountId>> {
  const found = new Map<string, AccountId>();
  const asked = [...new Set(externalIds)];
  for (let start = 0; start < asked.length; start += ROWS) {
    const rows = await ctx.db
      .select({ externalId: accountAliases.externalId, accountId: accountAliases.accountId })
      .from(accountAliases)
      .where(and(eq(accountAliases.workspaceId, ctx.workspace.id), oneOf(accountAliases.externalId, asked.slice(start, start + ROWS))));
    for (const { externalId, accountId } of rows) found.set(externalId, accountId);
  }
  return found;
}

/** Keeps another external id of a customer; the latest word counts. */
export async function keepAlias(ctx: Ctx, externalId: string, accountId: AccountId): Promise<void> {
  const values = { accountId, createdAt: ctx.now, createdBy: actorOf(ctx.principal) };
  await ctx.db
    .insert(accountAliases)
    .values({ workspaceId: ctx.workspace.id, externalId, ...values })
    .onConflictDoUpdate({ target: [accountAliases.workspaceId, accountAliases.externalId], set: values });
}

/** Forgets the other external ids of a customer. */
export async function removeAliases(ctx: Ctx, accountId: AccountId): Promise<void> {
  await ctx.db.delete(accountAliases).where(and(eq(accountAliases.workspaceId, ctx.workspace.id), eq(accountAliases.accountId, accountId)));
}

/** All other external ids of customers. */
export async function allAliases(ctx: Ctx): Promise<readonly { readonly externalId: string; readonly accountId: AccountId }[]> {
  return ctx.db
    .select({ externalId: accountAliases.externalId, accountId: accountAliases.accountId })
    .from(accountAliases)
    .where(eq(accountAliases.workspaceId, ctx.workspace.id));
}

/** Forgets one other external id. */
export async function removeAlias(ctx: Ctx, externalId: string): Promise<void> {
  await ctx.db
    .delete(accountAliases)
    .where(and(eq(accountAliases.workspaceId, ctx.workspace.id), eq(accountAliases.externalId, externalId)));
}
