import { createHash } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { PayloadOf } from '../../contract/domain-event.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber, daysBetween } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { AccountSeries } from '../../platform/series/port.ts';
import type { accountsChanged, recordsChanged } from '../accounts/contract.ts';
import { accountByExternalId, liveSpans } from '../accounts/reads.ts';
import type { usageChanged } from '../usage/contract.ts';
import { piecesByDays, TOGETHER } from '../usage/core/pieces.ts';
import { type listMetrics, type series, seriesChanged } from './contract.ts';
import { entryOf } from './core/dictionary.ts';
import { type LiveSpan, SILENCE_LIMITS, usageColumns } from './core/usage-columns.ts';
import { usageFacts, type WorkspaceFacts, workspaceFacts } from './facts.ts';
import { columns, metricsOf, numberedSpans } from './reads.ts';
import { type Extent, extendTo, extentsOf } from './store.ts';
import { isAllJudged, noteAllJudged, timesAsked } from './store-marks.ts';

/** Longest range of days one call may ask for: ten years. */
const LONGEST_RANGE_DAYS = 3660;

/** The series of some metrics, a row for every day and metric asked for, ordered by day and then as asked. */
export async function seriesOf(ctx: Ctx, input: InputOf<typeof series>): Promise<OutputOf<typeof series>> {
  refuseUnknownMetrics(
    input.metrics,
    (await metricsOf(ctx)).map(({ id }) => id),
  );
  const [from, to] = askedRange(input);
  const account = await accountByExternalId(ctx, input.externalId);
  const found = (await columns(ctx, [account.accountId], input.metrics, from, to)).get(account.accountId) ?? {};
  const rows: OutputOf<typeof series> = [];
  for (let day = from; day <= to; day++) {
    for (const metric of input.metrics) {
      const column = found[metric];
      const value = column === undefined ? ({ known: false, reason: 'not-computed' } as const) : cell(column, day);
      if (value.known)
        rows.push({ day: dayFromNumber(day), metric, value: value.value, ...(value.partial ? { partial: true as const } : {}) });
      else rows.push({ day: dayFromNumber(day), metric, value: null, reason: value.reason });
    }
  }
  return rows;
}

function refuseUnknownMetrics(metrics: readonly string[], known: readonly string[]): void {
  const unknownIds = metrics.filter((id) => !known.includes(id));
  if (unknownIds.length === 0) return;
  throw new AppError('invalid-input', `There is no metric '${unknownIds.join("', '")}'.`, {
    hint: `Metrics are: ${known.join(', ')}.`,
    issues: unknownIds.map((id) => ({ path: 'metrics', message: `'${id}' is not a metric.` })),
  });
}

/** First and last day of the range, as day numbers; refuses a range that is turned round or too long. */
function askedRange(input: Pick<InputOf<typeof series>, 'from' | 'to'>): [from: number, to: number] {
  const [from, to] = [dayNumber(input.from), dayNumber(input.to)];
  if (to < from) {
    throw new AppError('invalid-input', `The range ends on ${input.to}, before it starts on ${input.from}.`, {
      issues: [{ path: 'to', message: 'Must not be before `from`.' }],
    });
  }
  if (to - from >= LONGEST_RANGE_DAYS) {
    throw new AppError('invalid-input', `The range from ${input.from} to ${input.to} is longer than ${LONGEST_RANGE_DAYS} days.`, {
      issues: [{ path: 'to', message: 'Ask for fewer days at once.' }],
    });
  }
  return [from, to];
}

/** The metrics of the workspace. */
export async function metricList(ctx: Ctx): Promise<OutputOf<typeof listMetrics>> {
  return {
    metrics: (await metricsOf(ctx)).map((metric) => ({
      id: metric.id,
      label: { ...metric.label },
      definition: { ...metric.definition },
      unit: metric.unit,
      windowDays: metric.windowDays,
      requirement: metric.requirement,
      ...entryOf(metric),
    })),
  };
}

