import type { OutputOf } from '../../contract/operation.ts';
import { cell } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { addDays, type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import { ledgerState } from '../contracts/reads.ts';
import { columns } from '../metrics/reads.ts';
import { askingOf } from './asking.ts';
import { BANDS, cardsJob, type overview, type overviewTrend } from './contract.ts';
import { concentrationOf } from './core/concentration.ts';
import { type GlanceRow, glanceRows, stateOfCards } from './store.ts';

/** Customers that moved between bands and are named; the largest first. */
const MOVED = 12;
/** Months behind today that the trend shows. */
const MONTHS = 12;
const CHUNK = 1000;

/** All customers that the caller sees at a glance (MON-01): the boss sees all of them, a CSM their own book. */
export async function glance(ctx: Ctx): Promise<OutputOf<typeof overview>> {
  const { none, stale } = await stateOfCards(ctx, ctx.today);
  if (none || stale) ctx.requestJob(cardsJob);
  const cards = await glanceRows(ctx);
  const { settings } = await ledgerState(ctx);
  const live = cards.filter(({ state }) => state === 'live');
  const ended = cards.filter(({ state }) => state === 'ended').length;
  const { people } = await askingOf(ctx);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const sum = (some: readonly GlanceRow[], of: (row: GlanceRow) => number | null): number =>
    some.reduce((all, row) => all + (of(row) ?? 0), 0);
  const concentration = concentrationOf(live.map(({ arrMinor }) => arrMinor ?? 0));
  const covered = live.flatMap(({ coverage }) => coverage ?? []);
  return {
    asOf: cards[0]?.day ?? ctx.today,
    currency: settings.baseCurrency,
    building: none || stale,
    live: live.length,
    ended,
    steady: { yes: live.filter(({ steady }) => steady === true).length, known: live.filter(({ steady }) => steady !== null).length },
    arrMinor: sum(live, ({ arrMinor }) => arrMinor),
    atRiskMinor: sum(live, ({ atRiskMinor }) => atRiskMinor),
    coverage: covered.length === 0 ? null : covered.reduce((all, one) => all + one, 0) / covered.length,
    bands: BANDS.map((band) => ({
      band,
      count: live.filter((row) => row.band === band).length,
      before: live.filter((row) => row.bandBefore === band).length,
      arrMinor: sum(
        live.filter((row) => row.band === band),
        ({ arrMinor }) => arrMinor,
      ),
    })),
    levels: [0, 1, 2, 3, 4, null].map((level) => ({ level, count: live.filter((row) => row.level === level).length })),
    moved: movedOf(live).map(({ ownerId, ...row }) => ({ ...row, owner: ownerId === null ? null : (names.get(ownerId) ?? null) })),
    concentration: { ...concentration, tops: [...concentration.tops], curve: [...concentration.curve] },
    tiers: tiersOf(live),
  };
}

const WORSE = { healthy: 0, watch: 1, danger: 2 } as const;

/** Who is in another band than 30 days ago, the largest first; from and to 数据不足 is no movement. */
function movedOf(live: readonly GlanceRow[]) {
  const isJudged = (band: GlanceRow['band']): band is keyof typeof WORSE => band !== 'insufficient-data';
  return live
    .flatMap(({ externalId, name, ownerId, band, bandBefore, score, change, arrMinor }) =>
      isJudged(band) && isJudged(bandBefore) && band !== bandBefore
        ? [{ externalId, name, ownerId, band, bandBefore, worse: WORSE[band] > WORSE[bandBefore], score, change, arrMinor }]
        : [],
    )
    .sort((a, b) => Number(b.worse) - Number(a.worse) || (b.arrMinor ?? 0) - (a.arrMinor ?? 0))
    .slice(0, MOVED);
}

function tiersOf(live: readonly GlanceRow[]): OutputOf<typeof overview>['tiers'] {
  const tiers = [...new Set(live.map(({ tier }) => tier))];
  return tiers
    .map((tier) => {
      const own = live.filter((row) => row.tier === tier);
      return { tier, count: own.length, arrMinor: own.reduce((sum, { arrMinor }) => sum + (arrMinor ?? 0), 0) };
    })
    .sort((a, b) => b.arrMinor - a.arrMinor);
}

/** Customers and their active users at the end of the last months, and today. */
export async function trendOf(ctx: Ctx): Promise<OutputOf<typeof overviewTrend>> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  const points: OutputOf<typeof overviewTrend>['points'] = [];
  for (const day of [...monthEnds(ctx.today), ctx.today]) {
    const live = spans.filter(({ startsOn, endsOn }) => startsOn <= day && (endsOn ?? day) >= day).map(({ accountId }) => accountId);
    const users = await usersOn(ctx, live, dayNumber(day));
    const activeUsers = users.length === 0 ? null : users.reduce((sum, one) => sum + one, 0);
    points.push({ day, customers: live.length, activeUsers, known: users.length });
  }
  return { points };
}

/** Users of 30 days of each of some customers, of those of whom they are known. */
async function usersOn(ctx: Ctx, ids: readonly AccountId[], day: number): Promise<readonly number[]> {
  const users: number[] = [];
  for (let at = 0; at < ids.length; at += CHUNK)
    for (const { mau } of (await columns(ctx, ids.slice(at, at + CHUNK), ['mau'], day, day)).values()) {
      const value = mau === undefined ? null : cell(mau, day);
      if (value?.known) users.push(value.value);
    }
  return users;
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
