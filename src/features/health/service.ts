import type { PayloadOf } from '../../contract/domain-event.ts';
import { cell, emptyColumn } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { known, type Maybe, unknown } from '../../kernel/known.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { seriesChanged } from '../metrics/contract.ts';
import { healthScored } from './contract.ts';
import { type Judged, judge, LEVEL_METRIC, type Models } from './core/judge.ts';
import { type Level, quadrantOf } from './core/levels.ts';
import { bandOf, fullValue, type HealthModel, type Scored } from './core/model.ts';
import { ACTIVITY } from './core/model-problems.ts';
import { type Override, overrideOn } from './core/overrides.ts';
import { riskFrom } from './core/risk.ts';
import { distinctModels, measured, modelsOn, nameOf, profilesOf, versionsOf } from './judging.ts';
import { keepSnapshots, type Snapshot } from './store.ts';
import { overridesOf } from './store-overrides.ts';
import type { StoredPart } from './tables.ts';

/** Series changed: writes the day's snapshot of each account that is live on it, and tells the right. */
export async function onSeriesChanged(ctx: Ctx, { accountIds, asOf, live }: PayloadOf<typeof seriesChanged>): Promise<void> {
  await score(ctx, accountIds as AccountId[], asOf);
  await ctx.emit(healthScored, { accountIds, asOf, live });
}

/** Judges customers on a day and keeps what is said. */
export async function score(ctx: Ctx, accountIds: readonly AccountId[], asOf: Day): Promise<void> {
  const day = dayNumber(asOf);
  const versions = await versionsOf(ctx);
  const profiles = await profilesOf(ctx, accountIds, versions);
  const models = new Map(accountIds.map((id) => [id, modelsOn(versions, profiles.get(id) ?? {}, day)]));
  const found = await measured(ctx, accountIds, distinctModels([...models.values()]), day, day);
  const overrides = await overridesOf(ctx, accountIds);
  const snapshots: Snapshot[] = [];
  for (const [accountId, columns] of found) {
    const own = models.get(accountId);
    if (own === undefined) continue;
    const judged = judge(columns, own, day, day);
    const { activity } = activityOf(judged, own.usage, day);
    if (!activity.known && (activity.reason === 'not-started' || activity.reason === 'ended')) continue;
    snapshots.push(snapshotFrom(accountId, asOf, own, judged, overrideOn(overrides.get(accountId) ?? [], day)));
  }
  await keepSnapshots(ctx, snapshots);
}

function snapshotFrom(accountId: AccountId, asOf: Day, models: Models, judged: Judged, override: Override | null): Snapshot {
  const { usage: model } = models;
  const day = dayNumber(asOf);
  const index = day - judged.usage.score.from;
  const { activity, score: activityScore, expected } = activityOf(judged, model, day);
  const health = cell(judged.usage.score, day);
  const full = judged.full === null ? unknown('not-measured') : cell(judged.full.score, day);
  const risk = riskFrom(judged.columns, day);
  const level = levelOn(judged, day);
  const quadrant = quadrantOf(activity, expected, level);
  return {
    accountId,
    day: asOf,
    modelVersion: nameOf(model),
    expectedActivity: expected,
    requiredCoverage: model.requiredCoverage,
    activity: activity.known ? activity.value : null,
    activityReason: activity.known ? null : activity.reason,
    activityScore: activityScore.known ? activityScore.value : null,
    healthScore: health.known ? health.value : null,
    healthReason: health.known ? null : health.reason,
    band: override?.band ?? bandOf(health.known ? health.value : Number.NaN, model.bands),
    coverage: judged.usage.coverage[index] ?? 0,
    parts: partsOf(model, judged, index).map(({ id, weight, score: points }) => storedPart(id, weight, points)),
    overrideId: override?.id ?? null,
    level: level.known ? level.value : null,
    quadrant: quadrant.known ? quadrant.value : null,
    risk: risk.points.known ? risk.points.value : null,
    riskReasons: risk.reasons,
    fullScore: full.known ? full.value : null,
    fullCoverage: judged.full?.coverage[index] ?? null,
  };
}

function storedPart(id: string, weight: number, score: Maybe<number>): StoredPart {
  return score.known ? { id, weight, score: score.value } : { id, weight, score: null, reason: score.reason };
}

/** A measure on a day: its points, or why there are none. Weights are shares of what is expected. */
export interface PartOn {
  readonly id: string;
  readonly weight: number;
  readonly score: Maybe<number>;
  readonly value: Maybe<number>;
}

/** The measures of a model that are expected on a day. */
export function partsOf(model: HealthModel, judged: Judged, index: number, scored: Scored = judged.usage): readonly PartOn[] {
  const due = model.measures.flatMap((measure, at) => (scored.expected[at]?.[index] === 1 ? [{ measure, at }] : []));
  const all = due.reduce((sum, { measure }) => sum + measure.weight, 0);
  const day = scored.score.from + index;
  return due.map(({ measure, at }) => {
    const value = valueOn(judged, measure.metric, day);
    const points = scored.points[at]?.[index] ?? Number.NaN;
    const partial = value.known && value.partial === true ? { partial: true as const } : {};
    const score = Number.isNaN(points) ? unknown(value.known ? 'not-measured' : value.reason) : { ...known(points), ...partial };
    return { id: measure.id, weight: all === 0 ? 0 : measure.weight / all, score, value };
  });
}

export function valueOn({ columns }: Judged, metric: string, day: number): Maybe<number> {
  const column = columns[metric];
  return column === undefined ? unknown('not-measured') : cell(column, day);
}

/** 活跃分: the activity, what is expected of it, and the points of the measure that looks at it. */
export function activityOf(
  judged: Judged,
  model: HealthModel,
  day: number,
): { readonly activity: Maybe<number>; readonly score: Maybe<number>; readonly expected: number } {
  const at = model.measures.findIndex(({ metric }) => metric === ACTIVITY);
  const measure = model.measures[at];
  const activity = cell(judged.columns[ACTIVITY] ?? emptyColumn(day, 1, 'not-computed'), day);
  const said = measure?.fullBy === undefined ? unknown('not-measured') : valueOn(judged, measure.fullBy, day);
  const usual = measure === undefined ? null : fullValue(measure.scoring);
  const expected = said.known && said.value > 0 && measure?.scoring.kind === 'ratio' ? said.value : (usual ?? 1);
  const points = judged.usage.points[at]?.[day - judged.usage.score.from] ?? Number.NaN;
  if (!activity.known) return { activity, score: activity, expected };
  const partial = activity.partial === true ? { partial: true as const } : {};
  return { activity, score: Number.isNaN(points) ? unknown('not-measured') : { ...known(points), ...partial }, expected };
}

export function levelOn(judged: Judged, day: number): Maybe<Level> {
  return valueOn(judged, LEVEL_METRIC, day) as Maybe<Level>;
}
