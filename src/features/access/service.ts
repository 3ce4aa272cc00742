import { KEY_SCOPES } from '../../contract/access.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, TeamId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { audit } from './commands.ts';
import type * as contract from './contract.ts';
import { apiKey, inOrder, keyPrefix } from './core/api-key.ts';
import { difference } from './core/membership.ts';
import { keyCacheOf } from './key-cache.ts';
import type { AccessParts } from './parts.ts';
import { personNames } from './reads.ts';
import { hashOf, newSecret } from './secrets.ts';
import { shown } from './sign-in.ts';
import { allTeams, knownPeople, lockWorkspace, removeTeam, teamById, updateWorkspaceRow, workspaceRow, writeTeam } from './store.ts';
import { auditPage } from './store-audit.ts';
import { allKeys, insertKey, keyById, markRevoked, writeLimits } from './store-keys.ts';
import type { ApiKey, Team, workspaces } from './tables.ts';

/** The workspace, its teams, its API keys and its audit trail. */

async function presentWorkspace(ctx: Ctx): Promise<typeof workspaces.$inferSelect> {
  const row = await workspaceRow(ctx);
  if (row === undefined) throw new AppError('not-found', `The workspace '${ctx.workspace.key}' does not exist any more.`);
  return row;
}

export async function thisWorkspace(ctx: Ctx): Promise<OutputOf<typeof contract.workspace>> {
  const row = await presentWorkspace(ctx);
  return { ...shown(row), timeZoneFixed: row.timeZoneFixed };
}

/** Changes the workspace. Declared without a transaction of its own, so that keys learn of it only after it has been committed. */
export async function changeWorkspace(
  parts: AccessParts,
  ctx: Ctx,
  input: InputOf<typeof contract.updateWorkspace>,
): Promise<OutputOf<typeof contract.updateWorkspace>> {
  const after = await ctx.transaction(async (inner) => {
    await lockWorkspace(inner);
    const before = await presentWorkspace(inner);
    const { name = before.name, locale = before.locale, timeZone = before.timeZone } = input;
    const changed = difference({ name: before.name, locale: before.locale, timeZone: before.timeZone }, { name, locale, timeZone });
    if (changed === null) return before;
    if (timeZone !== before.timeZone && before.timeZoneFixed)
      throw new AppError('conflict', `The time zone stays ${before.timeZone}: data have been counted in its days.`, {
        hint: 'Make another workspace for another zone.',
      });
    await updateWorkspaceRow(inner, { name, locale, timeZone });
    await audit(inner, { action: 'workspace.changed', subject: before.key, ...changed });
    return { ...before, name, locale, timeZone };
  });
  keyCacheOf(parts).forget();
  return shown(after);
}

export async function teamList(ctx: Ctx): Promise<OutputOf<typeof contract.listTeams>> {
  return { teams: (await allTeams(ctx)).map(shownTeam) };
}

function shownTeam({ id, name, leadPersonId, members }: Team & { members: number }): OutputOf<typeof contract.saveTeam> {
  return { teamId: id, name, leadPersonId, members };
}

/** Creates a team, or changes its name and lead. */
export async function saveTeamAs(
  ctx: Ctx,
  { teamId, name, leadPersonId }: InputOf<typeof contract.saveTeam>,
): Promise<OutputOf<typeof contract.saveTeam>> {
  await lockWorkspace(ctx);
  const before = teamId === undefined ? null : await existingTeam(ctx, teamId);
  const people = await knownPeople(
    ctx,
    [leadPersonId, before?.leadPersonId].flatMap((id) => (id == null ? [] : [id as PersonId])),
  );
  if (leadPersonId !== null && people.get(leadPersonId as PersonId)?.active !== true)
    throw new AppError('invalid-input', `There is no person '${leadPersonId}' with access to this workspace.`, {
      issues: [{ path: 'leadPersonId', message: 'is not a person with access' }],
    });
  const team = { id: before?.id ?? (newId('team') as TeamId), name, leadPersonId: leadPersonId as PersonId | null };
  if (!(await writeTeam(ctx, team))) throw new AppError('key-taken', `There is a team called '${name}' already.`);
  const facts = (one: Pick<Team, 'name' | 'leadPersonId'>) => ({
    name: one.name,
    lead: one.leadPersonId === null ? null : (people.get(one.leadPersonId)?.name ?? null),
  });
  const changed = before === null ? { before: null, after: facts(team) } : difference(facts(before), facts(team));
  if (changed !== null) await audit(ctx, { action: before === null ? 'team.created' : 'team.changed', subject: name, ...changed });
  const members = (await allTeams(ctx)).find(({ id }) => id === team.id)?.members ?? 0;
  return { teamId: team.id, name, leadPersonId, members };
}

