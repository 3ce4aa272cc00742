import { cell } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Maybe } from '../../kernel/known.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Columns } from '../metrics/reads.ts';
import { type Judged, judge, LEVEL_METRIC, levelLimits, type Models } from './core/judge.ts';
import { type Level, levelColumn, type Quadrant, quadrantOf } from './core/levels.ts';
import { type Band, bandOf, type HealthModel } from './core/model.ts';
import { overrideOn } from './core/overrides.ts';
import { type Risk, riskFrom } from './core/risk.ts';
import type { Profile } from './core/segments.ts';
import { type ModelForPast, readyForPast } from './for-past.ts';
import { distinctModels, measured, modelsOn, profilesOf, versionsOf } from './judging.ts';
import { draftsOfModels, type ModelDraft, usableDraft } from './models.ts';
import { type DraftJudged, judgedBeside } from './preview.ts';
import { activityOf, levelOn } from './service.ts';
import { snapshotsSince } from './store.ts';
import { publishedRows } from './store-models.ts';
import { overridesOf, overridesOfAll } from './store-overrides.ts';
import { type MainReason, mainReasons } from './why-moved.ts';

/** The risk of customers today, with its reasons (MON-09). The caller checks that they may be seen. */
export async function risksToday(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Risk>> {
  const day = dayNumber(ctx.today);
  const versions = await versionsOf(ctx);
  const profiles = await profilesOf(ctx, accountIds, versions);
  const found = await measured(ctx, accountIds, [], day, day);
  return new Map(
    [...found].map(([accountId, own]) => {
      const limits = levelLimits(modelsOn(versions, profiles.get(accountId) ?? {}, day).usage);
      return [accountId, riskFrom({ ...own, [LEVEL_METRIC]: levelColumn(own, limits, day, day) }, day)];
    }),
  );
}

/** Every version of every model that was published. */
export function publishedModels(ctx: Ctx): ReturnType<typeof publishedRows> {
  return publishedRows(ctx);
}

/** Every band that people said in the place of the computed one. The caller checks that the customers may be seen. */
export function overridesEver(ctx: Ctx, accountIds: readonly AccountId[]): ReturnType<typeof overridesOfAll> {
  return overridesOfAll(ctx, accountIds);
}

/** The health of a customer over some days up to today. */
export interface HealthOver {
  /** One entry a day, by the model in force on it; NaN where the day has no score. */
  readonly scores: Float64Array;
  readonly bands: readonly Band[];
  /** Of the last day. */
  readonly score: Maybe<number>;
  readonly coverage: number;
  /** What a person said in its place, where that holds. */
  readonly band: Band;
  readonly level: Maybe<Level>;
  readonly quadrant: Maybe<Quadrant>;
  readonly risk: Risk;
  /** What is expected of the activity, a fraction. */
  readonly expected: number;
}

/**
 * The health of customers over day numbers `from` to `to`, both included, judged as on each of these days. The caller checks that they may
 * be seen.
 */
export async function healthOver(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, HealthOver>> {
  const versions = await versionsOf(ctx);
  const profiles = await profilesOf(ctx, accountIds, versions);
  const days = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const stretches = (profile: Profile): readonly Stretch[] => stretchesOf(days.map((day) => modelsOn(versions, profile, day)));
  // Mostly there is one model for all.
  const ofNobody = stretches({});
  const inForce = new Map(
    accountIds.map((id) => {
      const profile = profiles.get(id);
      return [id, profile === undefined ? ofNobody : stretches(profile)];
    }),
  );
  const models = distinctModels([...inForce.values()].flatMap((stretches) => stretches.map(({ by }) => by)));
  const found = await measured(ctx, accountIds, models, from, to);
  const overrides = await overridesOf(ctx, accountIds);
  return new Map(
    [...found].flatMap(([accountId, own]) => {
      const over = overOf(own, inForce.get(accountId) ?? [], from, to);
      if (over === null) return [];
      const said = overrideOn(overrides.get(accountId) ?? [], to);
      return [[accountId, said === null ? over : { ...over, band: said.band }] as const];
    }),
  );
}

/** Why scores are others than on an earlier day (day numbers), in one reason each. The caller checks that the customers may be seen. */
export function reasonsOfChange(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, MainReason>> {
  return mainReasons(ctx, accountIds, from, to);
}

/** What was said of a customer's health day by day, the oldest first: it is never rewritten. The caller checks that it may be seen. */
export function healthSaid(
  ctx: Ctx,
  accountId: AccountId,
  since: Day,
): Promise<readonly { readonly day: Day; readonly score: number | null; readonly band: string; readonly modelVersion: string }[]> {
  return snapshotsSince(ctx, accountId, since);
}

/** A version of a model, its draft, or what is in force now (absent), for judging the past by the code that judges today. */
export function modelForPast(ctx: Ctx, modelId: string, version: number | 'draft' | undefined): Promise<ModelForPast> {
  return readyForPast(ctx, modelId, version);
}

/** Days in a row that are judged by the same models. */
interface Stretch {
  readonly by: Models;
  /** Counted from the first day. */
  readonly start: number;
  readonly length: number;
}

function stretchesOf(inForce: readonly Models[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, by] of inForce.entries()) {
    const last = stretches.at(-1);
    if (last !== undefined && last.by.usage === by.usage && last.by.full === by.full)
      stretches[stretches.length - 1] = { ...last, length: last.length + 1 };
    else stretches.push({ by, start: index, length: 1 });
  }
  return stretches;
}

function overOf(own: Columns, stretches: readonly Stretch[], from: number, to: number): HealthOver | null {
  const scores = new Float64Array(to - from + 1).fill(Number.NaN);
  const bands: Band[] = new Array(scores.length).fill('insufficient-data');
  let last: { readonly by: Models; readonly judged: Judged } | null = null;
  for (const { by, start, length } of stretches) {
    const judged = judge(own, by, from + start, from + start + length - 1);
    for (let index = 0; index < length; index++) {
      const score = judged.usage.score.values[index] ?? Number.NaN;
      scores[start + index] = score;
      bands[start + index] = bandOf(score, by.usage.bands);
    }
    last = { by, judged };
  }
  if (last === null) return null;
  const { by, judged } = last;
  const { activity, expected } = activityOf(judged, by.usage, to);
  const level = levelOn(judged, to);
  return {
    scores,
    bands,
    score: cell(judged.usage.score, to),
    coverage: judged.usage.coverage.at(-1) ?? 0,
    band: bands.at(-1) ?? 'insufficient-data',
    level,
    quadrant: quadrantOf(activity, expected, level),
    risk: riskFrom(judged.columns, to),
    expected,
  };
}

/** Drafts of health models, with the version that judges now and why they cannot be used. */
export async function modelDrafts(ctx: Ctx): Promise<readonly ModelDraft[]> {
  return draftsOfModels(ctx);
}

/** A draft of a health model as it is now; refused where it cannot judge. */
export async function usableModelDraft(
  ctx: Ctx,
  modelId: string,
): Promise<{ readonly definition: HealthModel; readonly revision: number }> {
  const { row, model } = await usableDraft(ctx, modelId);
  return { definition: model, revision: row.revision };
}

/** What the models in force and a draft say of customers today. The caller checks that they may be seen. */
export function judgedByDraft(ctx: Ctx, draft: HealthModel, accountIds: readonly AccountId[]): Promise<readonly DraftJudged[]> {
  return judgedBeside(ctx, draft, accountIds);
}
