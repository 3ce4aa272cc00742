import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { customerRecords } from '../accounts/commands.ts';
import { ratesChanged } from './contract.ts';
import { churnRecordKind, contractKind, contractLineKind, exchangeRateKind, moduleKind, productKind } from './core/kinds.ts';
import { balanceLedger, ledgerFollows, ledgerFollowsMoved } from './ledger.ts';
import { removeEntries } from './store.ts';

/** The kinds of this feature, as imports and exports know them. */
export const CONTRACT_RECORDS = {
  product: customerRecords(productKind),
  module: customerRecords(moduleKind),
  contract: customerRecords(contractKind, { saved: ledgerFollows, moved: ledgerFollowsMoved }),
  contractLine: customerRecords(contractLineKind, { saved: ledgerFollows, moved: ledgerFollowsMoved }),
  churnRecord: customerRecords(churnRecordKind),
  exchangeRate: customerRecords(exchangeRateKind, {
    saved: (ctx) => ctx.emit(ratesChanged, {}),
    moved: (ctx) => ctx.emit(ratesChanged, {}),
  }),
} as const;

/**
 * Lines of one customer have become another's, or come back: the ledger follows, by reversing entries there and new ones here. What people
 * posted on them goes with them. Call it in the transaction that moved the records.
 */
export async function moveLedger(ctx: Ctx, from: AccountId, to: AccountId): Promise<void> {
  await balanceLedger(ctx, [from, to]);
}

/** Forgets the ledger of a customer that is erased. Returns how many rows. */
export async function forgetLedger(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeEntries(ctx, accountId);
}
