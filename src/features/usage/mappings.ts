import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type Day, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { rollupJob } from './contract.ts';
import {
  type getMapping,
  type listMappingVersions,
  type previewMapping,
  remapJob,
  type restoreMapping,
  type saveMapping,
  type steerBackfill,
} from './contract-mappings.ts';
import { type MappingRule, signsNamed } from './core/mapping.ts';
import { mappingChanges } from './core/mapping-changes.ts';
import { dirtyAll } from './dirty.ts';
import { mappingOf, rememberMapping } from './mapping-memory.ts';
import { earlierRules, planRemap } from './remap.ts';
import { addVersion, type Backfill, backfillOf, latestVersions, saveBackfill, versionsBetween } from './store-mappings.ts';

const SHOWN_VERSIONS = 50;

/** The mapping that holds now, and how far kept events follow it. */
export async function currentMapping(ctx: Ctx): Promise<OutputOf<typeof getMapping>> {
  const [latest] = await latestVersions(ctx, 1);
  const backfill = await backfillOf(ctx);
  const names = latest === undefined ? new Map<string, string>() : await personNames(ctx, [latest.who as PersonId]);
  return {
    version: latest?.version ?? 0,
    rules: [...(latest?.rules ?? [])],
    changedAt: latest === undefined ? null : formatInstant(latest.at),
    changedBy: latest === undefined ? null : (names.get(latest.who as PersonId) ?? latest.who),
    backfill: backfill === null ? null : shownBackfill(backfill),
  };
}

function shownBackfill({ base: _, startedAt, endedAt, ...rest }: Backfill): NonNullable<OutputOf<typeof getMapping>['backfill']> {
  return { ...rest, startedAt: formatInstant(startedAt), endedAt: endedAt === null ? null : formatInstant(endedAt) };
}

/** What rules would change, without changing it. */
export async function preview(ctx: Ctx, { rules }: InputOf<typeof previewMapping>): Promise<OutputOf<typeof previewMapping>> {
  const current = await mappingOf(ctx);
  const earlier = await earlierRules(ctx, await backfillOf(ctx));
  const { touched } = await planRemap(ctx, rules, [...current.rules, ...earlier]);
  return {
    events: touched.reduce((sum, { events }) => sum + events, 0),
    customers: new Set(touched.map(({ accountId }) => accountId)).size,
    since: touched.map(({ from }) => from).reduce<Day | null>((a, b) => (a === null || b < a ? b : a), null),
  };
}

/** Replaces the rules. New events follow at once, kept ones by the job. */
export function save(ctx: Ctx, { rules, version }: InputOf<typeof saveMapping>): Promise<{ version: number }> {
  return change(ctx, rules, version, null);
}

/** Takes the rules of an earlier version again: a new version, so that nothing that was said is lost. */
export async function restore(ctx: Ctx, { number, version }: InputOf<typeof restoreMapping>): Promise<{ version: number }> {
  const [earlier] = await versionsBetween(ctx, number, number);
  if (earlier === undefined && number !== 0) throw new AppError('not-found', `There is no version ${number} of the mapping.`);
  const [latest] = await latestVersions(ctx, 1);
  if (latest === undefined) throw new AppError('not-found', 'The mapping was never changed.');
  return change(ctx, earlier?.rules ?? [], version, number);
}

async function change(ctx: Ctx, rules: readonly MappingRule[], from: number, restores: number | null): Promise<{ version: number }> {
  const version = from + 1;
  await ctx.transaction(async (inside) => {
    const [latest] = await latestVersions(inside, 1);
    const before = latest?.rules ?? [];
    const isNext = (latest?.version ?? 0) === from;
    const added = isNext && (await addVersion(inside, { version, at: inside.now, who: actorOf(inside.principal), rules, restores }));
    if (!added)
      throw new AppError('conflict', 'Somebody else changed the mapping meanwhile.', { hint: 'Reload, and make your change again.' });
    const backfill = await backfillOf(inside, true);
    await saveBackfill(inside, {
      version,
      // What an earlier change did not come to, this one must look at too.
      base: backfill === null || backfill.state === 'done' ? from : backfill.base,
      state: 'waiting',
      total: 0,
      done: 0,
      startedAt: inside.now,
      endedAt: null,
    });
    const { added: came, removed } = mappingChanges(before, rules);
    await audit(inside, {
      action: 'usage.mapping-changed',
      subject: String(version),
      before: { rules: removed.map(({ name }) => name) },
      after: { rules: came.map(({ name }) => name) },
    });
    // From a word of a person on, no login is a known zero (decision 0005); nor is no module.
    if (signsNamed(before).join() !== signsNamed(rules).join()) await dirtyAll(inside);
  });
  rememberMapping(ctx, version, rules);
  ctx.requestJob(remapJob);
  ctx.requestJob(rollupJob);
  return { version };
}

/** Who changed what, latest first. */
export async function versionList(ctx: Ctx): Promise<OutputOf<typeof listMappingVersions>> {
  const versions = await latestVersions(ctx, SHOWN_VERSIONS + 1);
  const names = await personNames(
    ctx,
    versions.map(({ who }) => who as PersonId),
  );
  return {
    versions: versions.slice(0, SHOWN_VERSIONS).map(({ version, at, who, restores, rules }, index) => {
      const { added, removed, reordered } = mappingChanges(versions[index + 1]?.rules ?? [], rules);
      return {
        version,
        at: formatInstant(at),
        by: names.get(who as PersonId) ?? who,
        restores,
        added: [...added],
        removed: [...removed],
        reordered,
      };
    }),
  };
}

/** Stops going through kept events, or goes on. */
export async function steer(ctx: Ctx, { act }: InputOf<typeof steerBackfill>): Promise<OutputOf<typeof steerBackfill>> {
  const backfill = await backfillOf(ctx, true);
  if (backfill === null) throw new AppError('not-found', 'The mapping was never changed, so nothing goes through kept events.');
  const stopped = act === 'cancel' && (backfill.state === 'waiting' || backfill.state === 'running');
  const goesOn = act === 'continue' && backfill.state === 'cancelled';
  if (!stopped && !goesOn) return shownBackfill(backfill);
  const after: Backfill = stopped
    ? { ...backfill, state: 'cancelled', endedAt: ctx.now }
    : { ...backfill, state: 'waiting', total: 0, done: 0, startedAt: ctx.now, endedAt: null };
  await saveBackfill(ctx, after);
  await audit(ctx, {
    action: stopped ? 'usage.backfill-stopped' : 'usage.backfill-continued',
    subject: String(backfill.version),
    before: null,
    after: null,
  });
  if (goesOn) ctx.requestJob(remapJob);
  return shownBackfill(after);
}