/** Usage facts changed: computes the touched days of the accounts again, and tells the right. */
export async function onUsageChanged(ctx: Ctx, { accounts, asOf, live }: PayloadOf<typeof usageChanged>): Promise<void> {
  const from = new Map<AccountId, number>();
  for (const account of accounts) {
    const id = account.accountId as AccountId;
    from.set(id, Math.min(from.get(id) ?? Number.POSITIVE_INFINITY, dayNumber(account.from)));
  }
  await recompute(ctx, await workspaceFacts(ctx), from, { asOf, live, onlyNews: true });
}

/**
 * Live spans changed: computes what was computed before again, from the first day. An account that was never computed waits for its
 * first facts or the nightly run: until then every day of it is Unknown either way.
 */
export async function onAccountsChanged(ctx: Ctx, { accountIds }: PayloadOf<typeof accountsChanged>): Promise<void> {
  const extents = await extentsOf(ctx, accountIds as AccountId[]);
  const byDay = new Map<Day, Map<AccountId, number>>();
  for (const [accountId, { computedTo }] of extents) {
    const asOf = daysBetween(computedTo, ctx.today) < 0 ? ctx.today : computedTo;
    byDay.set(asOf, (byDay.get(asOf) ?? new Map<AccountId, number>()).set(accountId, Number.NEGATIVE_INFINITY));
  }
  if (byDay.size === 0) return;
  const shared = await workspaceFacts(ctx);
  for (const [asOf, from] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)))
    await recompute(ctx, shared, from, { asOf, live: asOf === ctx.today, onlyNews: false });
}

/**
 * Records changed: nothing is stored of them here, so only the right is told, of those that were judged today already. Others wait for their
 * first facts or the nightly run, so that history brought in for a day of the past opens no warning (settled 15).
 */
export async function onRecordsChanged(ctx: Ctx, { accountIds }: PayloadOf<typeof recordsChanged>): Promise<void> {
  const extents = await extentsOf(ctx, accountIds as AccountId[]);
  const present = [...extents].flatMap(([accountId, { computedTo }]) => (computedTo >= ctx.today ? [accountId] : []));
  for (let start = 0; start < present.length; start += TOGETHER)
    await ctx.emit(seriesChanged, { accountIds: present.slice(start, start + TOGETHER), asOf: ctx.today, live: true });
}

/** The nightly run: brings every account's series up to today, and has everybody judged. A second run changes nothing. */
export async function judge(ctx: Ctx): Promise<void> {
  const asked = await timesAsked(ctx);
  const spans = (await liveSpans(ctx)).filter((span) => span.startsOn <= ctx.today);
  const shared = await workspaceFacts(ctx);
  for (let start = 0; start < spans.length; start += TOGETHER) {
    const ids = spans.slice(start, start + TOGETHER).map(({ accountId }) => accountId);
    await ctx.transaction((inside) =>
      recompute(inside, shared, new Map(ids.map((id) => [id, Number.POSITIVE_INFINITY])), {
        asOf: inside.today,
        live: true,
        onlyNews: false,
      }),
    );
    await yieldToOthers();
  }
  await noteAllJudged(ctx, asked);
}

/** Whether the nightly run would find nothing: everybody that is live was told of today, and by what they are judged is as it was. */
export async function isJudged(ctx: Ctx): Promise<boolean> {
  if (!(await isAllJudged(ctx))) return false;
  const begun = (await liveSpans(ctx)).filter((span) => span.startsOn <= ctx.today);
  const extents = await extentsOf(
    ctx,
    begun.map(({ accountId }) => accountId),
  );
  return begun.every(({ accountId }) => (extents.get(accountId)?.computedTo ?? '') >= ctx.today);
}

interface Order {
  readonly asOf: Day;
  readonly live: boolean;
  /** Usage goes on all day, and seldom changes a number: only accounts of which something else comes out than was told last are told of. */
  readonly onlyNews: boolean;
}

/**
 * Computes accounts again, each from its given day (∞: only what is missing), up to `asOf` or as far as it was ever computed,
 * and never past its end.
 */
