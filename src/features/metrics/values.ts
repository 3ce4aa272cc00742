import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Maybe, UnknownReason } from '../../kernel/known.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountsById, liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import type { MetricValues, metricCoverage, metricValues } from './contract-own.ts';
import type { MetricDefinition } from './core/definition.ts';
import { spreadEvenly, spreadOf } from './core/spread.ts';
import { columnsOf, metricsOf } from './reads.ts';

/** Customers looked at for one metric, and for all of them at once. */
const MOST_FOR_ONE = 1000;
const MOST_FOR_ALL = 200;
const CHUNK = 200;
const BINS = 12;
/** Customers that are named: known ones from the lowest to the highest, and some of whom it is not known. */
const [NAMED_KNOWN, NAMED_UNKNOWN] = [8, 3];
const SHOWN_DAYS = 60;

/** The customers that are live today, of those that the caller sees. */
export async function liveAndSeen(ctx: Ctx): Promise<readonly AccountId[]> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  return spans
    .filter(({ startsOn, endsOn }) => startsOn <= ctx.today && (endsOn ?? ctx.today) >= ctx.today)
    .map(({ accountId }) => accountId)
    .sort();
}

/** How a metric is spread today over the customers that the caller sees. */
export async function valuesOf(ctx: Ctx, { metric: id }: InputOf<typeof metricValues>): Promise<MetricValues> {
  const metric = (await metricsOf(ctx)).find((one) => one.id === id);
  if (metric === undefined) throw new AppError('not-found', `There is no metric '${id}'.`);
  return spreadToday(ctx, metric);
}

/** The same of a metric that need not be kept. */
export async function spreadToday(ctx: Ctx, metric: MetricDefinition): Promise<MetricValues> {
  const live = await liveAndSeen(ctx);
  const looked = spreadEvenly(live, MOST_FOR_ONE);
  const found = await valuesToday(ctx, [metric], looked);
  const known = found.flatMap(([accountId, [value]]) => (value?.known ? [{ accountId, value: value.value }] : []));
  const unknown = found.flatMap(([accountId, [value]]) =>
    value === undefined || value.known ? [] : [{ accountId, reason: value.reason }],
  );
  const counts = new Map<UnknownReason, number>();
  for (const { reason } of unknown) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const byValue = known.toSorted((a, b) => a.value - b.value || (a.accountId < b.accountId ? -1 : 1));
  const spread = spreadOf(
    known.map(({ value }) => value),
    BINS,
  );
  return {
    asOf: ctx.today,
    ...{ customers: live.length, looked: looked.length, known: known.length },
    reasons: [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    spread: spread === null ? null : { ...spread, bins: [...spread.bins] },
    samples: await samplesOf(ctx, metric, [...spreadEvenly(byValue, NAMED_KNOWN), ...unknown.slice(0, NAMED_UNKNOWN)]),
  };
}

async function samplesOf(
  ctx: Ctx,
  metric: MetricDefinition,
  some: readonly { readonly accountId: AccountId }[],
): Promise<MetricValues['samples']> {
  const ids = some.map(({ accountId }) => accountId);
  const today = dayNumber(ctx.today);
  const accounts = await accountsById(ctx, ids);
  const columns = ids.length === 0 ? new Map() : await columnsOf(ctx, ids, [metric], today - SHOWN_DAYS + 1, today);
  return ids.flatMap((accountId) => {
    const account = accounts.get(accountId);
    if (account === undefined) return [];
    const column = columns.get(accountId)?.[metric.id];
    const on = (day: number): Maybe<number> => (column === undefined ? { known: false, reason: 'not-computed' } : cell(column, day));
    const days = Array.from({ length: SHOWN_DAYS }, (_, index) => on(today - SHOWN_DAYS + 1 + index));
    const last = on(today);
    return [
      {
        ...{ externalId: account.externalId, name: account.name },
        ...(last.known ? { value: last.value, reason: null } : { value: null, reason: last.reason }),
        days: days.map((day) => (day.known ? day.value : null)),
      },
    ];
  });
}

/** For how many customers each metric is known today. */
export async function coverage(ctx: Ctx): Promise<OutputOf<typeof metricCoverage>> {
  const metrics = await metricsOf(ctx);
  const live = await liveAndSeen(ctx);
  const looked = spreadEvenly(live, MOST_FOR_ALL);
  const found = await valuesToday(ctx, metrics, looked);
  return {
    asOf: ctx.today,
    ...{ customers: live.length, looked: looked.length },
    metrics: metrics.map(({ id }, index) => ({ metric: id, known: found.filter(([, values]) => values[index]?.known).length })),
  };
}

/** What metrics say today of some customers, in the order of the metrics. */
async function valuesToday(
  ctx: Ctx,
  metrics: readonly MetricDefinition[],
  ids: readonly AccountId[],
): Promise<readonly (readonly [AccountId, readonly Maybe<number>[]])[]> {
  const today = dayNumber(ctx.today);
  const found: (readonly [AccountId, readonly Maybe<number>[]])[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    const columns = await columnsOf(ctx, some, metrics, today, today);
    for (const accountId of some) {
      const own = columns.get(accountId) ?? {};
      found.push([
        accountId,
        metrics.map(({ id }) => {
          const column = own[id];
          return column === undefined ? ({ known: false, reason: 'not-computed' } as const) : cell(column, today);
        }),
      ]);
    }
    await yieldToOthers();
  }
  return found;
}
