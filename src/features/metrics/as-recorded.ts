import { type Column, emptyColumn } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayFromNumber, dayNumber, dayOf, type Instant, instantIn } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { keptSince, type RecordStory, recordedBy, storiesOfAccounts } from '../../platform/records/recorded-records.ts';
import type { AccountFacts } from './core/account-facts.ts';
import type { MetricDefinition, MetricSettings } from './core/definition.ts';
import { evaluateMetrics } from './core/registry.ts';
import type { LiveSpan } from './core/usage-columns.ts';
import type { Recorded } from './fact-memory.ts';
import { baseMoney, FACT_KINDS, factsIn, RECORD_KINDS, withSpan } from './record-facts.ts';

/** Only what is found from records alone can be found again as it was recorded. */
function restsOnRecords(metric: MetricDefinition): boolean {
  return metric.kind === 'recorded' || (metric.kind === 'use' && metric.of === 'records' && metric.inputs.length === 0);
}

/**
 * Metric columns as they would have been found on each day, with nothing but what was recorded by its end (settled 18). A record that was moved to
 * another customer counts where it lies now. The caller checks that the accounts may be seen.
 *
 * @throws AppError('invalid-input') for a metric that rests on more than records.
 */
export async function asRecorded(
  ctx: Ctx,
  metrics: readonly MetricDefinition[],
  spans: ReadonlyMap<AccountId, LiveSpan>,
  settings: MetricSettings,
  accountIds: readonly AccountId[],
  days: Days,
): Promise<ReadonlyMap<AccountId, Found>> {
  const other = metrics.find((metric) => !restsOnRecords(metric));
  if (other !== undefined)
    throw new AppError('invalid-input', `'${other.id}' rests on usage or on what people said: it cannot be found as it was recorded.`, {
      hint: 'Replay it by what had occurred.',
    });
  const since = await keptSince(ctx, RECORD_KINDS);
  const stories = await storiesOfAccounts(ctx, FACT_KINDS, accountIds);
  const inBase = await baseMoney(ctx, null);
  return new Map(
    accountIds.map((id) => {
      const known = { stories: stories.get(id) ?? [], span: spans.get(id), since, inBase, zone: ctx.workspace.timeZone };
      return [id, oneAsRecorded(metrics, settings, known, days)];
    }),
  );
}

/** Day numbers, both included. */
interface Days {
  readonly from: number;
  readonly to: number;
}

type Found = Readonly<Record<string, Column>>;

interface Known {
  readonly zone: string;
  readonly stories: readonly RecordStory[];
  readonly span: LiveSpan | undefined;
  readonly since: ReadonlyMap<string, Instant>;
  readonly inBase: (own: Recorded) => Recorded;
}

function oneAsRecorded(metrics: readonly MetricDefinition[], settings: MetricSettings, known: Known, { from, to }: Days): Found {
  const { zone } = known;
  const length = Math.max(0, to - from + 1);
  const whole = Object.fromEntries(metrics.map(({ id }) => [id, emptyColumn(from, length, 'not-computed')]));
  const moments = [
    ...known.since.values(),
    ...known.stories.flatMap(({ createdAt, changes }) => [createdAt, ...changes.map(({ at }) => at)]),
  ];
  // Between two days on which something was written down, every day knows the same.
  const starts = [...new Set([from, ...moments.map((moment) => dayNumber(dayOf(moment, zone)))])]
    .filter((day) => day >= from && day <= to)
    .sort((a, b) => a - b);
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? to + 1) - 1;
    const facts = factsBy(known, start);
    const found = evaluateMetrics(metrics, {}, facts, settings, start, end);
    for (const [id, column] of Object.entries(found)) {
      whole[id]?.values.set(column.values, start - from);
      whole[id]?.reasons.set(column.reasons, start - from);
    }
  }
  return whole;
}

/** What was recorded of a customer by the end of a day. */
function factsBy({ stories, span, since, inBase, zone }: Known, day: number): AccountFacts {
  const end = (instantIn(dayFromNumber(day + 1), 0, zone) - 1) as Instant;
  const bodies = stories.flatMap((story) => {
    const content = recordedBy(story, end);
    return content === null ? [] : [{ kind: story.kind, id: story.id, content }];
  });
  return withSpan(inBase(factsIn(bodies, zone)), span, (kind) => (since.get(kind.name) ?? Number.POSITIVE_INFINITY) <= end);
}
