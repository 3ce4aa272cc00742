import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Touched } from '../../platform/events/port.ts';
import { liveSpans } from '../accounts/reads.ts';
import { SINCE_EVER } from './core/registration.ts';
import { markDirty } from './store-rollup.ts';

/** Has all days of all customers computed again. */
export async function dirtyAll(ctx: Ctx): Promise<void> {
  const ever = dayNumber(SINCE_EVER);
  await markDirty(ctx, new Map((await liveSpans(ctx)).map(({ accountId }) => [accountId, ever])));
}

/** The first day touched of each customer, as a number. */
export function lowestDays(touched: readonly Touched[]): ReadonlyMap<AccountId, number> {
  const days = new Map<AccountId, number>();
  for (const { accountId, from } of touched)
    days.set(accountId, Math.min(days.get(accountId) ?? Number.POSITIVE_INFINITY, dayNumber(from)));
  return days;
}
