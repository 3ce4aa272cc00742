import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { type RecurringStep, recurringSteps } from './core/recurring-steps.ts';
import { ledgerCache } from './ledger-cache.ts';

/** What recurred of customers over time, in the base currency at today's rates. */
export interface Recurring {
  readonly currency: string;
  /** A customer without entries is absent; null where a currency of its has no rate today. */
  readonly steps: ReadonlyMap<AccountId, readonly RecurringStep[] | null>;
}

/** What recurred of some customers over time. The caller checks that they may be seen. */
export async function recurringOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<Recurring> {
  const cache = await ledgerCache(ctx);
  const currency = cache.settings.baseCurrency;
  const rates = cache.currencies.map((one) => cache.exchange.rateOn(one, currency, ctx.today));
  return {
    currency,
    steps: new Map(
      accountIds.flatMap((accountId) => {
        const place = cache.placeOf(accountId);
        return place === undefined ? [] : [[accountId, recurringSteps(place.columns, place, rates)] as const];
      }),
    ),
  };
}
