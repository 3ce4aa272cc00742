import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { lastAnswer } from '../../platform/last-answer.ts';
import { liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import { type Columns, columns, columnsAsRecorded } from '../metrics/reads.ts';
import { lotOf } from './core/lots.ts';
import { type Outcome, outcomeDays, outcomeMetrics, toldUntil, usedDays } from './core/outcomes.ts';

/**
 * Warnings are found from so many days before those that count: one that was open then is not opened again.
 */
export const BEFORE_DAYS = 365;
/** Customers read at a time: bounds memory, and the time for which others wait. */
const CHUNK = 500;
/** Cells kept in memory for the next question about the same past: a slider asks many times. */
const MOST_CELLS = 8_000_000;

/** A customer's columns, and the days of its outcomes. */
export interface Known {
  readonly accountId: AccountId;
  readonly columns: Columns;
  readonly outcomes: readonly number[];
  /** Where dormancy is asked of: the days on which the product was used. */
  readonly used: readonly number[];
  readonly startsOn: number;
  /** The last live day; Infinity while there is none. */
  readonly endsOn: number;
  readonly knownUntil: number;
}

export interface Wanted {
  readonly inputs: readonly string[];
  readonly outcome: Outcome;
  readonly from: number;
  readonly to: number;
  readonly horizonDays: number;
  /** With what was recorded by the end of each day only; absent: with what had occurred. */
  readonly strict?: boolean;
  /** Of more customers than these, those whose lots are the lowest; absent: all. */
  readonly most?: number;
}

const remembered = lastAnswer<readonly Known[]>((known) => {
  const cellsOf = (one: Known): number => Object.values(one.columns).reduce((all, { values }) => all + values.length, 0);
  return known.reduce((sum, one) => sum + cellsOf(one), 0) <= MOST_CELLS;
});

/**
 * The past of every customer that the caller sees and that was live on one of the days: read once and kept for half a minute, so that the next
 * question about it is answered at once; customers that come or go are seen at once.
 */
export async function pastOf(ctx: Ctx, wanted: Wanted): Promise<readonly Known[]> {
  const live = await liveWithin(ctx, wanted);
  const key = JSON.stringify([ctx.workspace.id, live, wanted, ctx.today]);
  const since = wanted.from - wanted.horizonDays - BEFORE_DAYS;
  return remembered(key, ctx.now, async () => {
    const known: Known[] = [];
    for await (const some of inChunks(ctx, live, { ...wanted, since })) known.push(...some);
    return known;
  });
}

/**
 * The same past, some customers at a time: for those who need little of it, or are patient.
 *
 * @param wanted  With the first day of the judgement's inputs.
 * @param chunk   Customers at a time.
 */
export async function* pastInChunks(
  ctx: Ctx,
  wanted: Wanted & { readonly since: number },
  chunk = CHUNK,
): AsyncGenerator<readonly Known[], void> {
  yield* inChunks(ctx, await liveWithin(ctx, wanted), wanted, chunk);
}

async function* inChunks(
  ctx: Ctx,
  live: readonly Live[],
  wanted: Wanted & { readonly since: number },
  chunk = CHUNK,
): AsyncGenerator<readonly Known[], void> {
  for (let start = 0; start < live.length; start += chunk) yield await read(ctx, live.slice(start, start + chunk), wanted);
}

type Live = Pick<Known, 'accountId' | 'startsOn' | 'endsOn'>;

/** Customers that the caller sees and that were live on one of the days, by their external ids: customers are drawn in this order, whatever our ids are. */
export async function liveWithin(ctx: Ctx, { from, to, most }: Pick<Wanted, 'from' | 'to' | 'most'>): Promise<readonly Live[]> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  const live = spans
    .map(({ startsOn, endsOn, ...one }) => ({
      ...one,
      startsOn: dayNumber(startsOn),
      endsOn: endsOn === null ? Number.POSITIVE_INFINITY : dayNumber(endsOn),
    }))
    .filter(({ startsOn, endsOn }) => startsOn <= to && endsOn >= from);
  const drawn = most === undefined || live.length <= most ? live : drawnOf(live, most);
  return drawn
    .toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
    .map(({ accountId, startsOn, endsOn }) => ({ accountId, startsOn, endsOn }));
}

function drawnOf<One extends { readonly externalId: string }>(live: readonly One[], most: number): readonly One[] {
  const lots = live.map((one) => ({ one, lot: lotOf(one.externalId) }));
  return lots
    .sort((a, b) => a.lot - b.lot)
    .slice(0, most)
    .map(({ one }) => one);
}

async function read(ctx: Ctx, live: readonly Live[], wanted: Wanted & { readonly since: number }): Promise<readonly Known[]> {
  const today = dayNumber(ctx.today);
  const ids = live.map(({ accountId }) => accountId);
  const { inputs, outcome, from, to, since } = wanted;
  // An outcome lies up to the horizon behind the last warning, and is told only days later.
  const needs = outcomeMetrics(outcome);
  const judged = await (wanted.strict === true ? columnsAsRecorded : columns)(ctx, ids, inputs, since, to);
  const became = await columns(ctx, ids, needs, from - 1, today);
  return live.map((one) => {
    const after = became.get(one.accountId) ?? {};
    const [outcomes, knownUntil] = [outcomeDays(outcome, after), toldUntil(outcome, after)];
    return { ...one, columns: judged.get(one.accountId) ?? {}, outcomes, used: usedDays(outcome, after), knownUntil };
  });
}
