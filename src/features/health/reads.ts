import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { LEVEL_METRIC } from './core/judge.ts';
import { levelColumn } from './core/levels.ts';
import { type Risk, riskFrom } from './core/risk.ts';
import { measured } from './judging.ts';
import { snapshotsSince } from './store.ts';

/** The risk of customers today, with its reasons (MON-09). The caller checks that they may be seen. */
export async function risksToday(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Risk>> {
  const day = dayNumber(ctx.today);
  const found = await measured(ctx, accountIds, [], day, day);
  return new Map(
    [...found].map(([accountId, columns]) => [accountId, riskFrom({ ...columns, [LEVEL_METRIC]: levelColumn(columns, day, day) }, day)]),
  );
}

/** What was said of a customer's health day by day, the oldest first: it is never rewritten. The caller checks that it may be seen. */
export function healthSaid(
  ctx: Ctx,
  accountId: AccountId,
  since: Day,
): Promise<readonly { readonly day: Day; readonly score: number | null; readonly band: string; readonly modelVersion: string }[]> {
  return snapshotsSince(ctx, accountId, since);
}