async function recompute(ctx: Ctx, shared: WorkspaceFacts, from: ReadonlyMap<AccountId, number>, order: Order): Promise<void> {
  const spans = await numberedSpans(ctx, [...from.keys()]);
  const extents = await extentsOf(ctx, [...spans.keys()]);
  const ranges = [...spans].map(([accountId, live]): readonly [AccountId, Range] => {
    const computedTo = extents.get(accountId)?.computedTo ?? null;
    return [accountId, rangeOf(live, from.get(accountId) ?? live.startsOn, computedTo, order.asOf)];
  });
  for (const piece of piecesByDays(ranges, ([, range]) => range.to - range.from + 1)) {
    const accountIds = await recomputeChunk(ctx, shared, spans, extents, new Map(piece), order);
    if (accountIds.length > 0) await ctx.emit(seriesChanged, { accountIds, asOf: order.asOf, live: order.live });
    await yieldToOthers();
  }
}

/** Days to compute; none where the last lies before the first. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Returns the accounts of whom there is something to tell. */
async function recomputeChunk(
  ctx: Ctx,
  shared: WorkspaceFacts,
  spans: ReadonlyMap<AccountId, LiveSpan>,
  extents: ReadonlyMap<AccountId, Extent>,
  wanted: ReadonlyMap<AccountId, Range>,
  { asOf, live, onlyNews }: Order,
): Promise<AccountId[]> {
  const ranges = new Map([...wanted].filter(([, { from, to }]) => from <= to));
  const series = new Map<AccountId, AccountSeries>();
  if (ranges.size > 0) for (const one of await computed(ctx, shared, spans, ranges)) series.set(one.accountId, one);
  // Also an account that had no day to compute: its end may move later, and then it must not count as forgotten.
  const changed = [...wanted.keys()]
    .map((accountId) => ({ accountId, computedTo: asOf, told: fingerprint(asOf, live, series.get(accountId)) }))
    .filter(({ accountId, told }) => !onlyNews || extents.get(accountId)?.told !== told);
  const news = changed.map(({ accountId }) => accountId);
  await ctx.series.replace(
    ctx.workspace.id,
    news.flatMap((accountId) => series.get(accountId) ?? []),
  );
  // In one transaction with the news: what was told is known, also after a crash.
  await extendTo(ctx, changed);
  return news;
}

/** Tells apart what is said of an account: as of which day, whether of the living, and the days computed. */
function fingerprint(asOf: Day, live: boolean, series: AccountSeries | undefined): string {
  const hash = createHash('sha1').update(`${asOf} ${live}`);
  for (const [name, { from, values, reasons }] of Object.entries(series?.columns ?? {}))
    hash
      .update(`${name} ${from}`)
      .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      .update(reasons);
  return hash.digest('base64');
}

/** From the day wanted or the first one missing, up to `asOf` or as far as it was ever computed, within the live span. */
function rangeOf(live: LiveSpan, wanted: number, extent: Day | null, asOf: Day): Range {
  const firstMissing = extent === null ? live.startsOn : dayNumber(extent) + 1;
  const to = dayNumber(extent !== null && extent > asOf ? extent : asOf);
  return { from: Math.max(live.startsOn, Math.min(wanted, firstMissing)), to: Math.min(live.endsOn ?? to, to) };
}

async function computed(
  ctx: Ctx,
  shared: WorkspaceFacts,
  spans: ReadonlyMap<AccountId, LiveSpan>,
  ranges: ReadonlyMap<AccountId, Range>,
): Promise<readonly AccountSeries[]> {
  const bounds = [...ranges.values()];
  const [first, last] = [Math.min(...bounds.map(({ from }) => from)), Math.max(...bounds.map(({ to }) => to))];
  const facts = await usageFacts(ctx, shared, new Map([...spans].filter(([accountId]) => ranges.has(accountId))), first, last);
  return [...ranges].flatMap(([accountId, { from, to }]) => {
    const fact = facts.get(accountId);
    return fact === undefined ? [] : [{ accountId, columns: usageColumns(fact, SILENCE_LIMITS, from, to) }];
  });
}
