import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { WorkCalendar } from '../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../kernel/calendar-cn.ts';
import type { Column } from '../../kernel/column.ts';
import { InvariantError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import { asRecorded } from './as-recorded.ts';
import type { OwnContent } from './contract-own.ts';
import type { AccountFacts } from './core/account-facts.ts';
import type { MetricDefinition } from './core/definition.ts';
import type { OwnMetric } from './core/own-metric.ts';
import { withParts, workspaceMetrics } from './core/own-registry.ts';
import { evaluateMetrics, METRICS, metricById, storedNeeds } from './core/registry.ts';
import { type LiveSpan, withinLiveSpan } from './core/usage-columns.ts';
import { pickedFacts } from './own-facts.ts';
import { recordFacts } from './record-facts.ts';
import { allVersions, ownRows } from './store-own.ts';
import { saidEverRows, saidOf } from './store-said.ts';
import { depthFacts, loginFacts, moduleFacts } from './use-facts.ts';

/** Customers that are evaluated before others have their turn. */
const TURN = 128;

/** The columns of one account by metric id or, for `storedColumns`, by stored name. */
export type Columns = Readonly<Record<string, Column>>;

/** The working calendar of the workspace. One calendar for all until others are added as data. */
export function calendarOf(_ctx: Ctx): WorkCalendar {
  return CALENDAR_CN;
}

/**
 * Metric columns of some accounts over day numbers `from` to `to`, both included: the way everything to the right sees measurements.
 * Days without a computed value are Unknown(`not-computed`). The caller checks that the accounts may be seen.
 */
export async function columns(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  metricIds: readonly string[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, Columns>> {
  return columnsOf(ctx, accountIds, await definitionsOf(ctx, metricIds), from, to);
}

/** The same of metrics that need not be kept: of one that is being made. */
export async function columnsOf(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  metrics: readonly MetricDefinition[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, Columns>> {
  const { columns: names, lookbackDays } = storedNeeds(metrics);
  const spans = await numberedSpans(ctx, accountIds);
  const settings = { calendar: calendarOf(ctx) };
  // Two stores, neither of which waits for the other.
  const [stored, facts] = await Promise.all([
    storedOf(ctx, spans, accountIds, names, from - lookbackDays, to),
    factsFor(ctx, accountIds, spans, withParts(metrics), from, to),
  ]);
  // Who has records only has no stored series.
  const ids = facts === null ? [...stored.keys()] : accountIds;
  const found = new Map<AccountId, Columns>();
  for (const [index, accountId] of ids.entries()) {
    if (index % TURN === TURN - 1) await yieldToOthers();
    found.set(accountId, evaluateMetrics(metrics, stored.get(accountId) ?? {}, facts?.get(accountId) ?? null, settings, from, to));
  }
  return found;
}

/**
 * Metric columns as they would have been found on each day with what was recorded by its end: of metrics that rest on records alone. The caller
 * checks that the accounts may be seen.
 */
export async function columnsAsRecorded(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  metricIds: readonly string[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, Columns>> {
  const [metrics, spans] = [await definitionsOf(ctx, metricIds), await numberedSpans(ctx, accountIds)];
  return asRecorded(ctx, metrics, spans, { calendar: calendarOf(ctx) }, accountIds, { from, to });
}

/** What metrics need besides what is stored; null where they need nothing. */
async function factsFor(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  spans: ReadonlyMap<AccountId, LiveSpan>,
  metrics: readonly MetricDefinition[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, AccountFacts> | null> {
  const needs = (what: (metric: MetricDefinition) => boolean): boolean => metrics.some(what);
  if (!needs(({ kind }) => kind !== 'stored' && kind !== 'derived')) return null;
  const recorded = await recordFacts(ctx, accountIds, spans);
  const said = needs(({ kind }) => kind === 'said' || kind === 'use') ? await saidOf(ctx, accountIds) : null;
  const lines = new Map([...recorded].map(([accountId, facts]) => [accountId, facts.lines ?? []]));
  const modules = needs((metric) => metric.kind === 'use' && metric.of === 'modules') ? await moduleFacts(ctx, lines, from, to) : null;
  const depth = needs((metric) => metric.kind === 'use' && metric.of === 'depth') ? await depthFacts(ctx, accountIds, from, to) : null;
  const logins = needs((metric) => metric.kind === 'use' && metric.of === 'logins') ? await loginFacts(ctx, accountIds) : null;
  const own = metrics.filter((metric) => metric.kind === 'own');
  const picked = own.length > 0 ? await pickedFacts(ctx, accountIds, own, from, to) : null;
  if (said === null && picked === null) return recorded;
  return new Map(
    [...recorded].map(([accountId, facts]) => [
      accountId,
      {
        ...facts,
        said: said?.get(accountId) ?? [],
        modules: modules?.(accountId) ?? null,
        ...(depth === null ? {} : { depth: depth(accountId) }),
        ...(logins === null ? {} : { logins: logins(accountId) }),
        ...(picked === null ? {} : { picked: picked(accountId) }),
      },
    ]),
  );
}

/** The stored counts themselves, with the present live span laid over them. */
export async function storedColumns(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  names: readonly string[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, Columns>> {
  return storedOf(ctx, await numberedSpans(ctx, accountIds), accountIds, names, from, to);
}

/** First and last live day of some customers, as day numbers. */
export async function numberedSpans(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, LiveSpan>> {
  if (accountIds.length === 0) return new Map();
  return new Map(
    (await liveSpans(ctx, accountIds)).map(({ accountId, startsOn, endsOn }) => [
      accountId,
      { startsOn: dayNumber(startsOn), endsOn: endsOn === null ? null : dayNumber(endsOn) },
    ]),
  );
}

async function storedOf(
  ctx: Ctx,
  spans: ReadonlyMap<AccountId, LiveSpan>,
  accountIds: readonly AccountId[],
  names: readonly string[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, Columns>> {
  if (accountIds.length === 0 || to < from) return new Map();
  const series = await ctx.series.read(ctx.workspace.id, accountIds, names, from, to);
  return new Map(
    series.map(({ accountId, columns: stored }) => {
      const live = spans.get(accountId);
      if (live === undefined) return [accountId, stored];
      return [accountId, Object.fromEntries(Object.entries(stored).map(([name, column]) => [name, withinLiveSpan(column, live)]))];
    }),
  );
}

/** The metrics of the workspace: ours, and those that it made itself and did not retire. */
export async function metricsOf(ctx: Ctx): Promise<readonly MetricDefinition[]> {
  const own = (await ownRows(ctx)).flatMap(({ active, metric, definition }) => (active ? [ownMetricOf(metric, definition)] : []));
  return workspaceMetrics(METRICS, own);
}

/** Every version of every metric that the workspace made. */
export function ownMetricVersions(ctx: Ctx): ReturnType<typeof allVersions> {
  return allVersions(ctx);
}

/** Everything that people ever said about some customers. The caller checks that they may be seen. */
export function saidEver(ctx: Ctx, accountIds: readonly AccountId[]): ReturnType<typeof saidEverRows> {
  return saidEverRows(ctx, accountIds);
}

/** What is kept of a metric, as the core reads it. */
export function ownMetricOf(id: string, { label, unit, direction, formula }: OwnContent): OwnMetric {
  return { id, label, unit, direction, formula };
}

async function definitionsOf(ctx: Ctx, ids: readonly string[]): Promise<readonly MetricDefinition[]> {
  const all = ids.every((id) => metricById(id) !== undefined) ? METRICS : await metricsOf(ctx);
  const byId = new Map(all.map((metric) => [metric.id, metric]));
  return ids.map((id) => {
    const metric = byId.get(id);
    if (metric === undefined) throw new InvariantError(`There is no metric '${id}'.`);
    return metric;
  });
}
