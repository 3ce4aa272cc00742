import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { removeNotices } from './store.ts';

/** Forgets what people and groups were told of a customer. Returns how many rows. */
export function forgetNotices(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeNotices(ctx, accountId);
}
