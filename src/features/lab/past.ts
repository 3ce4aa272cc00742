import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import { type Columns, columns } from '../metrics/reads.ts';
import { type Outcome, outcomeDays, outcomeMetrics, toldUntil } from './core/outcomes.ts';

/**
 * Warnings are found from so many days before those that count: one that was open then is not opened again.
 */
export const BEFORE_DAYS = 365;
/** Customers read at a time: bounds memory, and the time for which others wait. */
const CHUNK = 500;
/** Cells kept in memory for the next question about the same past: a slider asks many times. */
const MOST_CELLS = 8_000_000;
const KEPT_MS = 120_000;

/** A customer's columns, and the days of its outcomes. */
export interface Known {
  readonly accountId: AccountId;
  readonly columns: Columns;
  readonly outcomes: readonly number[];
  readonly startsOn: number;
  readonly knownUntil: number;
}

export interface Wanted {
  readonly inputs: readonly string[];
  readonly outcome: Outcome;
  readonly from: number;
  readonly to: number;
  readonly horizonDays: number;
}

interface Kept {
  readonly key: string;
  readonly at: number;
  readonly known: readonly Known[];
}

let kept: Kept | null = null;

/**
 * The past of every customer that the caller sees and that was live on one of the days: read once and kept for a moment, so that the next question
 * about it is answered at once.
 */
export async function pastOf(ctx: Ctx, wanted: Wanted): Promise<readonly Known[]> {
  const visible = await visibleAccountIds(ctx);
  const key = JSON.stringify([ctx.workspace.id, visible, wanted, ctx.today]);
  if (kept !== null && kept.key === key && ctx.now - kept.at < KEPT_MS) return kept.known;
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  const live = spans
    .map(({ accountId, startsOn, endsOn }) => ({
      accountId,
      startsOn: dayNumber(startsOn),
      endsOn: endsOn === null ? Number.POSITIVE_INFINITY : dayNumber(endsOn),
    }))
    .filter(({ startsOn, endsOn }) => startsOn <= wanted.to && endsOn >= wanted.from);
  const known: Known[] = [];
  for (let start = 0; start < live.length; start += CHUNK) known.push(...(await read(ctx, live.slice(start, start + CHUNK), wanted)));
  const cells = known.reduce((sum, one) => sum + Object.values(one.columns).reduce((all, { values }) => all + values.length, 0), 0);
  kept = cells <= MOST_CELLS ? { key, at: ctx.now, known } : null;
  return known;
}

async function read(ctx: Ctx, live: readonly { accountId: AccountId; startsOn: number }[], wanted: Wanted): Promise<readonly Known[]> {
  const today = dayNumber(ctx.today);
  const ids = live.map(({ accountId }) => accountId);
  const { inputs, outcome, from, to, horizonDays } = wanted;
  // An outcome lies up to the horizon behind the last warning, and is told only days later.
  const needs = outcomeMetrics(outcome);
  const judged = await columns(ctx, ids, inputs, from - horizonDays - BEFORE_DAYS, to);
  const became = await columns(ctx, ids, needs, from - 1, today);
  return live.map(({ accountId, startsOn }) => {
    const after = became.get(accountId) ?? {};
    const [outcomes, knownUntil] = [outcomeDays(outcome, after), toldUntil(outcome, after)];
    return { accountId, columns: judged.get(accountId) ?? {}, outcomes, startsOn, knownUntil };
  });
}
