import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { LEVEL_METRIC } from './core/judge.ts';
import { levelColumn } from './core/levels.ts';
import { type Risk, riskFrom } from './core/risk.ts';
import { measured } from './judging.ts';

/** The risk of customers today, with its reasons (MON-09). The caller checks that they may be seen. */
export async function risksToday(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Risk>> {
  const day = dayNumber(ctx.today);
  const found = await measured(ctx, accountIds, [], day, day);
  return new Map(
    [...found].map(([accountId, columns]) => [accountId, riskFrom({ ...columns, [LEVEL_METRIC]: levelColumn(columns, day, day) }, day)]),
  );
}
