import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { CUSTOMER_WORK, type KeyLimits } from '../../contract/access.ts';
import type { AccountId, PersonId, TeamId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { isAwayOn, standInOn } from './core/away.ts';
import {
  allPeople,
  allTeams,
  assignmentsOf,
  awayOf,
  knownPeople,
  leadsSomeTeam,
  peopleById,
  shownCondition,
  visibleCondition,
} from './store.ts';
import { allHidden, type HiddenAccount, hiddenOf } from './store-hidden.ts';
import { allKeys } from './store-keys.ts';
import { allWorkspaces, workspacesAdministeredBy } from './store-logins.ts';
import type { Person, Team } from './tables.ts';

/**
 * The condition that a customer is visible to the caller; `column` holds its account id. What is in the recycle bin is visible to Mooring
 * itself only. Null, of no customer, is visible to scope all, API keys and the command line.
 */
export function visibleAccounts(ctx: Ctx, column: AnyPgColumn): SQL {
  return visibleCondition(ctx, column);
}

/** The condition that a customer is not in the recycle bin, for what people see of customers that are not theirs. */
export function shownAccounts(ctx: Ctx, column: AnyPgColumn): SQL {
  return shownCondition(ctx, column);
}

/** Who is named as the owner of customers, also where their access has ended: whoever asks looks at that. */
export async function assignedTo(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, PersonId>> {
  return new Map((await assignmentsOf(ctx, accountIds)).map(({ accountId, personId }) => [accountId, personId]));
}

/** Who owns customers. A customer whose owner's access has ended has no owner: its work goes to the lead (settled 21). */
export async function ownerOf(
  ctx: Ctx,
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, { personId: PersonId; name: string }>> {
  const assigned = await assignmentsOf(ctx, accountIds);
  return new Map(assigned.flatMap(({ accountId, personId, name, active }) => (active ? [[accountId, { personId, name }] as const] : [])));
}

/** Who takes the new work of somebody who is away. */
export interface StandIn {
  readonly personId: PersonId;
  readonly name: string;
}

/** One whose work the caller looks after. */
export interface Colleague {
  readonly personId: PersonId;
  readonly name: string;
  /** Away today, until this day; null when at work. */
  readonly awayUntil: Day | null;
  /** Who takes their new work today; null when nobody does. */
  readonly standIn: StandIn | null;
}

/** Who takes the new work of a person today, because they are away, until which day; null when it stays theirs. */
export async function standInToday(ctx: Ctx, id: PersonId): Promise<(StandIn & { readonly until: Day }) | null> {
  const { awayUntil, standIn } = awayToday(ctx, await allPeople(ctx))(id);
  return awayUntil === null || standIn === null ? null : { ...standIn, until: awayUntil };
}

/**
 * The people with access whose work the caller looks after: all who work on customers by scope all, else those of the team the caller is in
 * and of the teams they lead, and themselves.
 */
export async function colleaguesOf(ctx: Ctx): Promise<readonly Colleague[]> {
  const { principal } = ctx;
  const all = await allPeople(ctx);
  const teams = principal.kind !== 'person' || principal.scope === 'all' ? null : await teamsOf(ctx, principal);
  const works: readonly string[] = CUSTOMER_WORK;
  const away = awayToday(ctx, all);
  return all
    .filter(({ active, functions }) => active && functions.some((name) => works.includes(name)))
    .filter(({ id, teamId }) => teams === null || (teamId !== null && teams.has(teamId)) || isSelf(ctx, id))
    .map(({ id, name }) => ({ personId: id, name, ...away(id) }));
}

function isSelf({ principal }: Ctx, id: PersonId): boolean {
  return principal.kind === 'person' && principal.personId === id;
}

/** The teams somebody is in or leads. */
async function teamsOf(ctx: Ctx, { personId, teamId }: Extract<Ctx['principal'], { kind: 'person' }>): Promise<ReadonlySet<TeamId>> {
  const led = (await allTeams(ctx)).filter(({ leadPersonId }) => leadPersonId === personId);
  return new Set([...led.map(({ id }) => id), ...(teamId === null ? [] : [teamId])]);
}

function awayToday(ctx: Ctx, all: readonly Person[]): (id: PersonId) => Pick<Colleague, 'awayUntil' | 'standIn'> {
  const people = new Map(all.map((person) => [person.id, { ...person, away: awayOf(person) }]));
  return (id) => {
    const away = people.get(id)?.away ?? null;
    const standInId = standInOn(id, people, ctx.today);
    const standIn = standInId === null ? undefined : people.get(standInId);
    return {
      awayUntil: away !== null && isAwayOn(away, ctx.today) ? away.until : null,
      standIn: standIn === undefined ? null : { personId: standIn.id, name: standIn.name },
    };
  };
}

/** The names of people, also of those whose access has ended. An id that is no person's is absent. */
export async function personNames(ctx: Ctx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  const known = await knownPeople(ctx, [...new Set(ids)]);
  return new Map([...known].map(([id, { name }]) => [id, name]));
}

/** By what imports find people again: the e-mail address, else the name. An id that is no person's is absent. */
export async function personHandles(ctx: Ctx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  return new Map((await peopleById(ctx, [...new Set(ids)])).map(({ id, email, name }) => [id, email ?? name]));
}

/** Whether a person leads at least one team. */
export function leadsATeam(ctx: Ctx, personId: PersonId): Promise<boolean> {
  return leadsSomeTeam(ctx, personId);
}

/**
 * Whether the caller administers every workspace of this server. A key belongs to one workspace, so it does where there is only one. Asks
 * about other workspaces, so `db` is bound to none.
 */
export async function administersAll({ principal, workspace }: Ctx, db: Db): Promise<boolean> {
  if (principal.kind === 'system' || principal.kind === 'operator') return true;
  const all = (await allWorkspaces(db)).map(({ id }) => id);
  const administered = principal.kind === 'person' ? await workspacesAdministeredBy(db, principal.userId) : [workspace.id];
  return all.every((id) => administered.includes(id));
}

/** The keys that may send events and are not revoked, oldest first. */
export async function ingestKeys(
  ctx: Ctx,
): Promise<readonly { readonly keyId: string; readonly name: string; readonly limits: KeyLimits | null }[]> {
  const keys = await allKeys(ctx);
  return keys
    .filter(({ scopes, revokedAt }) => revokedAt === null && scopes.includes('ingest'))
    .map(({ id, name, limits }) => ({ keyId: id, name, limits }));
}

/** One person of the workspace, or null. */
export async function personById(ctx: Ctx, id: PersonId): Promise<Person | null> {
  const [person] = await peopleById(ctx, [id]);
  return person ?? null;
}

/** The customers in the recycle bin, the latest first. */
export function hiddenAccounts(ctx: Ctx, limit: number): Promise<readonly HiddenAccount[]> {
  return allHidden(ctx, limit);
}

/** Of some customers, those in the recycle bin. */
export function hiddenAmong(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
  return hiddenOf(ctx, accountIds);
}

/** The people whose access has not ended, in the order in which they came. */
export async function activePeople(ctx: Ctx): Promise<readonly Person[]> {
  return (await allPeople(ctx)).filter(({ active }) => active);
}

/** The teams, with who leads each. */
export function teamsWithLeads(ctx: Ctx): Promise<readonly Pick<Team, 'id' | 'name' | 'leadPersonId'>[]> {
  return allTeams(ctx);
}
