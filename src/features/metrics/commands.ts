import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { judgeJob } from './contract.ts';
import { forgetFacts } from './fact-memory.ts';
import { removeExtent } from './store.ts';
import { askForAll } from './store-marks.ts';
import { removeSaid } from './store-said.ts';

/** Forgets as of which day the series of a customer was computed, and what people said about it. Returns how many rows. */
export async function forgetExtent(ctx: Ctx, accountId: AccountId): Promise<number> {
  forgetFacts(ctx, accountId);
  return (await removeSaid(ctx, accountId)) + (await removeExtent(ctx, accountId));
}

/** Has everybody judged anew: by what they are judged has changed. Also after a crash, for it is noted. */
export async function judgeAgain(ctx: Ctx): Promise<void> {
  await askForAll(ctx);
  ctx.requestJob(judgeJob);
}
