import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Registration } from './core/registration.ts';
import { inOrder, inPieces } from './store.ts';
import { usageUsers } from './tables.ts';

/** An end user of a customer, and from when to when they are registered. */
export interface EndUser extends Registration {
  readonly accountId: AccountId;
  readonly userId: string;
}

type Row = typeof usageUsers.$inferSelect;

const userOf = ({ accountId, userId, registeredFrom, fromStated, registeredTo }: Row): EndUser => ({
  accountId,
  userId,
  from: registeredFrom,
  stated: fromStated,
  to: registeredTo,
});

/** Whether anybody ever told the workspace of a user. */
export async function knowsUsers(ctx: Ctx): Promise<boolean> {
  const rows = await ctx.db
    .select({ userId: usageUsers.userId })
    .from(usageUsers)
    .where(eq(usageUsers.workspaceId, ctx.workspace.id))
    .limit(1);
  return rows.length > 0;
}

/** All known users of some customers. */
export async function usersOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<readonly EndUser[]> {
  const found: EndUser[] = [];
  await inPieces([...new Set(accountIds)], async (piece) => {
    const rows = await ctx.db
      .select()
      .from(usageUsers)
      .where(and(eq(usageUsers.workspaceId, ctx.workspace.id), inArray(usageUsers.accountId, piece)))
      .orderBy(asc(usageUsers.accountId), asc(usageUsers.userId));
    for (const row of rows) found.push(userOf(row));
  });
  return found;
}

/** Those of some users that are known already. */
export async function knownUsers(
  ctx: Ctx,
  users: readonly { readonly accountId: AccountId; readonly userId: string }[],
): Promise<readonly EndUser[]> {
  const found: EndUser[] = [];
  await inPieces(users, async (piece) => {
    const rows = await ctx.db
      .select()
      .from(usageUsers)
      .where(
        and(
          eq(usageUsers.workspaceId, ctx.workspace.id),
          inArray(usageUsers.accountId, [...new Set(piece.map(({ accountId }) => accountId))]),
          inArray(usageUsers.userId, [...new Set(piece.map(({ userId }) => userId))]),
        ),
      );
    for (const row of rows) found.push(userOf(row));
  });
  return found;
}

/** Writes users as they now are; each at most once. */
export async function writeUsers(ctx: Ctx, users: readonly EndUser[]): Promise<void> {
  const sorted = inOrder(users, ({ accountId, userId }) => `${accountId} ${userId}`);
  await inPieces(sorted, async (piece) => {
    await ctx.db
      .insert(usageUsers)
      .values(
        piece.map(({ accountId, userId, from, stated, to }) => ({
          workspaceId: ctx.workspace.id,
          accountId,
          userId,
          registeredFrom: from,
          fromStated: stated,
          registeredTo: to,
        })),
      )
      .onConflictDoUpdate({
        target: [usageUsers.workspaceId, usageUsers.accountId, usageUsers.userId],
        set: {
          registeredFrom: sql`excluded.registered_from`,
          fromStated: sql`excluded.from_stated`,
          registeredTo: sql`excluded.registered_to`,
        },
      });
  });
}

/** Removes registrations; what was said of the users otherwise stays. */
export async function removeRegistrations(
  ctx: Ctx,
  users: readonly { readonly accountId: AccountId; readonly userId: string }[],
): Promise<void> {
  await inPieces(users, async (piece) => {
    const keys = piece.map(({ accountId, userId }) => sql`(${accountId}, ${userId})`);
    await ctx.db
      .delete(usageUsers)
      .where(
        and(
          eq(usageUsers.workspaceId, ctx.workspace.id),
          sql`(${usageUsers.accountId}, ${usageUsers.userId}) in (${sql.join(keys, sql`, `)})`,
        ),
      );
  });
}
