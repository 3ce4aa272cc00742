import { registerUsers } from '../usage/commands.ts';
import { type Batch, batches, inTurn, tellRefused } from './batches.ts';
import { type UserRow, userRow } from './core/user-rows.ts';
import { type Firsts, firstKept, rejectClashes } from './first-kept.ts';
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
    const { bound, table, dialects } = plan;
    const done = doneOf(run, plan);
    await inTurn(
      batches(table, { size: BATCH, done }, (row) => userRow(row, bound, timeZone, dialects)),
      (batch) => {
        const taken = first.take(batch.rows, table.name);
        return batch.until <= done ? null : () => writeUsers(run, plan, { batch, taken, textOf: first.textOf, known });
      },
    );
  }
}

interface Taken {
  readonly batch: Batch<UserRow>;
  readonly taken: Firsts<UserRow>;
  readonly textOf: (key: string) => string | null;
  readonly known: ReturnType<typeof knownAccounts>;
}

async function writeUsers(run: Run, plan: UsersPlan, { batch, taken, textOf, known }: Taken): Promise<void> {
  const { bound, tally } = plan;
  tellRefused(batch, tally);
  tally.duplicate(taken.duplicates);
  rejectClashes(taken.clashes, textOf, tally);
  const owners = await known(taken.kept, bound.fields.account, tally);
  const tellsEnd = bound.fields.disabledOn !== undefined;
  const users = taken.kept.flatMap(({ row: { userId, createdOn, disabledOn } }, index) => {
    const accountId = owners[index] ?? null;
    if (accountId === null) return [];
    return [{ accountId, userId, ...(createdOn === null ? {} : { createdOn }), ...(tellsEnd ? { disabledOn } : {}) }];
  });
  await step(run, async (inside) => {
    const { created, changed, unchanged, written } = await registerUsers(inside, users);
    await keepUserImages(inside, run.id, written);
    tally.imported(created + changed);
    tally.unchanged(unchanged);
    await run.keep(inside, plan, batch.until, batch.bytes);
  });
}
