import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { type RecurringStep, recurringSteps } from './core/recurring-steps.ts';
import { ledgerCache } from './ledger-cache.ts';

/** What recurred of customers over time, in the base currency at the rates of one day. */
export interface Recurring {
  readonly currency: string;
  /** A customer without entries is absent; null where a currency of its has no rate on that day. */
  readonly steps: ReadonlyMap<AccountId, readonly RecurringStep[] | null>;
  /** What a minor unit of a currency is worth on that day; null where no rate says so. */
  rateOf(currency: string): number | null;
}

/** What recurred of some customers over time. The caller checks that they may be seen. */
export async function recurringOf(ctx: Ctx, accountIds: readonly AccountId[], on: Day): Promise<Recurring> {
  const cache = await ledgerCache(ctx);
  const currency = cache.settings.baseCurrency;
  const rateOf = (one: string): number | null => cache.exchange.rateOn(one, currency, on);
  const rates = cache.currencies.map(rateOf);
  return {
    currency,
    rateOf,
    steps: new Map(
      accountIds.flatMap((accountId) => {
        const place = cache.placeOf(accountId);
        return place === undefined ? [] : [[accountId, recurringSteps(place.columns, place, rates)] as const];
      }),
    ),
  };
}
