import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { cell } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { UnknownReason } from '../../kernel/known.ts';
import { addDays, type Day, dayFromNumber, dayNumber, isDay } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { bodiesOfAccounts } from '../../platform/records/read-records.ts';
import { assignedTo } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { searchText, sortKey } from '../accounts/core/name-keys.ts';
import { accountsById, liveSpans, soundOf } from '../accounts/reads.ts';
import { exchangeOf } from '../contracts/core/exchange.ts';
import { datedRates, ledgerEntriesOf, ledgerState } from '../contracts/reads.ts';
import { type HealthOver, healthOver } from '../health/reads.ts';
import { type Columns, calendarOf, columns } from '../metrics/reads.ts';
import { unfinishedTasks } from '../tasks/reads.ts';
import { touchKind } from '../touches/core/kinds.ts';
import { openWarnings } from '../warnings/reads.ts';
import { DRIFT, driftOf, liveStateOf, STEADY, sparkOf, steadyOf } from './core/card.ts';
import { type CardPart, cardsOfDay, clearCards, lockedDays, removeCards, updateCards, writeCards } from './store.ts';
import type { Card } from './tables.ts';

/** Customers whose cards are made together: bounds memory, and the time for which others wait. */
const CHUNK = 200;

/**
 * What of a card can change by itself: `who` the customer is; what is open on it, `work`; and `rest`, what is reckoned from its use and its
 * records, which costs most.
 */
export type Facet = 'who' | 'work' | 'rest';

/** Makes the cards of some customers anew, or a part of each. A card of another day is made anew as a whole, and one of nobody goes. */
export function refreshCards(ctx: Ctx, ids: readonly AccountId[], facets: readonly Facet[]): Promise<void> {
  return ctx.transaction(async (inside) => {
    const sorted = [...new Set(ids)].sort();
    const days = await lockedDays(inside, sorted);
    const present = sorted.filter((id) => days.get(id) === inside.today);
    const others = sorted.filter((id) => days.get(id) !== inside.today);
    for (const some of chunksOf(present)) {
      const parts = await partsOf(inside, some, facets);
      await updateCards(inside, parts);
      await removeGone(inside, some, parts);
    }
    for (const some of chunksOf(others)) {
      const parts = await partsOf(inside, some, ['who', 'work', 'rest']);
      await writeCards(inside, parts as readonly Card[]);
      await removeGone(inside, some, parts);
    }
  });
}

async function removeGone(ctx: Ctx, ids: readonly AccountId[], parts: readonly CardPart[]): Promise<void> {
  if (parts.length === ids.length) return;
  const there = new Set(parts.map(({ accountId }) => accountId));
  await removeCards(
    ctx,
    ids.filter((id) => !there.has(id)),
  );
}

/** Brings every card up to today, and makes those that are missing, each few in a transaction of their own. */
export async function bringUpToDate(ctx: Ctx): Promise<void> {
  const done = await cardsOfDay(ctx, ctx.today);
  const ids = (await liveSpans(ctx)).map(({ accountId }) => accountId).filter((id) => !done.has(id));
  for (const some of chunksOf(ids)) {
    await refreshCards(ctx, some, []);
    await yieldToOthers();
  }
}

/** Forgets every card and makes all of them from nothing: what comes out is what news has made. Returns how many. */
export function rebuildCards(ctx: Ctx): Promise<number> {
  return ctx.transaction(async (inside) => {
    await clearCards(inside);
    await bringUpToDate(inside);
    return (await cardsOfDay(inside, inside.today)).size;
  });
}

function chunksOf(ids: readonly AccountId[]): AccountId[][] {
  return Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, at) => ids.slice(at * CHUNK, (at + 1) * CHUNK));
}

