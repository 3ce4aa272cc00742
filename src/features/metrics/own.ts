import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { pageOfRecords } from '../../platform/records/read-records.ts';
import { audit } from '../access/commands.ts';
import { personById, personNames } from '../access/reads.ts';
import { moduleKind } from '../contracts/core/kinds.ts';
import { judgeAgain } from './commands.ts';
import type {
  defineMetric,
  listOwn,
  MetricValues,
  metricSources,
  metricVersionList,
  OwnContent,
  OwnVersion,
  tryMetric,
} from './contract-own.ts';
import { type OwnMetric, type OwnProblem, type OwnWorld, ownProblems } from './core/own-metric.ts';
import { workspaceMetrics } from './core/own-registry.ts';
import { METRICS } from './core/registry.ts';
import { PICK_RECORDS, pickFields } from './own-records.ts';
import { ownMetricOf } from './reads.ts';
import { insertVersion, ownRows, versionRows } from './store-own.ts';
import type { MetricRow } from './tables.ts';
import { spreadToday } from './values.ts';

/** Names offered for choosing. */
const MOST_NAMES = 200;

/** What a metric may be made of, without the one that is being made. */
function worldOf(rows: readonly MetricRow[], without: string): OwnWorld {
  const own = rows.flatMap(({ active, metric, definition }) => (active && metric !== without ? [ownMetricOf(metric, definition)] : []));
  return {
    own,
    units: new Map([...METRICS, ...own].map(({ id, unit }) => [id, unit])),
    records: new Map(PICK_RECORDS.map((kind) => [kind.name, pickFields(kind)])),
  };
}

/** The metrics that the workspace made itself. */
export async function ownList(ctx: Ctx): Promise<OutputOf<typeof listOwn>> {
  const rows = await ownRows(ctx);
  const said = await presented(ctx, rows, rows);
  const owners = await personNames(
    ctx,
    rows.flatMap(({ definition: { owner } }) => (owner === null ? [] : [owner as PersonId])),
  );
  return { metrics: said.map((one) => ({ ...one, ownerName: owners.get(one.definition.owner as PersonId) ?? null })) };
}

/** Every version of one. */
export async function versionsOfMetric(
  ctx: Ctx,
  { metric }: InputOf<typeof metricVersionList>,
): Promise<OutputOf<typeof metricVersionList>> {
  const rows = await versionRows(ctx, metric);
  if (rows.length === 0) throw new AppError('not-found', `The workspace made no metric '${metric}'.`);
  return { versions: await presented(ctx, rows, await ownRows(ctx)) };
}

async function presented(ctx: Ctx, rows: readonly MetricRow[], all: readonly MetricRow[]): Promise<OwnVersion[]> {
  const names = await personNames(
    ctx,
    rows.map(({ changedBy }) => changedBy as PersonId),
  );
  return rows.map(({ metric, version, active, definition, changedAt, changedBy }) => ({
    ...{ metric, version, active, definition },
    problems: active ? ownProblems(ownMetricOf(metric, definition), worldOf(all, metric)).map((problem) => ({ ...problem })) : [],
    changedAt: formatInstant(changedAt),
    changedBy: names.get(changedBy as PersonId) ?? changedBy,
  }));
}

/** Makes, changes or retires a metric. It is computed when it is read, so its past is there at once. */
export async function define(ctx: Ctx, { metric, version, active, definition }: InputOf<typeof defineMetric>): Promise<OwnVersion> {
  const rows = await ownRows(ctx);
  if (active) await check(ctx, metric, definition, rows);
  const before = rows.find((row) => row.metric === metric);
  const row = { metric, version: version + 1, active, definition, changedAt: ctx.now, changedBy: actorOf(ctx.principal) };
  if ((before?.version ?? 0) !== version || (before === undefined && !active) || !(await insertVersion(ctx, row)))
    throw new AppError('conflict', 'Somebody else changed this metric meanwhile.', { hint: 'Reload, and make your change again.' });
  await audit(ctx, {
    action: active ? 'metrics.defined' : 'metrics.retired',
    subject: metric,
    before: before === undefined ? null : { active: before.active, ...before.definition },
    after: { active, ...definition },
  });
  await judgeAgain(ctx);
  const [after] = await presented(ctx, [{ workspaceId: ctx.workspace.id, ...row }], await ownRows(ctx));
  if (after === undefined) throw new AppError('not-found', `There is no metric '${metric}'.`);
  return after;
}

async function check(ctx: Ctx, metric: string, definition: OwnContent, rows: readonly MetricRow[]): Promise<OwnMetric> {
  const own = ownMetricOf(metric, definition);
  const problems = ownProblems(own, worldOf(rows, metric));
  const stranger = definition.owner !== null && (await personById(ctx, definition.owner as PersonId)) === null;
  const issues = [
    ...problems.map(({ path, code, value, message }: OwnProblem) => ({ path, message, code, value })),
    ...(stranger ? [{ path: 'owner', message: `There is no person '${definition.owner}'.` }] : []),
  ];
  if (issues.length > 0) throw new AppError('invalid-input', `The metric cannot be used: ${issues[0]?.message ?? ''}`, { issues });
  return own;
}

/** What a metric that is being made would say of real customers. */
export async function trial(ctx: Ctx, { metric, definition }: InputOf<typeof tryMetric>): Promise<MetricValues> {
  const rows = await ownRows(ctx);
  const own = await check(ctx, metric, definition, rows);
  const ready = workspaceMetrics(METRICS, [...worldOf(rows, metric).own, own]).find(({ id }) => id === metric);
  if (ready === undefined) throw new AppError('not-found', `There is no metric '${metric}'.`);
  return spreadToday(ctx, ready);
}

/** What a metric can be made of. */
export async function sources(ctx: Ctx): Promise<OutputOf<typeof metricSources>> {
  const { lots } = await ctx.events.largestLots(ctx.workspace.id, { names: MOST_NAMES, lots: MOST_NAMES });
  const modules = await pageOfRecords(ctx, moduleKind, {}, MOST_NAMES);
  return {
    events: [...new Set(lots.map(({ name }) => name))].filter((name) => name !== ''),
    modules: [...new Set([...lots.flatMap(({ module }) => module ?? []), ...modules.map(({ content: { name } }) => String(name))])],
    records: PICK_RECORDS.map((kind) => ({ record: kind.name, fields: pickFields(kind).map((field) => ({ ...field })) })),
  };
}
