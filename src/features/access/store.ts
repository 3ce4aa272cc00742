import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { AccountId, PersonId, TeamId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Away } from './core/away.ts';
import { accountAssignments, type NewPerson, type Person, people, type Team, teams, workspaces } from './tables.ts';

/** Rows a statement writes at most: a parameter list has an end. */
const CHUNK = 5_000;

/** One parameter, however many ids: lists of a whole portfolio go through here. */
function anyOf(column: AnyPgColumn, ids: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...ids])}::text[])`;
}

/** Changes of people and teams of a workspace come one after another, so that what was checked still holds when it is written. */
export async function lockWorkspace(ctx: Ctx): Promise<void> {
  await ctx.db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, ctx.workspace.id)).for('no key update');
}

/** The row of the workspace, as it is now. */
export async function workspaceRow(ctx: Ctx): Promise<typeof workspaces.$inferSelect | undefined> {
  const [row] = await ctx.db.select().from(workspaces).where(eq(workspaces.id, ctx.workspace.id));
  return row;
}

export async function updateWorkspaceRow(
  ctx: Ctx,
  change: Partial<Pick<typeof workspaces.$inferSelect, 'name' | 'locale' | 'timeZone'>>,
): Promise<void> {
  await ctx.db.update(workspaces).set(change).where(eq(workspaces.id, ctx.workspace.id));
}

/** Marks the time zone as fixed; the zone, when this call was the one that did it. */
export async function markTimeZoneFixed(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.db
    .update(workspaces)
    .set({ timeZoneFixed: true })
    .where(and(eq(workspaces.id, ctx.workspace.id), eq(workspaces.timeZoneFixed, false)))
    .returning({ timeZone: workspaces.timeZone });
  return row?.timeZone ?? null;
}

/** All people of the workspace, in the order in which they came. */
export async function allPeople(ctx: Ctx): Promise<readonly Person[]> {
  return ctx.db.select().from(people).where(eq(people.workspaceId, ctx.workspace.id)).orderBy(asc(people.createdAt), asc(people.id));
}

export async function peopleById(ctx: Ctx, ids: readonly PersonId[]): Promise<readonly Person[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select()
    .from(people)
    .where(and(eq(people.workspaceId, ctx.workspace.id), anyOf(people.id, ids)));
}

export async function personByEmail(ctx: Ctx, email: string): Promise<Person | undefined> {
  const [person] = await ctx.db
    .select()
    .from(people)
    .where(and(eq(people.workspaceId, ctx.workspace.id), eq(people.email, email)));
  return person;
}

/** People of a name, whatever its case. */
export async function peopleByName(ctx: Ctx, name: string): Promise<readonly Person[]> {
  return ctx.db
    .select()
    .from(people)
    .where(and(eq(people.workspaceId, ctx.workspace.id), sql`lower(${people.name}) = lower(${name})`))
    .orderBy(asc(people.createdAt), asc(people.id));
}

export async function insertPerson(ctx: Ctx, person: Omit<NewPerson, 'workspaceId' | 'userId' | 'createdAt'>): Promise<void> {
  await ctx.db.insert(people).values({ workspaceId: ctx.workspace.id, ...person, userId: null, createdAt: ctx.now });
}

export async function updatePersonRow(
  ctx: Ctx,
  id: PersonId,
  change: Partial<Pick<Person, 'name' | 'email' | 'functions' | 'scope' | 'teamId' | 'active'>>,
): Promise<void> {
  await ctx.db
    .update(people)
    .set(change)
    .where(and(eq(people.workspaceId, ctx.workspace.id), eq(people.id, id)));
}

/** What a person said of being away, also when it is over. */
export function awayOf({ awayFrom, awayUntil, standInId }: Pick<Person, 'awayFrom' | 'awayUntil' | 'standInId'>): Away<PersonId> | null {
  return awayFrom === null || awayUntil === null ? null : { from: awayFrom, until: awayUntil, standInId };
}

/** Writes when a person is away; null: they are not. */
export async function writeAway(ctx: Ctx, id: PersonId, away: Away<PersonId> | null): Promise<void> {
  await ctx.db
    .update(people)
    .set({ awayFrom: away?.from ?? null, awayUntil: away?.until ?? null, standInId: away?.standInId ?? null })
    .where(and(eq(people.workspaceId, ctx.workspace.id), eq(people.id, id)));
}

/** The teams by name, with the number of people in each whose access has not ended. */
export async function allTeams(ctx: Ctx): Promise<readonly (Team & { members: number })[]> {
  const rows = await ctx.db
    .select({ team: teams, members: count(people.id) })
    .from(teams)
    .leftJoin(people, and(eq(people.workspaceId, teams.workspaceId), eq(people.teamId, teams.id), eq(people.active, true)))
    .where(eq(teams.workspaceId, ctx.workspace.id))
    .groupBy(teams.workspaceId, teams.id)
    .orderBy(asc(teams.createdAt), asc(teams.id));
  return rows.map(({ team, members }) => ({ ...team, members }));
}

export async function teamById(ctx: Ctx, id: TeamId): Promise<Team | undefined> {
  const [team] = await ctx.db
    .select()
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspace.id), eq(teams.id, id)));
  return team;
}

/** Writes a team; false when another one has its name. The workspace is locked by the caller. */
export async function writeTeam(ctx: Ctx, team: Pick<Team, 'id' | 'name' | 'leadPersonId'>): Promise<boolean> {
  const [other] = await ctx.db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspace.id), sql`lower(${teams.name}) = lower(${team.name})`, sql`${teams.id} <> ${team.id}`));
  if (other !== undefined) return false;
  await ctx.db
    .insert(teams)
    .values({ workspaceId: ctx.workspace.id, ...team, createdAt: ctx.now })
    .onConflictDoUpdate({ target: [teams.workspaceId, teams.id], set: { name: team.name, leadPersonId: team.leadPersonId } });
  return true;
}

/** Removes a team; its people stay, without one. */
export async function removeTeam(ctx: Ctx, id: TeamId): Promise<void> {
  await ctx.db
    .update(people)
    .set({ teamId: null })
    .where(and(eq(people.workspaceId, ctx.workspace.id), eq(people.teamId, id)));
  await ctx.db.delete(teams).where(and(eq(teams.workspaceId, ctx.workspace.id), eq(teams.id, id)));
}

export async function leadsSomeTeam(ctx: Ctx, personId: PersonId): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspace.id), eq(teams.leadPersonId, personId)))
    .limit(1);
  return rows.length > 0;
}

/** To whom customers are assigned, and whether that person still has access. */
export async function assignmentsOf(
  ctx: Ctx,
  accountIds: readonly AccountId[],
): Promise<readonly { accountId: AccountId; personId: PersonId; name: string; active: boolean }[]> {
  if (accountIds.length === 0) return [];
  return ctx.db
    .select({ accountId: accountAssignments.accountId, personId: people.id, name: people.name, active: people.active })
    .from(accountAssignments)
    .innerJoin(people, and(eq(people.workspaceId, accountAssignments.workspaceId), eq(people.id, accountAssignments.personId)))
    .where(and(eq(accountAssignments.workspaceId, ctx.workspace.id), anyOf(accountAssignments.accountId, accountIds)));
}

/** Writes who owns customers; each customer at most once. */
export async function writeAssignments(ctx: Ctx, owners: ReadonlyMap<AccountId, PersonId | null>): Promise<void> {
  const nobody = [...owners].flatMap(([accountId, personId]) => (personId === null ? [accountId] : []));
  if (nobody.length > 0)
    await ctx.db
      .delete(accountAssignments)
      .where(and(eq(accountAssignments.workspaceId, ctx.workspace.id), anyOf(accountAssignments.accountId, nobody)));
  const rows = [...owners].flatMap(([accountId, personId]) =>
    personId === null ? [] : [{ workspaceId: ctx.workspace.id, accountId, personId, assignedAt: ctx.now }],
  );
  for (let from = 0; from < rows.length; from += CHUNK)
    await ctx.db
      .insert(accountAssignments)
      .values(rows.slice(from, from + CHUNK))
      .onConflictDoUpdate({
        target: [accountAssignments.workspaceId, accountAssignments.accountId],
        set: { personId: sql`excluded.person_id`, assignedAt: sql`excluded.assigned_at` },
      });
}

/**
 * The condition that a customer is visible to the caller. Own: assigned to me. Team: assigned to somebody of my team or of a team I lead,
 * and, for a lead, what is assigned to nobody who still has access (settled 21: unassigned work is the lead's). The few people are gathered
 * into arrays first: the embedded engine keeps no statistics from which it could find that order by itself.
 */
export function visibleCondition(ctx: Ctx, column: AnyPgColumn): SQL {
  if (ctx.principal.kind === 'system') return sql`true`;
  return sql`(${assignedCondition(ctx, column)} and ${shownCondition(ctx, column)})`;
}

/**
 * The condition that a customer is not in the recycle bin. A record of no customer has none there, and is visible. "Not in" reads the bin once
 * and leaves the order of an index as it is; "not exists" made every engine look into the bin for each of twenty thousand rows.
 */
export function shownCondition(ctx: Ctx, column: AnyPgColumn): SQL {
  return sql`(${column} is null or ${column} not in (select vh.account_id from account_hidden vh where vh.workspace_id = ${ctx.workspace.id}))`;
}

function assignedCondition(ctx: Ctx, column: AnyPgColumn): SQL {
  const { principal, workspace } = ctx;
  if (principal.kind !== 'person' || principal.scope === 'all') return sql`true`;
  const ofPersons = (persons: SQL): SQL => sql`${column} in (
    select va.account_id from account_assignments va where va.workspace_id = ${workspace.id} and va.person_id = any(${persons})
  )`;
  if (principal.scope === 'own') return ofPersons(sql`array[${principal.personId}]`);
  const myTeams = sql`select vt.id from teams vt
    where vt.workspace_id = ${workspace.id} and (vt.id = ${principal.teamId} or vt.lead_person_id = ${principal.personId})`;
  const mineAndTeams = sql`array(
    select vp.id from people vp where vp.workspace_id = ${workspace.id} and (vp.id = ${principal.personId} or vp.team_id in (${myTeams}))
  )`;
  const isLead = sql`exists (select 1 from teams vt where vt.workspace_id = ${workspace.id} and vt.lead_person_id = ${principal.personId})`;
  const gone = sql`array(select vp.id from people vp where vp.workspace_id = ${workspace.id} and not vp.active)`;
  const unassigned = sql`${column} not in (
    select va.account_id from account_assignments va where va.workspace_id = ${workspace.id} and va.person_id <> all(${gone})
  )`;
  return sql`(${ofPersons(mineAndTeams)} or (${isLead} and ${unassigned}))`;
}

/** Of some people, those who are in the workspace. */
export async function knownPeople(ctx: Ctx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Pick<Person, 'name' | 'active'>>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, active: people.active })
    .from(people)
    .where(and(eq(people.workspaceId, ctx.workspace.id), anyOf(people.id, ids)));
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}
