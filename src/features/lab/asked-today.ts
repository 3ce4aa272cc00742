import type { AccountId } from '../../kernel/ids.ts';
import { addDays, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import { columns } from '../metrics/reads.ts';
import type { SaidOutcome } from './contract.ts';
import type { Unasked } from './contract-learned.ts';
import { isMoney } from './core/outcomes.ts';

/** Customers live for fewer days are not judged by a learned risk, neither in its back-test nor today. */
export const HISTORY_DAYS = 30;
/** Who paid within so many days, and pays nothing today, has left already. */
const PAID_WITHIN = 730;

/**
 * Which customers a learned risk says nothing of today, and why: the same as its back-test leaves out at a cut-off. The caller checks that they may be
 * seen.
 */
export async function unaskedToday(
  ctx: Ctx,
  outcome: SaidOutcome,
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, Unasked>> {
  const found = new Map(await outOfTime(ctx, accountIds));
  const asked = accountIds.filter((id) => !found.has(id));
  for (const [id, reason] of outcome.kind === 'dormant' ? await silent(ctx, asked, outcome.days) : await gone(ctx, asked, outcome))
    found.set(id, reason);
  return found;
}

type Left = readonly (readonly [AccountId, Unasked])[];

async function outOfTime(ctx: Ctx, accountIds: readonly AccountId[]): Promise<Left> {
  const latestStart = addDays(ctx.today, 1 - HISTORY_DAYS);
  return (await liveSpans(ctx, accountIds)).flatMap(({ accountId, startsOn, endsOn }): Left => {
    if (startsOn > ctx.today) return [[accountId, 'not-started']];
    if (endsOn !== null && endsOn <= ctx.today) return [[accountId, 'ended']];
    return startsOn > latestStart ? [[accountId, 'too-new']] : [];
  });
}

async function silent(ctx: Ctx, accountIds: readonly AccountId[], days: number): Promise<Left> {
  const used = await anyAbove0(ctx, accountIds, 'dau', dayNumber(ctx.today) - days + 1);
  return accountIds.filter((id) => !used.has(id)).map((id) => [id, 'already-dormant']);
}

async function gone(ctx: Ctx, accountIds: readonly AccountId[], outcome: SaidOutcome): Promise<Left> {
  if (!isMoney(outcome)) return [];
  const today = dayNumber(ctx.today);
  const pays = await anyAbove0(ctx, accountIds, 'arr', today);
  const others = accountIds.filter((id) => !pays.has(id));
  return [...(await anyAbove0(ctx, others, 'arr', today - PAID_WITHIN))].map((id) => [id, 'not-paying']);
}

/** Of some customers those with a day since then on which a metric is above 0. */
async function anyAbove0(ctx: Ctx, accountIds: readonly AccountId[], metric: string, from: number): Promise<ReadonlySet<AccountId>> {
  if (accountIds.length === 0) return new Set();
  const read = await columns(ctx, accountIds, [metric], from, dayNumber(ctx.today));
  return new Set(accountIds.filter((id) => read.get(id)?.[metric]?.values.some((value) => value > 0) === true));
}
