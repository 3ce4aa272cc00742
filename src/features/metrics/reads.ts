import type { WorkCalendar } from '../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../kernel/calendar-cn.ts';
import type { Column } from '../../kernel/column.ts';
import { InvariantError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import type { MetricDefinition } from './core/definition.ts';
import { evaluateMetrics, metricById, storedNeeds } from './core/registry.ts';
import { withinLiveSpan } from './core/usage-columns.ts';
import { recordFacts } from './record-facts.ts';

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
  const metrics = metricIds.map(definitionOf);
  const { columns: names, lookbackDays } = storedNeeds(metrics);
  const stored = await storedColumns(ctx, accountIds, names, from - lookbackDays, to);
  const settings = { calendar: calendarOf(ctx) };
  const facts = metrics.some(({ kind }) => kind === 'recorded') ? await recordFacts(ctx, accountIds) : null;
  // Who has records only has no stored series.
  const ids = facts === null ? [...stored.keys()] : accountIds;
  return new Map(
    ids.map((accountId) => [
      accountId,
      evaluateMetrics(metrics, stored.get(accountId) ?? {}, facts?.get(accountId) ?? null, settings, from, to),
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
  if (accountIds.length === 0 || to < from) return new Map();
  const spans = new Map((await liveSpans(ctx, [...accountIds])).map((span) => [span.accountId, span]));
  const series = await ctx.series.read(ctx.workspace.id, accountIds, names, from, to);
  return new Map(
    series.map(({ accountId, columns: stored }) => {
      const span = spans.get(accountId);
      const live =
        span === undefined ? null : { startsOn: dayNumber(span.startsOn), endsOn: span.endsOn === null ? null : dayNumber(span.endsOn) };
      return [
        accountId,
        Object.fromEntries(Object.entries(stored).map(([name, column]) => [name, live === null ? column : withinLiveSpan(column, live)])),
      ];
    }),
  );
}

function definitionOf(id: string): MetricDefinition {
  const metric = metricById(id);
  if (metric === undefined) throw new InvariantError(`There is no metric '${id}'.`);
  return metric;
}