async function partsOf(ctx: Ctx, ids: readonly AccountId[], facets: readonly Facet[]): Promise<readonly CardPart[]> {
  // Cards whose customer is not asked for are there, and go by other news.
  const who = facets.includes('who') ? await whoParts(ctx, ids) : new Map(ids.map((accountId) => [accountId, { accountId }]));
  const work = facets.includes('work') ? await workParts(ctx, ids) : null;
  const rest = facets.includes('rest') ? await restParts(ctx, ids) : null;
  return [...who].map(([accountId, part]) => ({
    ...part,
    accountId,
    ...(work === null ? {} : work(accountId)),
    ...(rest === null ? {} : rest(accountId)),
  }));
}

/** Who each customer is; one that is not there (any more) is absent. */
async function whoParts(ctx: Ctx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, CardPart>> {
  const accounts = await accountsById(ctx, ids);
  const owners = await assignedTo(ctx, ids);
  const profiles = await bodiesOfAccounts(ctx, [accountKind], ids);
  return new Map(
    [...accounts].map(([accountId, { externalId, name, startsOn, endsOn, attributes }]) => {
      const profile = profiles.get(accountId)?.[0]?.content ?? {};
      const text = (field: string): string | null => (typeof profile[field] === 'string' ? profile[field] : null);
      const syllables = soundOf(name);
      return [
        accountId,
        {
          ...{ accountId, day: ctx.today, externalId, name, startsOn, endsOn },
          sortKey: sortKey(name, syllables),
          searchText: searchText(name, syllables, externalId),
          state: liveStateOf(startsOn, endsOn, ctx.today),
          ownerId: owners.get(accountId) ?? null,
          customerType: text('customerType'),
          tier: text('tier'),
          industry: text('industry'),
          region: text('region'),
          stage: text('stage'),
          custom: attributes,
        },
      ];
    }),
  );
}

type PartOf = (accountId: AccountId) => Partial<Card>;

/** What is open on each. */
async function workParts(ctx: Ctx, ids: readonly AccountId[]): Promise<PartOf> {
  const [warnings, tasks] = [await openWarnings(ctx, ids), await unfinishedTasks(ctx, ids)];
  return (accountId) => {
    const { critical = 0, high = 0, normal = 0 } = warnings.get(accountId) ?? {};
    return { warningsCritical: critical, warningsHigh: high, warningsNormal: normal, tasksOpen: tasks.get(accountId) ?? 0 };
  };
}

/** MON-01 looks at four weeks. */
const STEADY_DAYS = 7 * STEADY.weeks;
const BESIDES = ['seats', 'activated-seats', 'days-to-renewal', 'wau', 'login-ratio'] as const;

/** What is reckoned of each. */
async function restParts(ctx: Ctx, ids: readonly AccountId[]): Promise<PartOf> {
  const today = dayNumber(ctx.today);
  const health = await healthOver(ctx, ids, today - 2 * DRIFT.days, today);
  const measured = await columns(ctx, ids, BESIDES, today - STEADY_DAYS + 1, today);
  const money = await worthOf(ctx, ids);
  const touches = await latestTouches(ctx, ids);
  return (accountId) => ({
    ...healthPart(ctx, health.get(accountId), measured.get(accountId) ?? {}),
    arrMinor: money.get(accountId) ?? null,
    touchedOn: touches.get(accountId)?.on ?? null,
    touchedBy: touches.get(accountId)?.way ?? null,
  });
}

const NOTHING: Partial<Card> = {
  ...{ band: 'insufficient-data', bandBefore: 'insufficient-data', score: null, change: null, coverage: null, level: null, quadrant: null },
  ...{ risk: null, riskBand: null, drifting: false, driftingSince: null, steady: null, activeUsers: null },
  ...{ seatsBought: null, seatsActivated: null, renewsOn: null, spark: [], reasons: { score: 'not-computed' } },
};

function healthPart(ctx: Ctx, health: HealthOver | undefined, measured: Columns): Partial<Card> {
  if (health === undefined) return NOTHING;
  const today = dayNumber(ctx.today);
  const reasons: Record<string, UnknownReason> = {};
  const value = (name: string, maybe: { known: true; value: number } | { known: false; reason: UnknownReason }): number | null => {
    if (maybe.known) return maybe.value;
    reasons[name] = maybe.reason;
    return null;
  };
  const metric = (name: string, id: (typeof BESIDES)[number]): number | null => {
    const column = measured[id];
    return value(name, column === undefined ? { known: false, reason: 'not-measured' } : cell(column, today));
  };
  const { scores, bands } = health;
  const [now = Number.NaN, before = Number.NaN] = [scores.at(-1), scores.at(-1 - DRIFT.days)];
  const change = now - before;
  const { drifting, since } = driftOf(scores, bands);
  const ratio = measured['login-ratio'];
  const left = metric('renewsOn', 'days-to-renewal');
  if (!health.quadrant.known) reasons.quadrant = health.quadrant.reason;
  return {
    band: health.band,
    bandBefore: bands.at(-1 - DRIFT.days) ?? 'insufficient-data',
    score: value('score', health.score),
    change: Number.isNaN(change) ? null : change,
    coverage: health.coverage,
    level: value('level', health.level),
    quadrant: health.quadrant.known ? health.quadrant.value : null,
    risk: value('risk', health.risk.points),
    riskBand: health.risk.band,
    drifting,
    driftingSince: since === null ? null : dayFromNumber(today - (scores.length - 1 - since)),
    steady: ratio === undefined ? null : steadyOf(ratio, health.expected, calendarOf(ctx), today),
    activeUsers: metric('activeUsers', 'wau'),
    seatsBought: metric('seatsBought', 'seats'),
    seatsActivated: metric('seatsActivated', 'activated-seats'),
    renewsOn: left === null ? null : addDays(ctx.today, left),
    spark: sparkOf(scores),
    reasons,
  };
}

/** What each is worth a year today in the base currency, by the ledger and without trials; absent where the ledger says nothing or no rate does. */
async function worthOf(ctx: Ctx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>> {
  const worth = new Map<AccountId, Map<string, number>>();
  for (const { accountId, day, currency, amountMinor, trial } of await ledgerEntriesOf(ctx, ids)) {
    if (trial || day > ctx.today) continue;
    const own = worth.get(accountId) ?? new Map<string, number>();
    worth.set(accountId, own.set(currency, (own.get(currency) ?? 0) + amountMinor));
  }
  if (worth.size === 0) return new Map();
  const { settings } = await ledgerState(ctx);
  const foreign = [...worth.values()].some((own) => [...own.keys()].some((currency) => currency !== settings.baseCurrency));
  const exchange = exchangeOf(foreign ? await datedRates(ctx) : []);
  return new Map(
    [...worth].flatMap(([accountId, own]) => {
      let sum = 0;
      for (const [currency, amount] of own) {
        const rate = amount === 0 ? 0 : exchange.rateOn(currency, settings.baseCurrency, ctx.today);
        if (rate === null) return [];
        sum += amount * rate;
      }
      return [[accountId, Math.round(sum)]];
    }),
  );
}

interface Touch {
  readonly on: Day;
  readonly way: string | null;
  readonly id: string;
}

/** The latest touch of each up to today; of several on a day that of the last id. */
async function latestTouches(ctx: Ctx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Touch>> {
  const bodies = await bodiesOfAccounts(ctx, [touchKind], ids);
  return new Map(
    [...bodies].flatMap(([accountId, own]) => {
      const touches = own.flatMap(({ id, content: { on, way } }): Touch[] =>
        typeof on === 'string' && isDay(on) && on <= ctx.today ? [{ on, way: typeof way === 'string' ? way : null, id }] : [],
      );
      const [last] = touches.sort((a, b) => (`${b.on} ${b.id}` < `${a.on} ${a.id}` ? -1 : 1));
      return last === undefined ? [] : [[accountId, last]];
    }),
  );
}
