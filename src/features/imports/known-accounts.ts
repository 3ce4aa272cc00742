import type { AccountId } from '../../kernel/ids.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import type { ReadRow } from './batches.ts';
import type { Bound } from './core/columns.ts';
import { accountsOfRecords } from './record-accounts.ts';
import { NOBODY_YET, type Run } from './run.ts';
import type { Tally } from './tally.ts';

/** Names remembered at most; then they are asked for again. */
const REMEMBERED = 200_000;

/**
 * Finds the customers that rows name, by their ids or through records of another kind. Rows of a customer that is not known are rejected:
 * customers are imported first.
 *
 * @returns A function that asks only about names it has not met before. It answers with one customer a row, null for a row that is rejected.
 */
export function knownAccounts(
  run: Run,
): (
  rows: readonly ReadRow<{ readonly account: string }>[],
  column: Bound | undefined,
  tally: Tally,
) => Promise<readonly (AccountId | null)[]> {
  const known = new Map<string, AccountId | null>();
  return async (rows, column, tally) => {
    const via = column === undefined || column.index === null ? undefined : column.via;
    const keyOf = (name: string): string => (via === undefined ? name : `${via}\n${name}`);
    if (known.size > REMEMBERED) known.clear();
    const asked = [...new Set(rows.map(({ row }) => row.account))].filter((name) => !known.has(keyOf(name)));
    if (asked.length > 0) {
      const found = await accountsBehind(run, asked, via);
      for (const name of asked) known.set(keyOf(name), found.get(name) ?? null);
    }
    const header = column === undefined || column.index === null ? null : column.column;
    return rows.map(({ line, row: { account } }) => {
      const accountId = known.get(keyOf(account)) ?? null;
      if (accountId !== null) return accountId;
      const reason =
        via === undefined
          ? 'There is no customer with this id. Import the customer first.'
          : `There is no ${via} with this id that belongs to a customer. Import it first.`;
      tally.reject({ line, column: header, value: account, reason });
      return null;
    });
  };
}

async function accountsBehind(run: Run, names: readonly string[], via: string | undefined): Promise<ReadonlyMap<string, AccountId>> {
  const { ctx, isDry, told } = run;
  if (via !== undefined) {
    const kept = await accountsOfRecords(ctx, via, names);
    if (!isDry) return kept;
    const owners = told.accountOf.get(via);
    const fresh = await accountsBehind(run, [...new Set(names.flatMap((name) => owners?.get(name) ?? []))], undefined);
    const made = names.flatMap((name): [string, AccountId][] => {
      const accountId = fresh.get(owners?.get(name) ?? '');
      return accountId === undefined ? [] : [[name, accountId]];
    });
    return new Map([...kept, ...made]);
  }
  const kept = await accountIdsByExternalId(ctx, names);
  if (!isDry) return kept;
  const made = names.filter((name) => told.accounts.has(name) && !kept.has(name));
  return new Map([...kept, ...made.map((name) => [name, NOBODY_YET] as const)]);
}
