import { AUTO } from '../../contract/actor.ts';
import type { PayloadOf } from '../../contract/domain-event.ts';
import type { AccountId, WarningId } from '../../kernel/ids.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { liveSpans } from '../accounts/reads.ts';
import type { healthScored } from '../health/contract.ts';
import { type Columns, columns } from '../metrics/reads.ts';
import { stormChanged, warningOpened, warningsChanged } from './contract.ts';
import { isOpen, reconcile } from './core/lifecycle.ts';
import type { ReadyRule } from './core/registry.ts';
import { startsFirst } from './core/stagger.ts';
import { isStorm, STORM } from './core/storm.ts';
import { endWarning } from './end-warning.ts';
import { activeRules } from './rules.ts';
import { byIds, insertWarnings, journalOf, type Latest, type NewWarning, openedOn } from './store.ts';
import { saidStormLimits } from './store-rules.ts';
import { seedsOfHalves } from './store-stagger.ts';

/** A rule finds its state from this many days before the day it judges: longer than any state is worth remembering. */
const JUDGED_DAYS = 730;
/** Most states are settled by today's value, and most of the others by the last days. */
const FEW_DAYS = 60;

/** Accounts were scored: compares what every rule says today with what was said before. History opens nothing (settled 15). */
export async function onHealthScored(ctx: Ctx, { accountIds, asOf, live }: PayloadOf<typeof healthScored>): Promise<void> {
  if (!live) return;
  const ids = [...new Set(accountIds as AccountId[])];
  const rules = await activeRules(ctx);
  const journal = await journalOf(ctx, ids);
  const halves = await seedsOfHalves(ctx);
  const inputs = await inputsOf(ctx, rules, ids, journal, dayNumber(asOf));
  const found: NewWarning[] = [];
  for (const rule of rules)
    for (const accountId of ids) {
      const input = inputs(rule, accountId);
      if (input === undefined) continue;
      const opened = await judgeAccount(ctx, rule, accountId, input, asOf, journal.get(accountId)?.get(rule.meta.id));
      const seed = halves.get(rule.meta.id);
      if (opened !== null && (seed === undefined || startsFirst(seed, accountId))) found.push(opened);
    }
  await open(ctx, found, asOf);
}

type Journal = Awaited<ReturnType<typeof journalOf>>;

/** Whether to open asks of today alone. Whether an open warning is over may ask since when the value is good: then the past is read. */
async function inputsOf(
  ctx: Ctx,
  rules: readonly ReadyRule[],
  ids: readonly AccountId[],
  journal: Journal,
  day: number,
): Promise<(rule: ReadyRule, accountId: AccountId) => Columns | undefined> {
  const needs = (some: readonly ReadyRule[]): string[] => [...new Set(some.flatMap(({ meta }) => meta.inputs))];
  const isOpenOn = ({ meta }: ReadyRule, accountId: AccountId): boolean => {
    const latest = journal.get(accountId)?.get(meta.id);
    return latest !== undefined && isOpen(latest.state);
  };
  type Pair = readonly [rule: ReadyRule, accountId: AccountId];
  const read = (pairs: readonly Pair[], days: number) =>
    columns(ctx, [...new Set(pairs.map(([, id]) => id))], needs(pairs.map(([rule]) => rule)), day - days + 1, day);
  const isSettledBy =
    (some: ReadonlyMap<AccountId, Columns>) =>
    ([rule, id]: Pair): boolean =>
      rule.isSettled(some.get(id) ?? {}, day);
  const open = rules.flatMap((rule) => ids.filter((id) => isOpenOn(rule, id)).map((id): Pair => [rule, id]));
  const present = await columns(ctx, ids, needs(rules), day, day);
  const unsettled = open.filter((pair) => !isSettledBy(present)(pair));
  const recent = await read(unsettled, FEW_DAYS);
  const long = unsettled.filter((pair) => !isSettledBy(recent)(pair));
  const past = await read(long, JUDGED_DAYS);
  const source = new Map<string, ReadonlyMap<AccountId, Columns>>();
  for (const [rule, id] of unsettled) source.set(`${rule.meta.id} ${id}`, recent);
  for (const [rule, id] of long) source.set(`${rule.meta.id} ${id}`, past);
  return (rule, id) => (source.get(`${rule.meta.id} ${id}`) ?? present).get(id);
}

