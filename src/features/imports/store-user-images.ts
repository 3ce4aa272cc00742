import { and, eq, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { importUsers } from './tables.ts';

/** An end user as an import wrote them, and as they were before. */
export interface WrittenUser {
  readonly before: EndUser | null;
  readonly after: EndUser;
}

interface EndUser {
  readonly accountId: AccountId;
  readonly userId: string;
  readonly from: (typeof importUsers.$inferSelect)['after']['from'];
  readonly stated: boolean;
  readonly to: (typeof importUsers.$inferSelect)['after']['to'];
}

/** Keeps what an import wrote of end users, so that it can be taken back. */
export async function keepUserImages(ctx: Ctx, importId: string, written: readonly WrittenUser[]): Promise<void> {
  const image = ({ from, stated, to }: EndUser) => ({ from, stated, to });
  const rows = written.map(({ before, after }) => ({
    workspaceId: ctx.workspace.id,
    importId,
    accountId: after.accountId,
    userId: after.userId,
    before: before === null ? null : image(before),
    after: image(after),
  }));
  for (let start = 0; start < rows.length; start += 1000)
    await ctx.db
      .insert(importUsers)
      .values(rows.slice(start, start + 1000))
      // Written twice by one import: what was there before the first time counts.
      .onConflictDoUpdate({
        target: [importUsers.workspaceId, importUsers.importId, importUsers.accountId, importUsers.userId],
        set: { after: sql`excluded.after` },
      });
}

/** What an import wrote of end users. */
export async function userImages(ctx: Ctx, importId: string): Promise<readonly WrittenUser[]> {
  const rows = await ctx.db
    .select()
    .from(importUsers)
    .where(and(eq(importUsers.workspaceId, ctx.workspace.id), eq(importUsers.importId, importId)));
  return rows.map(({ accountId, userId, before, after }) => ({
    before: before === null ? null : { accountId, userId, ...before },
    after: { accountId, userId, ...after },
  }));
}

/** Forgets what imports wrote of some end users, or of all of a customer. */
export async function forgetUserImages(
  ctx: Ctx,
  whose: { readonly users?: readonly string[]; readonly accountId?: AccountId },
): Promise<void> {
  const { users = [], accountId } = whose;
  const named =
    users.length === 0
      ? []
      : [
          sql`${importUsers.userId} in (${sql.join(
            users.map((user) => sql`${user}`),
            sql`, `,
          )})`,
        ];
  const of = accountId === undefined ? [] : [eq(importUsers.accountId, accountId)];
  for (const condition of [...named, ...of])
    await ctx.db.delete(importUsers).where(and(eq(importUsers.workspaceId, ctx.workspace.id), condition));
}
