import { createHash } from 'node:crypto';
import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Maybe } from '../../kernel/known.ts';
import type { Ctx } from '../../platform/context.ts';
import { type Columns, metricsOf } from '../metrics/reads.ts';
import { USAGE_HEALTH } from './core/default-models.ts';
import { judge, metricsFor } from './core/judge.ts';
import type { HealthModel } from './core/model.ts';
import { belongsTo } from './core/segments.ts';
import { modelOn } from './core/versions.ts';
import { profilesOf, versionsOf } from './judging.ts';
import { usableDraft } from './models.ts';

/** One version of a health model, ready to judge the past by. */
export interface ModelForPast {
  readonly name: HealthModel['name'];
  /** The version; that on which it is based, of a draft. */
  readonly version: number;
  /** The same for the same content, whatever its version. */
  readonly fingerprint: string;
  /** Metrics it looks at, of those there are. */
  readonly inputs: readonly string[];
  /** Points from 0 to 100 on a day, by the code that judges today. */
  readonly scoreOn: (columns: Columns, day: number) => Maybe<number>;
  /** Of some customers, those that the model is for, by their profile of today. */
  readonly covers: (accountIds: readonly AccountId[]) => Promise<ReadonlySet<AccountId>>;
}

/** A version of a model, its draft, or what is in force, for judging the past. */
export async function readyForPast(ctx: Ctx, modelId: string, wanted: number | 'draft' | undefined): Promise<ModelForPast> {
  const versions = await versionsOf(ctx);
  const own = versions.filter(({ model }) => model.id === modelId).sort((a, b) => a.model.version - b.model.version);
  const found = wanted === undefined ? own.at(-1) : own.find(({ model }) => model.version === wanted);
  const model = wanted === 'draft' ? (await usableDraft(ctx, modelId)).model : found?.model;
  if (model === undefined)
    throw new AppError('not-found', `There is no health model '${modelId}'${wanted === undefined ? '' : ` in version ${wanted}`}.`);
  // A model of the whole picture looks at the health, as the model for all says it.
  const usage = model.purpose === 'full' ? (modelOn(versions, 'usage', {}, Number.POSITIVE_INFINITY) ?? USAGE_HEALTH) : model;
  const models = { usage, full: model.purpose === 'full' ? model : null };
  const known = new Set((await metricsOf(ctx)).map(({ id }) => id));
  return {
    name: model.name,
    version: model.version,
    fingerprint: fingerprintOf(model),
    inputs: metricsFor([model, usage]).filter((id) => known.has(id)),
    scoreOn(columns, day) {
      const judged = judge(columns, models, day, day);
      return cell((judged.full ?? judged.usage).score, day);
    },
    async covers(accountIds) {
      if (model.segment === undefined) return new Set(accountIds);
      const profiles = await profilesOf(ctx, accountIds, [{ model, from: 0, retired: false }]);
      return new Set(accountIds.filter((id) => belongsTo(model.segment ?? {}, profiles.get(id) ?? {})));
    },
  };
}

/** What a model says depends on its content alone: the version and the name it goes by do not count. */
export function fingerprintOf({ version: _version, name: _name, ...content }: HealthModel): string {
  return createHash('sha256').update(canonical(content)).digest('hex').slice(0, 32);
}

/** JSON with the fields in alphabetical order: what comes out of a store may have them in another one. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`)
    .join(',')}}`;
}
