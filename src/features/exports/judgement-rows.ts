import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { personHandles } from '../access/reads.ts';
import { overridesEver, publishedModels } from '../health/reads.ts';
import { ownMetricVersions, saidEver } from '../metrics/reads.ts';
import { ruleVersionsSaid } from '../warnings/reads.ts';
import type { ExportRow, ExportValue, Reader } from './core/row-text.ts';

type Customers = AsyncIterable<ReadonlyMap<AccountId, string>>;

/** How the workspace judges, and what people said in the place of what was judged; null for any other name. */
export function judgementRows(ctx: Ctx, entity: string, reader: Reader, customers: () => Customers): AsyncIterable<ExportRow> | null {
  switch (entity) {
    case 'own-metric':
      return metricRows(ctx, reader);
    case 'health-model':
      return modelRows(ctx, reader);
    case 'warning-rule':
      return ruleRows(ctx, reader);
    case 'health-override':
      return overrideRows(ctx, reader, customers());
    case 'said-value':
      return saidRows(ctx, reader, customers());
    default:
      return null;
  }
}

/** A definition as it was written: JSON in, JSON out. */
const written = (definition: object): ExportValue => JSON.parse(JSON.stringify(definition)) as ExportValue;

async function* metricRows(ctx: Ctx, reader: Reader): AsyncGenerator<ExportRow> {
  const rows = await ownMetricVersions(ctx);
  const by = await handlesOf(ctx, rows, ({ changedBy }) => changedBy);
  const answers = await handlesOf(ctx, rows, ({ definition }) => definition.owner ?? '');
  for (const { metric, version, active, definition, changedAt, changedBy } of rows) {
    const { owner, ...rest } = definition;
    yield {
      ...{ id: metric, version, active, definition: written(rest) },
      ...(owner === null ? {} : { owner: answers(owner) }),
      ...(reader === 'programs' ? {} : { recordedAt: formatInstant(changedAt), recordedBy: by(changedBy) }),
    };
  }
}

async function* modelRows(ctx: Ctx, reader: Reader): AsyncGenerator<ExportRow> {
  const rows = await publishedModels(ctx);
  const by = await handlesOf(ctx, rows, ({ publishedBy }) => publishedBy);
  for (const { modelId, version, model, fromDay, retired, note, publishedAt, publishedBy } of rows)
    yield {
      ...{ id: modelId, version, from: fromDay, retired, note, model: written(model) },
      ...(reader === 'programs' ? {} : { recordedAt: formatInstant(publishedAt), recordedBy: by(publishedBy) }),
    };
}

async function* ruleRows(ctx: Ctx, reader: Reader): AsyncGenerator<ExportRow> {
  const rows = await ruleVersionsSaid(ctx);
  const by = await handlesOf(ctx, rows, ({ changedBy }) => changedBy);
  for (const { rule, version, active, definition, changedAt, changedBy } of rows)
    yield {
      ...{ id: rule, version, active, definition: written(definition) },
      ...(reader === 'programs' ? {} : { recordedAt: formatInstant(changedAt), recordedBy: by(changedBy) }),
    };
}

async function* overrideRows(ctx: Ctx, reader: Reader, customers: Customers): AsyncGenerator<ExportRow> {
  for await (const some of customers) {
    const rows = await overridesEver(ctx, [...some.keys()]);
    const by = await handlesOf(ctx, rows, ({ saidBy }) => saidBy);
    for (const { accountId, band, reason, fromDay, untilDay, saidAt, saidBy, endedAt } of inOrderOf(some, rows))
      yield {
        ...{ account: some.get(accountId) ?? '', band, reason, from: fromDay, until: untilDay, ended: endedAt !== null },
        ...moments(reader, saidAt, by(saidBy), endedAt),
      };
  }
}

async function* saidRows(ctx: Ctx, reader: Reader, customers: Customers): AsyncGenerator<ExportRow> {
  for await (const some of customers) {
    const rows = await saidEver(ctx, [...some.keys()]);
    const by = await handlesOf(ctx, rows, ({ saidBy }) => saidBy);
    for (const { accountId, metric, fromDay, untilDay, value, note, saidAt, saidBy, withdrawnAt } of inOrderOf(some, rows))
      yield {
        ...{ account: some.get(accountId) ?? '', metric, from: fromDay, value, note, withdrawn: withdrawnAt !== null },
        ...(untilDay === null ? {} : { until: untilDay }),
        ...moments(reader, saidAt, by(saidBy), withdrawnAt),
      };
  }
}

/** Of each customer in the order of the page, as they came. */
function inOrderOf<Row extends { readonly accountId: AccountId }>(some: ReadonlyMap<AccountId, string>, rows: readonly Row[]): Row[] {
  return [...some.keys()].flatMap((id) => rows.filter(({ accountId }) => accountId === id));
}

function moments(reader: Reader, saidAt: Instant, saidBy: string, endedAt: Instant | null): ExportRow {
  if (reader === 'programs') return {};
  return { recordedAt: formatInstant(saidAt), recordedBy: saidBy, ...(endedAt === null ? {} : { endedAt: formatInstant(endedAt) }) };
}

/** Names people as outside the workspace: by e-mail address, else by name; keys and commands as they are. */
async function handlesOf<Row>(ctx: Ctx, rows: readonly Row[], who: (row: Row) => string): Promise<(id: string) => string> {
  const handles = await personHandles(
    ctx,
    rows.map((row) => who(row) as PersonId),
  );
  return (id) => handles.get(id as PersonId) ?? id;
}
