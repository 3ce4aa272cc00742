import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { forgetDifferences } from './store.ts';

/** Forgets what drafts said of a customer beside what was live. Returns how many rows. */
export function forgetShadows(ctx: Ctx, accountId: AccountId): Promise<number> {
  return forgetDifferences(ctx, accountId);
}
