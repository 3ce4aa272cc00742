import { registerUsers } from '../usage/commands.ts';
import { batches } from './batches.ts';
import { type UserRow, userRow } from './core/user-rows.ts';
import { firstKept, rejectClashes } from './first-kept.ts';
import { knownAccounts } from './known-accounts.ts';
import type { UsersPlan } from './plan.ts';
import { doneOf, type Run, step } from './run.ts';
import { keepUserImages } from './store-user-images.ts';

/** Users written in one transaction. */
const BATCH = 2000;

/** Registers the users of all user files. */
export async function importUsers(run: Run, plans: readonly UsersPlan[]): Promise<void> {
  const { timeZone } = run.ctx.workspace;
  const first = firstKept<UserRow>(({ account, userId }) => JSON.stringify([account, userId]));
  const known = knownAccounts(run);
  for (const plan of plans) {
    const { bound, table, tally, dialects } = plan;
    const tellsEnd = bound.fields.disabledOn !== undefined;
    const isDone = (until: number): boolean => until <= doneOf(run, plan);
    tally.silence(isDone(1));
    for await (const batch of batches(table, BATCH, (row) => userRow(row, bound, timeZone, dialects), tally)) {
      const { kept, clashes } = first.take(batch, table.name, tally);
      if (!isDone(batch.until)) {
        rejectClashes(clashes, first.textOf, tally);
        const rows = await known(kept, bound.fields.account, tally);
        const users = rows.map(({ accountId, row: { userId, createdOn, disabledOn } }) => ({
          accountId,
          userId,
          ...(createdOn === null ? {} : { createdOn }),
          ...(tellsEnd ? { disabledOn } : {}),
        }));
        await step(run, async (inside) => {
          const written = await registerUsers(inside, users);
          await keepUserImages(inside, run.id, written.written);
          tally.imported(written.created + written.changed);
          tally.unchanged(written.unchanged);
          await run.keep(inside, plan, batch.until, batch.bytes);
        });
      }
      tally.silence(isDone(batch.until + 1));
    }
  }
}
