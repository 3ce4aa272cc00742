import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { rebuildCards } from './cards.ts';
import { removeCards } from './store.ts';

/** Forgets the card of a customer that is erased. Returns how many rows. */
export function forgetCard(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeCards(ctx, [accountId]);
}

/** Makes every card of the workspace again from nothing. Returns how many. */
export function rebuildPortfolio(ctx: Ctx): Promise<number> {
  return rebuildCards(ctx);
}
