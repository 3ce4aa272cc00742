import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { standingMergesOf } from './store.ts';

/** The customers that were merged into one, also by way of others: what is done to it for good must be done to them. */
export async function absorbedBy(ctx: Ctx, accountId: AccountId): Promise<readonly AccountId[]> {
  const found: AccountId[] = [];
  for (const open = [accountId]; open.length > 0; ) {
    const one = open.pop();
    if (one === undefined) break;
    const dropped = (await standingMergesOf(ctx, one)).filter(({ kept }) => kept === one).map((merge) => merge.dropped);
    found.push(...dropped);
    open.push(...dropped);
  }
  return found;
}