/** What a rule says of a customer: resolves the open warning when it is over; the warning that opens, if one does. */
async function judgeAccount(
  ctx: Ctx,
  rule: ReadyRule,
  accountId: AccountId,
  input: Columns,
  asOf: Day,
  latest: Latest | undefined,
): Promise<NewWarning | null> {
  const day = dayNumber(asOf);
  const { state, value } = rule.explain(input, day);
  const said =
    latest === undefined
      ? null
      : {
          state: latest.state,
          openedOn: dayNumber(latest.openedOn),
          closedOn: latest.closedOn === null ? null : dayNumber(latest.closedOn),
        };
  const verdict = reconcile({ day, state, value, fires: value.known && rule.fires(value.value) }, said, rule.coolDownDays);
  if (verdict.act === 'resolve' && latest !== undefined)
    for (const warning of await byIds(ctx, [latest.id])) await endWarning(ctx, warning, 'resolved', AUTO, asOf);
  if (verdict.act !== 'open') return null;
  const { id: ruleId, version, severity, direction } = rule.meta;
  const shown = rule.shown(input, day) ?? { metric: rule.meta.metric, value: verdict.value, threshold: rule.threshold };
  return {
    id: newId('wrn') as WarningId,
    accountId,
    rule: ruleId,
    ruleVersion: version,
    severity,
    direction,
    ...shown,
    openedOn: asOf,
    previousWarningId: latest?.id ?? null,
    title: rule.said?.title ?? null,
    act: rule.said?.act ?? null,
    storm: false,
  };
}

/** Writes what opened and tells of it: each by itself, but of a storm only that it is one. */
async function open(ctx: Ctx, found: readonly NewWarning[], asOf: Day): Promise<void> {
  if (found.length === 0) return;
  const stormy = await stormsAmong(ctx, found, asOf);
  const written = await insertWarnings(
    ctx,
    found.map((warning) => ({ ...warning, storm: stormy.has(warning.rule) })),
  );
  const concerned = new Set(found.flatMap(({ id, accountId }) => (written.has(id) ? [accountId] : [])));
  if (concerned.size > 0) await ctx.emit(warningsChanged, { accountIds: [...concerned] });
  for (const { id, accountId, rule } of found)
    if (written.has(id) && !stormy.has(rule)) await ctx.emit(warningOpened, { warningId: id, accountId, asOf });
  for (const rule of stormy) await ctx.emit(stormChanged, { rule });
}

async function stormsAmong(ctx: Ctx, found: readonly NewWarning[], asOf: Day): Promise<ReadonlySet<string>> {
  const opening = new Map<string, number>();
  for (const { rule } of found) opening.set(rule, (opening.get(rule) ?? 0) + 1);
  const before = await openedOn(ctx, [...opening.keys()], asOf);
  const counted = [...opening].map(([rule, now]) => [rule, now + (before.get(rule) ?? 0)] as const);
  // Who is live is asked of only where there are many.
  const limits = (await saidStormLimits(ctx)) ?? STORM;
  if (counted.every(([, opened]) => opened < limits.least)) return new Set();
  const live = await liveOn(ctx, asOf);
  return new Set(counted.filter(([, opened]) => isStorm(opened, live, limits)).map(([rule]) => rule));
}

async function liveOn(ctx: Ctx, day: Day): Promise<number> {
  return (await liveSpans(ctx)).filter(({ startsOn, endsOn }) => startsOn <= day && (endsOn ?? day) >= day).length;
}
