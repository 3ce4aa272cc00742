import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { LedgerEntry } from './core/movement.ts';
import { entriesOf, settingsOf } from './store.ts';

/** The currency of amounts that name none, and into which others are converted. */
export async function baseCurrencyOf(ctx: Ctx): Promise<string> {
  return (await settingsOf(ctx)).baseCurrency;
}

/** What stands in the ledger of some customers, by number; entries that were taken back and those that take back are among them. */
export function ledgerEntries(ctx: Ctx, accountIds: readonly AccountId[]): Promise<readonly (LedgerEntry & { accountId: AccountId })[]> {
  return entriesOf(ctx, accountIds);
}
