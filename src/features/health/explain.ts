import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { MaybeNumber } from '../../contract/shapes.ts';
import { type Column, cell, emptyColumn } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { known, type Maybe, unknown } from '../../kernel/known.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { ACTIVITY_WINDOW_DAYS, activityBasis, activityRate } from '../metrics/core/activity-rate.ts';
import { lineFor } from '../metrics/core/alarm-line.ts';
import { calendarOf, storedColumns } from '../metrics/reads.ts';
import { registeredUsersAreInferred } from '../usage/reads.ts';
import type { explain } from './contract.ts';
import { adviceOn, NEXT_LEVEL } from './core/advice.ts';
import { contributionsOf } from './core/attribution.ts';
import { driversOf } from './core/drivers.ts';
import { type Judged, judge, levelLimits, type Models } from './core/judge.ts';
import { evidenceOn, LEVEL_METRICS, type LevelLimits, levelOf, limitsOn, quadrantOf } from './core/levels.ts';
import { bandOf, fullValue, type HealthModel, type Scored } from './core/model.ts';
import { RISK_SIGNS, riskFrom } from './core/risk.ts';
import { distinctModels, measured, modelsOn, nameOf, profilesOf, versionsOf } from './judging.ts';
import { holdingOn } from './overrides.ts';
import { activityOf, partsOf } from './service.ts';
import { snapshotOf } from './store.ts';

/** The trend beside the score looks this many days back (HLT-02). */
const TREND_DAYS = 30;

type Explanation = OutputOf<typeof explain>;

/** What the judgement on a customer rests on. */
export async function explainHealth(ctx: Ctx, input: InputOf<typeof explain>): Promise<Explanation> {
  const account = await accountByExternalId(ctx, input.externalId);
  const { accountId } = account;
  const asOf = input.asOf ?? ctx.today;
  const day = dayNumber(asOf);
  const versions = await versionsOf(ctx);
  const profile = (await profilesOf(ctx, [accountId], versions)).get(accountId) ?? {};
  const [models, before] = [modelsOn(versions, profile, day), modelsOn(versions, profile, day - TREND_DAYS)];
  const columns = (await measured(ctx, [accountId], distinctModels([models, before]), day - TREND_DAYS, day)).get(accountId) ?? {};
  const judged = judge(columns, models, day, day);
  const earlier = judge(columns, before, day - TREND_DAYS, day - TREND_DAYS);
  const { window, provisional } = await windowOf(ctx, accountId, day);
  const { activity, score, expected } = activityOf(judged, models.usage, day);
  const unpublished = !activity.known && activity.reason === 'calendar-unpublished';
  const override = await holdingOn(ctx, accountId, day);
  const said = await snapshotOf(ctx, accountId, asOf);
  const computedBand = bandOf(judged.usage.score.values[0] ?? Number.NaN, models.usage.bands);
  return {
    externalId: account.externalId,
    name: account.name,
    asOf,
    modelVersion: nameOf(models.usage),
    activityScore: {
      score: maybeNumber(score),
      activity: maybeNumber(activity),
      expected,
      thirtyDaysAgo: maybeNumber(activityOf(earlier, before.usage, day - TREND_DAYS).score),
      ...(unpublished && provisional.known ? { provisionalActivity: provisional.value } : {}),
    },
    health: {
      ...scoreOf(models.usage, judged, judged.usage),
      band: override?.band ?? computedBand,
      computedBand,
      thirtyDaysAgo: maybeNumber(cell(earlier.usage.score, day - TREND_DAYS)),
      override,
      drivers: driversIn(models.usage, judged),
    },
    full: models.full === null || judged.full === null ? null : scoreOf(models.full, judged, judged.full),
    level: levelIn(judged, models, day),
    risk: riskIn(judged, day),
    said: said === null ? null : { score: said.healthScore, band: said.band, modelVersion: said.modelVersion, recordedOn: said.recordedOn },
    window,
  };
}

function scoreOf(model: HealthModel, judged: Judged, scored: Scored): NonNullable<Explanation['full']> {
  const day = scored.score.from;
  const parts = partsOf(model, judged, 0, scored);
  const given = new Map((contributionsOf(scored, model, 0) ?? []).map(({ part, points }) => [part, points]));
  const measures = new Map(model.measures.map((measure) => [measure.id, measure]));
  const [score, uncapped] = [scored.score.values[0] ?? Number.NaN, scored.uncapped[0] ?? Number.NaN];
  const cap = score < uncapped ? model.caps.find(({ points }) => points === score) : undefined;
  return {
    model: { id: model.id, version: model.version, name: { ...model.name } },
    score: maybeNumber(cell(scored.score, day)),
    coverage: scored.coverage[0] ?? 0,
    requiredCoverage: model.requiredCoverage,
    bands: { ...model.bands },
    parts: parts.flatMap(({ id, weight, score: points, value }) => {
      const measure = measures.get(id);
      if (measure === undefined) return [];
      const { name, group, metric, scoring } = measure;
      const shown = { name: { ...name }, group, metric, value: maybeNumber(value), full: fullValue(scoring) };
      return [{ id, ...shown, weight, score: maybeNumber(points), gives: given.get(id) ?? null }];
    }),
    missing: parts.filter(({ score: points }) => !points.known).map(({ id }) => id),
    cap: cap === undefined ? null : { ...cap, below: lineFor(cap.metric, cap.below, judged.columns, day), uncapped },
  };
}

