import type { OutputOf } from '../../contract/operation.ts';
import type { WorkspaceId } from '../../kernel/ids.ts';
import { addDays, type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { activePeople } from '../access/reads.ts';
import { ledgerState } from '../contracts/reads.ts';
import { reasonsOfChange } from '../health/reads.ts';
import { cardsJob, type movedWhy, type overview, type overviewTrend } from './contract.ts';
import { DRIFT } from './core/card.ts';
import { glanceOf } from './core/glance.ts';
import { glanceGroups, movedCards, spansSeen, stateOfCards } from './store.ts';

/** Customers that moved between bands and are named; the largest first. */
const MOVED = 12;
/** Months behind today that the trend shows. */
const MONTHS = 12;

/** All customers that the caller sees at a glance (MON-01): the boss sees all of them, a CSM their own book. */
export async function glance(ctx: Ctx): Promise<OutputOf<typeof overview>> {
  const { none, stale } = await stateOfCards(ctx, ctx.today);
  if (none || stale) ctx.requestJob(cardsJob);
  const { settings } = await ledgerState(ctx);
  const names = new Map((await activePeople(ctx)).map(({ id, name }) => [id, name]));
  const groups = await glanceGroups(ctx);
  const glance = glanceOf(
    groups,
    groups.flatMap(({ amounts }) => amounts),
  );
  const moved = await movedCards(ctx, MOVED);
  return {
    ...{ asOf: ctx.today, currency: settings.baseCurrency, building: none || stale, ...glance },
    moved: moved.map(({ accountId: _, ownerId, ...row }) => ({
      ...row,
      owner: ownerId === null ? null : (names.get(ownerId) ?? null),
      worse: isWorse(row.band, row.bandBefore),
    })),
  };
}

/** Why those that the overview names moved, each in one reason. */
export async function whyMoved(ctx: Ctx): Promise<OutputOf<typeof movedWhy>> {
  const moved = await movedCards(ctx, MOVED);
  const today = dayNumber(ctx.today);
  const reasons = await reasonsOfChange(
    ctx,
    moved.map(({ accountId }) => accountId),
    today - DRIFT.days,
    today,
  );
  return {
    reasons: moved.flatMap(({ accountId, externalId }) => {
      const reason = reasons.get(accountId);
      return reason === undefined ? [] : [{ externalId, ...reason, name: reason.name === null ? null : { ...reason.name } }];
    }),
  };
}

const RANK = { 'insufficient-data': 0, healthy: 1, watch: 2, danger: 3 } as const;

function isWorse(band: keyof typeof RANK, before: keyof typeof RANK): boolean {
  return RANK[band] > RANK[before];
}

type Trend = OutputOf<typeof overviewTrend>;

/** Trends last reckoned, by who sees which customers: months that are over hardly change, and the list of customers is long. */
const trends = new Map<string, { readonly at: number; readonly trend: Trend }>();
const FRESH_MS = 60_000;
const KEPT = 64;

/** Customers and their active users at the end of the last months, and today. A minute old at most. */
export async function trendOf(ctx: Ctx): Promise<Trend> {
  const key = JSON.stringify([ctx.workspace.id satisfies WorkspaceId, ctx.today, seenBy(ctx)]);
  const kept = trends.get(key);
  if (kept !== undefined && ctx.now - kept.at < FRESH_MS) return kept.trend;
  const trend = await reckoned(ctx);
  trends.delete(key);
  trends.set(key, { at: ctx.now, trend });
  for (const old of [...trends.keys()].slice(0, Math.max(0, trends.size - KEPT))) trends.delete(old);
  return trend;
}

/** Who sees the same customers as the caller. */
function seenBy({ principal }: Ctx): string {
  return principal.kind === 'person' && principal.scope !== 'all' ? principal.personId : 'all';
}

async function reckoned(ctx: Ctx): Promise<Trend> {
  const spans = await spansSeen(ctx);
  const days = [...monthEnds(ctx.today), ctx.today];
  const until = dayNumber(ctx.today);
  const users = await ctx.series.sums(
    ctx.workspace.id,
    spans.map(({ accountId, startsOn, endsOn }) => ({
      ...{ accountId, from: dayNumber(startsOn), to: endsOn === null ? until : Math.min(until, dayNumber(endsOn)) },
    })),
    'mau',
    days.map(dayNumber),
  );
  return {
    points: days.map((day, index) => {
      const { sum, known } = users[index] ?? { sum: 0, known: 0 };
      const customers = spans.filter(({ startsOn, endsOn }) => startsOn <= day && (endsOn ?? day) >= day).length;
      return { day, customers, activeUsers: known === 0 ? null : sum, known };
    }),
  };
}

/** The last days of the months before today, the earliest first. */
function monthEnds(today: Day): readonly Day[] {
  const ends: Day[] = [];
  let first = `${today.slice(0, 8)}01` as Day;
  for (let month = 0; month < MONTHS; month++) {
    const end = addDays(first, -1);
    ends.unshift(end);
    first = `${end.slice(0, 8)}01` as Day;
  }
  return ends;
}
