import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { forgetFacts } from './fact-memory.ts';
import { removeExtent } from './store.ts';
import { removeSaid } from './store-said.ts';

/** Forgets as of which day the series of a customer was computed, and what people said about it. Returns how many rows. */
export async function forgetExtent(ctx: Ctx, accountId: AccountId): Promise<number> {
  forgetFacts(ctx, accountId);
  return (await removeSaid(ctx, accountId)) + (await removeExtent(ctx, accountId));
}
