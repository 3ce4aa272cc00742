import type { Column } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { bodiesOfAccounts } from '../../platform/records/read-records.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { columns, metricsOf } from '../metrics/reads.ts';
import { FULL_HEALTH, USAGE_HEALTH } from './core/default-models.ts';
import { type Models, metricsFor } from './core/judge.ts';
import type { HealthModel } from './core/model.ts';
import { type Profile, SEGMENT_FIELDS } from './core/segments.ts';
import { type ModelVersion, modelOn } from './core/versions.ts';
import { type ModelRow, oldSettings, publishedRows } from './store-models.ts';

/** The models that are there in every workspace, with what was set before there were versions. */
export async function builtInModels(ctx: Ctx): Promise<readonly HealthModel[]> {
  const old = await oldSettings(ctx);
  if (old === null) return [USAGE_HEALTH, FULL_HEALTH];
  const measures = USAGE_HEALTH.measures.map((measure) =>
    measure.id === 'activity' ? { ...measure, scoring: { kind: 'ratio' as const, full: old.expectedActivity } } : measure,
  );
  return [{ ...USAGE_HEALTH, measures, requiredCoverage: old.requiredCoverage }, FULL_HEALTH];
}

/** Every version of every model. */
export async function versionsOf(ctx: Ctx): Promise<readonly ModelVersion[]> {
  const builtIn = (await builtInModels(ctx)).map((model) => ({ model, from: Number.NEGATIVE_INFINITY, retired: false }));
  return [...builtIn, ...(await publishedRows(ctx)).map(versionOf)];
}

export function versionOf({ model, fromDay, retired }: ModelRow): ModelVersion {
  return { model, from: dayNumber(fromDay), retired };
}

/** What is known of customers for choosing their models; nothing is read where every model is for all. */
export async function profilesOf(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  versions: readonly ModelVersion[],
): Promise<ReadonlyMap<AccountId, Profile>> {
  if (versions.every(({ model }) => model.segment === undefined)) return new Map();
  const records = await bodiesOfAccounts(ctx, [accountKind], accountIds);
  return new Map(
    [...records].map(([accountId, bodies]) => {
      const content = bodies[0]?.content ?? {};
      const said = SEGMENT_FIELDS.flatMap((field) => {
        const value = content[field];
        return typeof value === 'string' ? [[field, value] as const] : [];
      });
      return [accountId, Object.fromEntries(said)];
    }),
  );
}

/** The models by which a customer is judged on a day. */
export function modelsOn(versions: readonly ModelVersion[], profile: Profile, day: number): Models {
  return { usage: modelOn(versions, 'usage', profile, day) ?? USAGE_HEALTH, full: modelOn(versions, 'full', profile, day) };
}

export type Measured = ReadonlyMap<AccountId, Readonly<Record<string, Column>>>;

/** What judging by some models looks at, between two days, both included. A metric that has gone is not there, and what rests on it is missing. */
export async function measured(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  models: readonly HealthModel[],
  from: number,
  to: number,
): Promise<Measured> {
  return columns(ctx, accountIds, await knownOf(ctx, metricsFor(models)), from, to);
}

/** Those of some metrics that there are in the workspace. */
async function knownOf(ctx: Ctx, ids: readonly string[]): Promise<readonly string[]> {
  const known = new Set((await metricsOf(ctx)).map(({ id }) => id));
  return ids.filter((id) => known.has(id));
}

/** Each of some models once. */
export function distinctModels(models: readonly Models[]): readonly HealthModel[] {
  return [...new Set(models.flatMap(({ usage, full }) => (full === null ? [usage] : [usage, full])))];
}

/** Id and version, as snapshots and answers name a model. */
export function nameOf({ id, version }: HealthModel): string {
  return `${id}-${version}`;
}
