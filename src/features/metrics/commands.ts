import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { removeExtent } from './store.ts';

/** Forgets as of which day the series of a customer was computed. Returns how many rows. */
export function forgetExtent(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeExtent(ctx, accountId);
}