function driversIn(model: HealthModel, judged: Judged): Explanation['health']['drivers'] {
  const names = new Map(model.measures.map(({ id, name }) => [id, name]));
  return driversOf(judged.usage, model, judged.columns, 0).map(({ part, metric, value, lost }) => ({
    part,
    name: { ...(names.get(part) ?? { 'zh-CN': '封顶', 'en-US': 'Cap' }) },
    metric,
    value: maybeNumber(value),
    lost,
    act: { ...adviceOn(metric) },
  }));
}

/** Which metrics are the evidence of each level, with what they must reach. */
const rungsOf = (limits: LevelLimits) => [
  [{ metric: LEVEL_METRICS.recordEvents, from: 1 }],
  [
    { metric: LEVEL_METRICS.finishedRuns, from: limits.runs },
    { metric: LEVEL_METRICS.processUsers, from: limits.processUsers },
  ],
  [{ metric: LEVEL_METRICS.integrationDays, from: limits.integrationDays }],
  [{ metric: LEVEL_METRICS.extensionUsers, from: limits.extensionUsers }],
];

function levelIn(judged: Judged, models: Models, day: number): Explanation['level'] {
  const limits = limitsOn(judged.columns, levelLimits(models.usage), day);
  const found = levelOf(evidenceOn(judged.columns, day), limits);
  const { activity, expected } = activityOf(judged, models.usage, day);
  const quadrant = quadrantOf(activity, expected, found.level);
  const { next } = found;
  return {
    level: maybeNumber(found.level),
    atLeast: found.atLeast,
    rungs: rungsOf(limits).map((signs, index) => {
      const rung = found.rungs[index];
      return {
        level: index + 1,
        met: rung?.known === true ? rung.value : null,
        signs: signs.map(({ metric, from }) => ({ metric, from, value: maybeNumber(on(judged.columns[metric], day)) })),
      };
    }),
    processMissing: found.processMissing,
    next: next === null || next === 0 ? null : { level: next, act: { ...NEXT_LEVEL[next] } },
    quadrant: quadrant.known ? quadrant.value : null,
  };
}

function riskIn(judged: Judged, day: number): Explanation['risk'] {
  const { points, band, reasons, blind } = riskFrom(judged.columns, day);
  const metricOf = (id: string): string => RISK_SIGNS.find((sign) => sign.id === id)?.metric ?? '';
  return {
    points: maybeNumber(points),
    band,
    reasons: reasons.map((reason) => ({ ...reason, metric: metricOf(reason.sign) })),
    blind: blind.map((sign) => ({ sign, metric: metricOf(sign) })),
  };
}

function on(column: Column | undefined, day: number): Maybe<number> {
  return column === undefined ? unknown('not-measured') : cell(column, day);
}

/** The working days behind the activity; `provisional` is the activity by the plain weekday rule (settled 12). */
async function windowOf(
  ctx: Ctx,
  accountId: AccountId,
  day: number,
): Promise<{ window: Explanation['window']; provisional: Maybe<number> }> {
  const from = day - ACTIVITY_WINDOW_DAYS + 1;
  const stored = (await storedColumns(ctx, [accountId], ['login_users', 'registered_users'], from, day)).get(accountId) ?? {};
  const nothing: Column = emptyColumn(from, ACTIVITY_WINDOW_DAYS, 'not-computed');
  const [logins, registered] = [stored.login_users ?? nothing, stored.registered_users ?? nothing];
  const basis = activityBasis(logins, registered, calendarOf(ctx), day);
  const window = {
    from: dayFromNumber(from),
    to: dayFromNumber(day),
    workingDays: basis.workingDays,
    knownWorkingDays: basis.knownWorkingDays,
    registeredUsers: maybeNumber(cell(registered, day)),
    registeredInferred: await registeredUsersAreInferred(ctx),
    meanDailyUsers: maybeNumber(
      basis.knownWorkingDays === 0 ? unknown('too-few-days') : known(basis.loginUserDays / basis.knownWorkingDays),
    ),
  };
  return { window, provisional: cell(activityRate(logins, registered, calendarOf(ctx), day, day, true), day) };
}

export function maybeNumber(value: Maybe<number>): MaybeNumber {
  if (!value.known) return { value: null, reason: value.reason };
  return value.partial ? { value: value.value, partial: true } : { value: value.value };
}
