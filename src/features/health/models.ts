import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { textsOfAccounts } from '../../platform/records/read-records.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { judgeAgain } from '../metrics/commands.ts';
import type { MetricUnit } from '../metrics/core/definition.ts';
import { metricsOf } from '../metrics/reads.ts';
import type * as contract from './contract-models.ts';
import { FULL_HEALTH, USAGE_HEALTH } from './core/default-models.ts';
import { LEVEL_METRIC } from './core/judge.ts';
import type { HealthModel } from './core/model.ts';
import { type ModelProblem, modelProblems, problemAt, USAGE_METRIC } from './core/model-problems.ts';
import { EXAMPLE_MODELS } from './core/published-models.ts';
import { builtInModels } from './judging.ts';
import { type DraftRow, deleteDraft, draftRows, insertVersion, type ModelRow, publishedRows, writeDraft } from './store-models.ts';

type Model = OutputOf<typeof contract.publishModel>;
type Content = Model['versions'][number]['model'];
type Draft = OutputOf<typeof contract.saveDraft>;

const BUILT_IN: readonly string[] = [USAGE_HEALTH.id, FULL_HEALTH.id];

type Units = ReadonlyMap<string, MetricUnit>;

/** Metrics of the workspace that a model may look at, with those that judging makes itself. */
async function unitsOf(ctx: Ctx): Promise<Units> {
  const ids = (await metricsOf(ctx)).map(({ id, unit }) => [id, unit] as const);
  return new Map([...ids, [LEVEL_METRIC, 'count'] as const, [USAGE_METRIC, 'points'] as const]);
}

const OWN_METRICS = [
  { id: LEVEL_METRIC, label: { 'zh-CN': '健康度层次', 'en-US': 'Level of use' }, unit: 'count' },
  { id: USAGE_METRIC, label: { 'zh-CN': '使用健康度', 'en-US': 'Usage health' }, unit: 'points' },
];

/** What keeps a model from being used, with what only the workspace knows: the built-in ones are for all customers. */
function problemsOf(model: HealthModel, units: Units): readonly ModelProblem[] {
  const builtIn = BUILT_IN.includes(model.id);
  const forAll = builtIn && model.segment !== undefined;
  const forNobody = !builtIn && model.segment === undefined;
  return [
    ...modelProblems(model, units),
    ...(forAll ? [problemAt('segment', 'no-segment-here')] : []),
    ...(forNobody ? [problemAt('segment', 'no-segment')] : []),
  ];
}

/** All models with their versions and drafts. */
export async function modelList(ctx: Ctx): Promise<OutputOf<typeof contract.listModels>> {
  const industries = (await textsOfAccounts(ctx, accountKind, 'industry')).map(({ text }) => text);
  return {
    models: await allModels(ctx),
    examples: EXAMPLE_MODELS.map(({ id, source, model }) => ({ id, source, model: contentOf({ id, version: 0, ...model }) })),
    metrics: [...(await metricsOf(ctx)).map(({ id, label, unit }) => ({ id, label: { ...label }, unit: unit as string })), ...OWN_METRICS],
    industries: [...new Set(industries)].sort().slice(0, 200),
  };
}

async function allModels(ctx: Ctx): Promise<Model[]> {
  const [builtIn, published, drafts] = [await builtInModels(ctx), await publishedRows(ctx), await draftRows(ctx)];
  const units = await unitsOf(ctx);
  const people = [...published.map(({ publishedBy }) => publishedBy), ...drafts.map(({ changedBy }) => changedBy)];
  const names = await personNames(ctx, people as PersonId[]);
  const nameOf = (who: string): string => names.get(who as PersonId) ?? who;
  const ids = [
    ...new Set([...builtIn.map(({ id }) => id), ...published.map(({ modelId }) => modelId), ...drafts.map(({ modelId }) => modelId)]),
  ];
  return ids.map((modelId) => {
    const draft = drafts.find((one) => one.modelId === modelId);
    return presented(
      modelId,
      builtIn.find(({ id }) => id === modelId),
      published.filter((one) => one.modelId === modelId),
      draft === undefined ? null : presentedDraft(draft, nameOf(draft.changedBy), units),
      nameOf,
      units,
    );
  });
}

