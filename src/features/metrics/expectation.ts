import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { type Column, cell, emptyColumn } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountsOfText, bodiesOfAccounts } from '../../platform/records/read-records.ts';
import { hiddenAmong } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { accountByExternalId, liveSpans } from '../accounts/reads.ts';
import type { acceptExpectation, expectation, peers } from './contract-expectation.ts';
import { GOOD_DAYS, MONTH_DAYS, proposeExpectation } from './core/expectation.ts';
import { type Peer, type PeerProfile, peersOf } from './core/peers.ts';
import { spreadEvenly } from './core/spread.ts';
import { type Columns, calendarOf, columns, metricsOf } from './reads.ts';
import { recordFacts } from './record-facts.ts';
import { sayValue } from './said.ts';

/** The first good days are looked for in this many days from a customer's first one on. */
const LOOKED_DAYS = 730;
/** Peers looked at: of more, some that are spread evenly. */
const MOST_PEERS = 1000;
const MOST_METRICS = 10;

/** What is used, what is expected of it, and the one by the other. */
const LINES = [
  { metric: 'users-when-used', expected: 'expected-daily-users', share: 'users-of-expected' },
  { metric: 'active-days-30', expected: 'expected-active-days', share: 'active-days-of-expected' },
  { metric: 'modules-in-use', expected: 'expected-modules', share: 'modules-of-expected' },
  { metric: 'activity-rate', expected: 'expected-activity', share: 'activity-of-expected' },
];

/** What a customer is expected to use, and what is proposed. */
export async function expectationOf(ctx: Ctx, { externalId }: InputOf<typeof expectation>): Promise<OutputOf<typeof expectation>> {
  const { accountId, startsOn } = await accountByExternalId(ctx, externalId);
  const today = dayNumber(ctx.today);
  const wanted = LINES.flatMap(({ metric, expected, share }) => [metric, expected, share]);
  const now = (await columns(ctx, [accountId], wanted, today, today)).get(accountId) ?? {};
  const on = (metric: string) => cell(now[metric] ?? emptyColumn(today, 0, 'not-computed'), today);
  const known = (metric: string): number | null => {
    const value = on(metric);
    return value.known ? value.value : null;
  };
  const lines = LINES.map(({ metric, expected, share }) => {
    const value = on(metric);
    return {
      ...{ metric, expected: known(expected), share: known(share) },
      ...(value.known ? { value: value.value, reason: null } : { value: null, reason: value.reason }),
    };
  });
  const found = await proposalFor(ctx, accountId, dayNumber(startsOn), today);
  const isFound = 'users' in found;
  return {
    asOf: ctx.today,
    isSet: lines.some(({ expected }) => expected !== null),
    lines,
    proposal: isFound ? { ...found, from: dayFromNumber(found.from), to: dayFromNumber(found.to) } : null,
    goodDays: isFound ? GOOD_DAYS : found.goodDays,
    neededDays: GOOD_DAYS,
  };
}

async function proposalFor(ctx: Ctx, accountId: AccountId, startsOn: number, today: number) {
  const goLiveOn = (await recordFacts(ctx, [accountId], new Map())).get(accountId)?.goLiveOn ?? null;
  const from = Math.max(startsOn, goLiveOn ?? startsOn) - MONTH_DAYS;
  const to = Math.min(today, from + LOOKED_DAYS);
  const found: Columns = (await columns(ctx, [accountId], ['dau', 'login-ratio', 'modules-in-use'], from, to)).get(accountId) ?? {};
  const of = (metric: string): Column => found[metric] ?? emptyColumn(from, 0, 'not-computed');
  return proposeExpectation(
    { dau: of('dau'), loginRatio: of('login-ratio'), modulesInUse: of('modules-in-use') },
    goLiveOn,
    calendarOf(ctx),
  );
}

/** Says what to expect of a customer: each part by itself, as a person would. */
export async function acceptProposal(ctx: Ctx, input: InputOf<typeof acceptExpectation>): Promise<OutputOf<typeof acceptExpectation>> {
  const { externalId, note, users, activeDays, modules, activity } = input;
  const values = {
    'expected-daily-users': users,
    'expected-active-days': activeDays,
    'expected-modules': modules,
    'expected-activity': activity,
  };
  const said: string[] = [];
  for (const [metric, value] of Object.entries(values)) {
    if (value === null) continue;
    await sayValue(ctx, { externalId, metric, value, note });
    said.push(metric);
  }
  return { said };
}

/** Where a customer stands among its peers: counts of others, and the name of none. */
export async function peerPositions(ctx: Ctx, { externalId, metrics: list }: InputOf<typeof peers>): Promise<OutputOf<typeof peers>> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  const metrics = await askedMetrics(ctx, list);
  const day = dayNumber(ctx.today);
  const own = (await profilesOf(ctx, [accountId]))(accountId);
  const ids = await peersOfTier(ctx, accountId, own.tier);
  const profileOf = await profilesOf(ctx, ids);
  const found = await columns(ctx, [accountId, ...ids], metrics, day, day);
  const on = (id: AccountId, metric: string) => cell(found.get(id)?.[metric] ?? emptyColumn(day, 0, 'not-computed'), day);
  return {
    ...{ asOf: ctx.today, ...own },
    metrics: metrics.map((metric) => {
      const value = on(accountId, metric);
      if (!value.known) return { metric, value: null, reason: value.reason, position: null };
      const others = ids.flatMap((id): Peer[] => {
        const theirs = on(id, metric);
        return theirs.known ? [{ ...profileOf(id), value: theirs.value }] : [];
      });
      return { metric, value: value.value, reason: null, position: peersOf(value.value, own, others) };
    }),
  };
}

async function askedMetrics(ctx: Ctx, list: string): Promise<readonly string[]> {
  const known = new Set((await metricsOf(ctx)).map(({ id }) => id));
  const asked = [...new Set(list.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  const wrong = asked.find((id) => !known.has(id));
  if (wrong === undefined && asked.length > 0 && asked.length <= MOST_METRICS) return asked;
  const message = wrong === undefined ? `Ask for 1 to ${MOST_METRICS} metrics.` : `There is no metric '${wrong}'.`;
  throw new AppError('invalid-input', message, { issues: [{ path: 'metrics', message }] });
}

async function profilesOf(ctx: Ctx, ids: readonly AccountId[]): Promise<(id: AccountId) => PeerProfile> {
  const bodies = await bodiesOfAccounts(ctx, [accountKind], ids);
  return (id) => {
    const { tier, industry } = bodies.get(id)?.[0]?.content ?? {};
    return { tier: typeof tier === 'string' ? tier : null, industry: typeof industry === 'string' ? industry : null };
  };
}

/** Other customers of the tier that are live today and not hidden. */
async function peersOfTier(ctx: Ctx, accountId: AccountId, tier: string | null): Promise<readonly AccountId[]> {
  if (tier === null) return [];
  const same = (await accountsOfText(ctx, accountKind, 'tier', tier)).filter((id) => id !== accountId);
  const hidden = await hiddenAmong(ctx, same);
  const spans = same.length === 0 ? [] : await liveSpans(ctx, same);
  const live = spans.filter(({ startsOn, endsOn }) => startsOn <= ctx.today && (endsOn ?? ctx.today) >= ctx.today);
  const ids = live.flatMap(({ accountId: id }) => (hidden.has(id) ? [] : [id])).sort();
  return spreadEvenly(ids, MOST_PEERS);
}
