import type { Ctx } from '../../platform/context.ts';
import { registerUsers } from '../usage/commands.ts';
import { batches } from './batches.ts';
import { type UserRow, userRow } from './core/user-rows.ts';
import { firstKept } from './first-kept.ts';
import { knownAccounts } from './known-accounts.ts';
import type { UsersPlan } from './plan.ts';

/** Users written in one transaction. */
const BATCH = 2000;

/** Registers the users of all user files. */
export async function importUsers(ctx: Ctx, plans: readonly UsersPlan[]): Promise<void> {
  const first = firstKept<UserRow>(({ account, userId }) => JSON.stringify([account, userId]));
  const known = knownAccounts(ctx);
  for (const { bound, table, tally } of plans) {
    const tellsEnd = bound.fields.disabledOn !== undefined;
    for await (const batch of batches(table.rows(), BATCH, (row) => userRow(row, bound, ctx.workspace.timeZone), tally)) {
      const rows = await known(first(batch, table.name, tally), bound.fields.account, tally);
      if (rows.length === 0) continue;
      const users = rows.map(({ accountId, row: { userId, createdOn, disabledOn } }) => ({
        accountId,
        userId,
        ...(createdOn === null ? {} : { createdOn }),
        ...(tellsEnd ? { disabledOn } : {}),
      }));
      const { created, changed, unchanged } = await registerUsers(ctx, users);
      tally.imported(created + changed);
      tally.unchanged(unchanged);
    }
  }
}