function presented(
  modelId: string,
  first: HealthModel | undefined,
  rows: readonly ModelRow[],
  draft: Draft | null,
  nameOf: (who: string) => string,
  units: Units,
): Model {
  const fromTheBeginning = first === undefined ? [] : [{ version: first.version, from: null, retired: false, model: first }];
  const all = [...fromTheBeginning, ...rows.map(({ version, fromDay, retired, model }) => ({ version, from: fromDay, retired, model }))];
  const last = all.at(-1);
  return {
    modelId,
    builtIn: BUILT_IN.includes(modelId),
    inForce: last === undefined ? null : { ...last, model: contentOf(last.model) },
    problems: last === undefined ? [] : problemsOf(last.model, units).map((problem) => ({ ...problem })),
    draft,
    versions: all.toReversed().map((one) => {
      const row = rows.find(({ version }) => version === one.version);
      return {
        ...one,
        model: contentOf(one.model),
        note: row?.note ?? '',
        publishedAt: row === undefined ? null : formatInstant(row.publishedAt),
        publishedBy: row === undefined ? null : nameOf(row.publishedBy),
      };
    }),
  };
}

function presentedDraft({ basedOn, revision, changedAt, model }: DraftRow, changedBy: string, units: Units): Draft {
  return {
    basedOn,
    revision,
    changedAt: formatInstant(changedAt),
    changedBy,
    model: contentOf(model),
    problems: problemsOf(model, units).map((problem) => ({ ...problem })),
  };
}

/** A model as a person writes it. JSON keeps what it is made of, and nothing else is in it. */
function contentOf({ id: _id, version: _version, ...content }: HealthModel): Content {
  return structuredClone(content) as Content;
}

/** Keeps a draft, also one that cannot be used yet. */
export async function keepDraft(ctx: Ctx, { modelId, model, revision }: InputOf<typeof contract.saveDraft>): Promise<Draft> {
  const published = (await allModels(ctx)).find((one) => one.modelId === modelId);
  const basedOn = published?.inForce?.version ?? 0;
  const purpose = published?.inForce?.model.purpose;
  const { purpose: _purpose, ...content } = model;
  const kept = { ...content, ...((published?.inForce == null ? model.purpose : purpose) === 'full' ? { purpose: 'full' as const } : {}) };
  const whole = { id: modelId, version: basedOn, ...kept } as HealthModel;
  if (!(await writeDraft(ctx, modelId, revision, { basedOn, model: whole, by: actorOf(ctx.principal) })))
    throw new AppError('conflict', 'Somebody else changed this draft meanwhile.');
  const after = (await allModels(ctx)).find((one) => one.modelId === modelId)?.draft;
  if (after === null || after === undefined) throw new AppError('not-found', `There is no draft of '${modelId}'.`);
  return after;
}

/** Throws a draft away. */
export async function dropDraft(
  ctx: Ctx,
  { modelId }: InputOf<typeof contract.discardDraft>,
): Promise<OutputOf<typeof contract.discardDraft>> {
  if (!(await deleteDraft(ctx, modelId))) throw new AppError('not-found', `There is no draft of '${modelId}'.`);
  return { modelId };
}

/** The draft of a model, ready to judge with; refused with every problem named. */
export async function usableDraft(ctx: Ctx, modelId: string): Promise<{ readonly row: DraftRow; readonly model: HealthModel }> {
  const row = (await draftRows(ctx)).find((one) => one.modelId === modelId);
  if (row === undefined) throw new AppError('not-found', `There is no draft of '${modelId}'.`);
  const problems = problemsOf(row.model, await unitsOf(ctx));
  if (problems.length > 0)
    throw new AppError('invalid-input', `The draft cannot be used: ${problems[0]?.message ?? ''}`, { issues: [...problems] });
  return { row, model: row.model };
}

/** Makes the draft the next version, from today on, and has everybody judged by it. */
export async function publishDraft(
  ctx: Ctx,
  { modelId, revision, note, acknowledgedBacktest }: InputOf<typeof contract.publishModel>,
): Promise<Model> {
  if (!acknowledgedBacktest)
    throw new AppError('conflict', 'The back-test of this draft has not been looked at.', {
      hint: 'Open it in the lab first, or send acknowledgedBacktest: true.',
    });
  const { row, model } = await usableDraft(ctx, modelId);
  const before = (await allModels(ctx)).find((one) => one.modelId === modelId);
  const version = (before?.inForce?.version ?? 0) + 1;
  if (row.revision !== revision || row.basedOn !== version - 1)
    throw new AppError('conflict', 'Somebody else changed or published this model meanwhile.');
  await addVersion(ctx, { ...model, version }, false, note);
  await deleteDraft(ctx, modelId);
  await audit(ctx, {
    action: 'health.model-published',
    subject: model.name[ctx.workspace.locale],
    before:
      before?.inForce === null || before === undefined ? null : { version: before.inForce.version, ...summaryOf(before.inForce.model) },
    after: { version, ...summaryOf(contentOf(model)), note },
  });
  return known(ctx, modelId);
}