async function existingTeam(ctx: Ctx, teamId: string): Promise<Team> {
  const team = await teamById(ctx, teamId as TeamId);
  if (team === undefined) throw new AppError('not-found', `There is no team '${teamId}' in this workspace.`);
  return team;
}

export async function deleteTeamOf(
  ctx: Ctx,
  { teamId }: InputOf<typeof contract.deleteTeam>,
): Promise<OutputOf<typeof contract.deleteTeam>> {
  await lockWorkspace(ctx);
  const team = await existingTeam(ctx, teamId);
  await removeTeam(ctx, team.id);
  await audit(ctx, { action: 'team.deleted', subject: team.name, before: { name: team.name }, after: null });
  return { ok: true };
}

export async function keyList(ctx: Ctx): Promise<OutputOf<typeof contract.listKeys>> {
  return { keys: (await allKeys(ctx)).map(shownKey) };
}

function shownKey({ id, name, prefix, scopes, limits, createdAt, lastUsedAt, revokedAt }: Omit<ApiKey, 'workspaceId'>) {
  return {
    keyId: id,
    name,
    prefix,
    scopes,
    limits,
    createdAt: formatInstant(createdAt),
    lastUsedAt: lastUsedAt === null ? null : formatInstant(lastUsedAt),
    revokedAt: revokedAt === null ? null : formatInstant(revokedAt),
  };
}

/** Creates an API key. Its secret is in the answer; what is kept is a hash. */
export async function createKeyFor(
  ctx: Ctx,
  { name, scopes }: InputOf<typeof contract.createKey>,
): Promise<OutputOf<typeof contract.createKey>> {
  const secret = apiKey(newSecret());
  const key = {
    id: newId('key'),
    name,
    prefix: keyPrefix(secret),
    secretHash: hashOf(secret),
    scopes: inOrder(scopes, KEY_SCOPES),
    limits: null,
    createdAt: ctx.now,
    lastUsedAt: null,
    revokedAt: null,
  };
  await insertKey(ctx, key);
  await audit(ctx, { action: 'key.created', subject: `${name} ${key.prefix}…`, before: null, after: { name, scopes: key.scopes } });
  return { key: shownKey(key), secret };
}

/** Says how many events a key may send. Declared without a transaction of its own, so that the key is read anew only after the commit. */
export async function limitKeyOf(
  parts: AccessParts,
  ctx: Ctx,
  { keyId, limits }: InputOf<typeof contract.updateKey>,
): Promise<OutputOf<typeof contract.updateKey>> {
  const key = await ctx.transaction(async (inner) => {
    const before = await keyById(inner, keyId);
    if (before === undefined) throw new AppError('not-found', `There is no API key '${keyId}' in this workspace.`);
    await writeLimits(inner, keyId, limits);
    await audit(inner, {
      action: 'key.limited',
      subject: `${before.name} ${before.prefix}…`,
      before: { limits: before.limits },
      after: { limits },
    });
    return { ...before, limits };
  });
  keyCacheOf(parts).forget();
  return { key: shownKey(key) };
}

/** Revokes an API key. Declared without a transaction of its own, so that the key is forgotten only after that has been committed. */
export async function revokeKeyOf(
  parts: AccessParts,
  ctx: Ctx,
  { keyId }: InputOf<typeof contract.revokeKey>,
): Promise<OutputOf<typeof contract.revokeKey>> {
  await ctx.transaction(async (inner) => {
    const key = await keyById(inner, keyId);
    if (key === undefined) throw new AppError('not-found', `There is no API key '${keyId}' in this workspace.`);
    if (!(await markRevoked(inner, keyId))) return;
    await audit(inner, {
      action: 'key.revoked',
      subject: `${key.name} ${key.prefix}…`,
      before: { name: key.name, scopes: key.scopes },
      after: null,
    });
  });
  keyCacheOf(parts).forget();
  return { ok: true };
}

/** Who changed what, latest first. */
export async function auditList(
  ctx: Ctx,
  { before, limit }: InputOf<typeof contract.listAudit>,
): Promise<OutputOf<typeof contract.listAudit>> {
  const found = await auditPage(ctx, { before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const names = await personNames(
    ctx,
    page.map(({ who }) => who as PersonId),
  );
  return {
    entries: page.map(({ seq, at, who, action, subject, before: was, after }) => ({
      seq,
      at: formatInstant(at),
      who: names.get(who as PersonId) ?? who,
      action,
      subject,
      before: was,
      after,
    })),
    more: found.length > limit,
  };
}
