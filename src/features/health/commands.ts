import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { removeSnapshots } from './store.ts';

/** Forgets what was said about the health of a customer. Returns how many rows. */
export function forgetSnapshots(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeSnapshots(ctx, accountId);
}
