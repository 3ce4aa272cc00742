import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { forgetDifferences } from './store.ts';
import { forgetRisk } from './store-learned.ts';

/** Forgets what drafts said of a customer beside what was live, and what the learned risk says. Returns how many rows. */
export async function forgetShadows(ctx: Ctx, accountId: AccountId): Promise<number> {
  return (await forgetDifferences(ctx, accountId)) + (await forgetRisk(ctx, accountId));
}
