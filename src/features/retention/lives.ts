import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { lastAnswer } from '../../platform/last-answer.ts';
import { bodiesOfAccounts, pageOfRecords } from '../../platform/records/read-records.ts';
import { ownerOf } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { accountsById, liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import { contractKind, contractLineKind, productKind } from '../contracts/core/kinds.ts';
import { outcomeMetrics } from '../lab/core/outcomes.ts';
import { columns } from '../metrics/reads.ts';
import type { RecurringStep } from '../revenue/core/recurring-steps.ts';
import { type Recurring, recurringOf } from '../revenue/reads.ts';
import { cohortOf } from './core/cohort-table.ts';
import { beganWith, oneOffFees } from './core/fees.ts';
import { type Ending, type Life, lifeOf } from './core/life.ts';

/** A customer that lived, with what it can be told apart by. */
export interface Lived extends Life {
  readonly accountId: AccountId;
  /** Null where nothing is known of its money, or a rate is missing. */
  readonly steps: readonly RecurringStep[] | null;
  readonly oneOff: number;
  readonly traits: Readonly<Record<string, string>>;
}

/** Everything that the page is reckoned from. */
export interface Lives {
  readonly lived: readonly Lived[];
  /** Customers that never paid, or never used it. */
  readonly notStarted: number;
  readonly currency: string;
  /** Names of owners and products, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Customers read at a time: bounds memory, and the time for which others wait. */
const CHUNK = 500;
const PROFILE = ['tier', 'industry', 'region', 'stage', 'customerType'] as const;

const remembered = lastAnswer<Lives>();

/**
 * The lives of all customers that the caller sees, from their start to a day: today, or one gone by. They are kept for half a minute; customers that
 * come or go are seen at once.
 */
export async function livesOf(ctx: Ctx, ending: Ending, today: Day): Promise<Lives> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  const live = spans
    .filter(({ startsOn }) => startsOn <= today)
    // Those of about the same age together: columns of a chunk begin on its first day.
    .toSorted((a, b) => (a.startsOn === b.startsOn ? (a.externalId < b.externalId ? -1 : 1) : a.startsOn < b.startsOn ? -1 : 1))
    .map(({ accountId, startsOn, endsOn }) => ({
      accountId,
      startsOn: dayNumber(startsOn),
      endsOn: endsOn === null ? Number.POSITIVE_INFINITY : dayNumber(endsOn),
    }));
  const key = JSON.stringify([ctx.workspace.id, live, ending, today]);
  return remembered(key, ctx.now, () => told(ctx, live, ending, today));
}

async function told(ctx: Ctx, live: readonly Live[], ending: Ending, today: Day): Promise<Lives> {
  const ids = live.map(({ accountId }) => accountId);
  const recurring = await recurringOf(ctx, ids, today);
  const names = new Map(await productNames(ctx));
  const found: (Lived | null)[] = [];
  for (let start = 0; start < live.length; start += CHUNK) {
    found.push(...(await read(ctx, live.slice(start, start + CHUNK), { ending, today, recurring, names })));
    await yieldToOthers();
  }
  const lived = found.filter((one) => one !== null);
  return { lived, notStarted: found.length - lived.length, currency: recurring.currency, names };
}

type Live = { readonly accountId: AccountId; readonly startsOn: number; readonly endsOn: number };

interface Asked {
  readonly ending: Ending;
  readonly today: Day;
  readonly recurring: Recurring;
  /** Names of owners are added. */
  readonly names: Map<string, string>;
}

async function read(ctx: Ctx, live: readonly Live[], { ending, today, recurring, names }: Asked): Promise<readonly (Lived | null)[]> {
  const ids = live.map(({ accountId }) => accountId);
  const measured = await columns(ctx, ids, outcomeMetrics(ending), live[0]?.startsOn ?? 0, dayNumber(today));
  const bodies = await bodiesOfAccounts(ctx, [accountKind, contractKind, contractLineKind], ids);
  const [accounts, owners] = [await accountsById(ctx, ids), await ownerOf(ctx, ids)];
  const rateOf = (currency: string): number | null => recurring.rateOf(currency === '' ? recurring.currency : currency);
  return live.map((one): Lived | null => {
    const { accountId } = one;
    const life = lifeOf(ending, measured.get(accountId) ?? {}, one);
    if (life === null) return null;
    const own = bodies.get(accountId) ?? [];
    const of = (kind: { readonly name: string }) => own.filter((body) => body.kind === kind.name);
    const profile = of(accountKind)[0]?.content ?? {};
    const owner = owners.get(accountId);
    if (owner !== undefined) names.set(owner.personId, owner.name);
    const oneOff = oneOffFees(of(contractKind), of(contractLineKind), today, rateOf);
    return {
      ...{ accountId, ...life, oneOff: oneOff ?? 0 },
      steps: oneOff === null ? null : (recurring.steps.get(accountId) ?? null),
      traits: {
        ...Object.fromEntries(Object.entries(accounts.get(accountId)?.attributes ?? {}).map(([key, value]) => [`custom.${key}`, value])),
        ...Object.fromEntries(PROFILE.map((field) => [field, typeof profile[field] === 'string' ? profile[field] : ''])),
        ...beganWith(of(contractLineKind)),
        owner: owner?.personId ?? '',
        'start-year': cohortOf(life.startsOn, 'year'),
        'start-quarter': cohortOf(life.startsOn, 'quarter'),
      },
    };
  });
}

/** Products that are named; beyond so many an id stands for itself. */
const MOST_PRODUCTS = 1000;

async function productNames(ctx: Ctx): Promise<readonly (readonly [string, string])[]> {
  const products = await pageOfRecords(ctx, productKind, {}, MOST_PRODUCTS);
  return products.flatMap(({ id, content }) => (typeof content.name === 'string' ? [[id, content.name] as const] : []));
}