/** A draft as others see it. */
export type ModelDraft = Pick<DraftRow, 'modelId' | 'basedOn' | 'revision' | 'changedAt' | 'changedBy'> & {
  readonly name: Model['versions'][number]['model']['name'];
  readonly liveVersion: number;
  readonly problem: string | null;
};

/** Every draft, with the version that judges now. */
export async function draftsOfModels(ctx: Ctx): Promise<readonly ModelDraft[]> {
  const [drafts, versions, units] = [await draftRows(ctx), await publishedRows(ctx), await unitsOf(ctx)];
  return drafts.map(({ modelId, basedOn, revision, changedAt, changedBy, model }) => ({
    ...{ modelId, basedOn, revision, changedAt, changedBy, name: { ...model.name } },
    liveVersion: versions.findLast((one) => one.modelId === modelId)?.version ?? (BUILT_IN.includes(modelId) ? 1 : 0),
    problem: problemsOf(model, units)[0]?.message ?? null,
  }));
}

/** The drafts that can judge. */
export async function usableDrafts(ctx: Ctx): Promise<readonly HealthModel[]> {
  const units = await unitsOf(ctx);
  return (await draftRows(ctx)).map(({ model }) => model).filter((model) => problemsOf(model, units).length === 0);
}

/** Makes an earlier version judge again, as a new version. */
export async function addEarlier(ctx: Ctx, modelId: string, wanted: number): Promise<number> {
  const { versions, inForce } = await known(ctx, modelId);
  const earlier = versions.find(({ version }) => version === wanted);
  if (earlier === undefined || inForce === null) throw new AppError('not-found', `There is no version ${wanted} of '${modelId}'.`);
  const version = inForce.version + 1;
  const model = { id: modelId, version, ...earlier.model } as HealthModel;
  const problems = problemsOf(model, await unitsOf(ctx));
  if (problems.length > 0)
    throw new AppError('invalid-input', `Version ${wanted} cannot be used any more: ${problems[0]?.message ?? ''}`, {
      issues: [...problems],
    });
  await addVersion(ctx, model, false, '');
  await audit(ctx, {
    action: 'health.model-published',
    subject: model.name[ctx.workspace.locale],
    before: { version: inForce.version, ...summaryOf(inForce.model) },
    after: { version, ...summaryOf(earlier.model), note: `${wanted}` },
  });
  return version;
}

/** Ends a model for a segment. */
export async function retire(ctx: Ctx, { modelId }: InputOf<typeof contract.retireModel>): Promise<Model> {
  const before = await known(ctx, modelId);
  const { inForce, builtIn } = before;
  if (inForce === null) throw new AppError('not-found', `There is no published model '${modelId}'.`);
  if (builtIn || inForce.retired) throw new AppError('conflict', builtIn ? 'The built-in model stays.' : 'It has ended already.');
  const model = { id: modelId, version: inForce.version + 1, ...inForce.model } as HealthModel;
  await addVersion(ctx, model, true, '');
  await audit(ctx, {
    action: 'health.model-retired',
    subject: model.name[ctx.workspace.locale],
    before: { version: inForce.version },
    after: null,
  });
  return known(ctx, modelId);
}

async function addVersion(ctx: Ctx, model: HealthModel, retired: boolean, note: string): Promise<void> {
  const { id: modelId, version } = model;
  const row = { modelId, version, model, retired, note, fromDay: ctx.today, publishedAt: ctx.now, publishedBy: actorOf(ctx.principal) };
  if (!(await insertVersion(ctx, row))) throw new AppError('conflict', 'Somebody else published this model meanwhile.');
  await judgeAgain(ctx);
}

async function known(ctx: Ctx, modelId: string): Promise<Model> {
  const found = (await allModels(ctx)).find((one) => one.modelId === modelId);
  if (found === undefined) throw new AppError('not-found', `There is no model '${modelId}'.`);
  return found;
}

/** What the audit trail says of a model: the numbers that people argue about. */
function summaryOf({ measures, caps, bands, requiredCoverage, segment, levels = {} }: Content): Record<string, unknown> {
  return {
    weights: measures.map(({ id, weight }) => `${id} ${weight}`),
    caps: caps.map(({ metric, below, points }) => `${metric} < ${below}: ${points}`),
    healthy: bands.healthy,
    watch: bands.watch,
    requiredCoverage,
    levels: Object.entries(levels).map(([name, limit]) => `${name} ${limit}`),
    segment: segment === undefined ? [] : Object.values(segment).flat(),
  };
}
