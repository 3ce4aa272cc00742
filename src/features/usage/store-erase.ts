import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { waitsForAccount, waitsForUser } from './core/find-accounts.ts';
import { usageAccountSources, usageDirty, usageQuarantine, usageRejected, usageTold, usageUsers } from './tables.ts';

/** A user and the anonymous names that became them. */
export async function namesOf(ctx: Ctx, user: string): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectDistinct({ name: usageTold.name })
    .from(usageTold)
    .where(and(eq(usageTold.workspaceId, ctx.workspace.id), eq(usageTold.what, 'alias'), eq(usageTold.value, user)));
  return [...new Set([user, ...rows.map(({ name }) => name)])];
}

/** Removes what is kept of some users. Returns how many rows. */
export async function removeUsers(ctx: Ctx, users: readonly string[]): Promise<number> {
  const some = [...users];
  return removed(ctx, [
    [usageUsers, and(eq(usageUsers.workspaceId, ctx.workspace.id), inArray(usageUsers.userId, some))],
    [
      usageTold,
      and(
        eq(usageTold.workspaceId, ctx.workspace.id),
        or(inArray(usageTold.name, some), and(eq(usageTold.what, 'alias'), inArray(usageTold.value, some))),
      ),
    ],
    ...itemsOf(ctx, some, some.map(waitsForUser)),
  ]);
}

/** Removes what is kept of the usage of a customer. Returns how many rows. */
export async function removeUsageOf(ctx: Ctx, accountId: AccountId, externalId: string): Promise<number> {
  return removed(ctx, [
    [usageUsers, and(eq(usageUsers.workspaceId, ctx.workspace.id), eq(usageUsers.accountId, accountId))],
    [usageTold, and(eq(usageTold.workspaceId, ctx.workspace.id), eq(usageTold.what, 'group'), eq(usageTold.value, accountId))],
    [usageAccountSources, and(eq(usageAccountSources.workspaceId, ctx.workspace.id), eq(usageAccountSources.accountId, accountId))],
    [usageDirty, and(eq(usageDirty.workspaceId, ctx.workspace.id), eq(usageDirty.accountId, accountId))],
    ...itemsOf(ctx, [externalId], [waitsForAccount(externalId)]),
  ]);
}

type Removal = readonly [table: AnyPgTable, condition: SQL | undefined];

/** Items that are kept aside or were refused, and that hold one of some texts as a whole value anywhere. */
function itemsOf(ctx: Ctx, texts: readonly string[], waited: readonly string[]): readonly Removal[] {
  const holds = (item: typeof usageQuarantine.item | typeof usageRejected.item): SQL[] =>
    texts.map((text) => sql`position(${JSON.stringify(text)} in ${item}) > 0`);
  return [
    [
      usageQuarantine,
      and(
        eq(usageQuarantine.workspaceId, ctx.workspace.id),
        or(inArray(usageQuarantine.waitsFor, [...waited]), inArray(usageQuarantine.subject, [...texts]), ...holds(usageQuarantine.item)),
      ),
    ],
    [
      usageRejected,
      and(eq(usageRejected.workspaceId, ctx.workspace.id), or(inArray(usageRejected.subject, [...texts]), ...holds(usageRejected.item))),
    ],
  ];
}

async function removed(ctx: Ctx, removals: readonly Removal[]): Promise<number> {
  let rows = 0;
  for (const [table, condition] of removals) rows += (await ctx.db.delete(table).where(condition)).rowCount ?? 0;
  return rows;
}
