import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import type { ReadRow } from './batches.ts';
import type { Bound } from './core/columns.ts';
import type { Tally } from './tally.ts';

/** A row together with the customer it belongs to. */
export interface OwnedRow<T> extends ReadRow<T> {
  readonly accountId: AccountId;
}

/**
 * Finds the customers that rows name. Rows of a customer that is not known are rejected: customers are imported first.
 *
 * @returns A function that asks only about names it has not met before.
 */
export function knownAccounts(
  ctx: Ctx,
): <T extends { readonly account: string }>(
  batch: readonly ReadRow<T>[],
  column: Bound | undefined,
  tally: Tally,
) => Promise<readonly OwnedRow<T>[]> {
  const known = new Map<string, AccountId | null>();
  return async (batch, column, tally) => {
    const asked = [...new Set(batch.map(({ row }) => row.account))].filter((name) => !known.has(name));
    if (asked.length > 0) {
      const found = await accountIdsByExternalId(ctx, asked);
      for (const name of asked) known.set(name, found.get(name) ?? null);
    }
    const header = column === undefined || column.index === null ? null : column.column;
    return batch.flatMap((read) => {
      const { account } = read.row;
      const accountId = known.get(account) ?? null;
      if (accountId !== null) return [{ ...read, accountId }];
      tally.reject({
        line: read.line,
        column: header,
        value: account,
        reason: 'There is no customer with this id. Import the customer first.',
      });
      return [];
    });
  };
}
