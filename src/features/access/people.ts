import { FUNCTIONS } from '../../contract/access.ts';
import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError, InvariantError } from '../../kernel/errors.ts';
import type { PersonId, TeamId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { audit } from './commands.ts';
import type * as contract from './contract.ts';
import { inOrder } from './core/api-key.ts';
import { difference, leavesNoAdministrator, type Standing, statusOf } from './core/membership.ts';
import { makeLink } from './links.ts';
import type { AccessParts } from './parts.ts';
import { allPeople, awayOf, insertPerson, lockWorkspace, peopleById, personByEmail, teamById, updatePersonRow } from './store.ts';
import { endLinks, openlyInvited } from './store-links.ts';
import { personsOf } from './store-logins.ts';
import type { Person } from './tables.ts';

export type ShownPerson = OutputOf<typeof contract.updatePerson>;

function shown(ctx: Ctx, person: Person, invited: ReadonlySet<PersonId>, all: ReadonlyMap<PersonId, Person>): ShownPerson {
  const { id, name, email, functions, scope, teamId, active, userId } = person;
  const status = statusOf(userId !== null, invited.has(id));
  return { personId: id, name, email, functions, scope, teamId, active, status, away: shownAway(ctx, person, all) };
}

/** What is over is not told any more. */
function shownAway(ctx: Ctx, person: Person, all: ReadonlyMap<PersonId, Person>): ShownPerson['away'] {
  const away = awayOf(person);
  if (away === null || away.until < ctx.today) return null;
  const standIn = away.standInId === null ? undefined : all.get(away.standInId);
  return { from: away.from, until: away.until, standIn: standIn === undefined ? null : { personId: standIn.id, name: standIn.name } };
}

async function shownAll(ctx: Ctx): Promise<readonly ShownPerson[]> {
  const people = await allPeople(ctx);
  const [invited, byId] = [await openlyInvited(ctx), new Map(people.map((person) => [person.id, person]))];
  return people.map((person) => shown(ctx, person, invited, byId));
}

/** One person as shown. */
export async function shownAlone(ctx: Ctx, personId: PersonId): Promise<ShownPerson> {
  const found = (await shownAll(ctx)).find((person) => person.personId === personId);
  if (found === undefined) throw new InvariantError(`Person '${personId}' is gone in the middle of their change.`);
  return found;
}

/** How the audit trail names a person: names alone are shared. */
export function called({ name, email }: Pick<Person, 'name' | 'email'>): string {
  return email === null || email === name ? name : `${name} <${email}>`;
}

/** Everybody in the workspace, also those whose access has ended. */
export async function personList(ctx: Ctx): Promise<OutputOf<typeof contract.listPeople>> {
  return { people: [...(await shownAll(ctx))] };
}

/** Invites somebody: a new person, one whose invitation is open or has run out, or one whom an import named (settled 21). */
export async function invitePerson(
  parts: AccessParts,
  ctx: Ctx,
  input: InputOf<typeof contract.invite>,
): Promise<OutputOf<typeof contract.invite>> {
  await lockWorkspace(ctx);
  const teamId = await existingTeam(ctx, input.teamId);
  const known = await toBeInvited(ctx, input);
  const person = {
    id: known?.id ?? (newId('per') as PersonId),
    name: input.name,
    email: input.email,
    functions: inOrder(input.functions, FUNCTIONS),
    scope: input.scope,
    teamId,
    active: true,
  };
  if (known === null) await insertPerson(ctx, person);
  else await updatePersonRow(ctx, person.id, person);
  const { link, expiresAt } = await makeLink(
    parts,
    ctx.db,
    { kind: 'invitation', workspaceId: ctx.workspace.id, personId: person.id, madeBy: actorOf(ctx.principal) },
    ctx.now,
  );
  await audit(ctx, {
    action: 'person.invited',
    subject: called(person),
    before: known === null ? null : facts(known),
    after: facts(person),
  });
  return { personId: person.id, link, expiresOn: dayOf(expiresAt, ctx.workspace.timeZone) };
}

function facts({
  name,
  email,
  functions,
  scope,
  teamId,
  active,
}: Pick<Person, 'name' | 'email' | 'functions' | 'scope' | 'teamId' | 'active'>) {
  return { name, email, functions, scope, teamId, active };
}

/** The person an invitation is for, where the workspace knows them already. */
async function toBeInvited(ctx: Ctx, { email, personId }: InputOf<typeof contract.invite>): Promise<Person | null> {
  const byEmail = await personByEmail(ctx, email);
  const named = personId === undefined ? byEmail : await existingPerson(ctx, personId);
  if (named !== undefined && named.userId !== null)
    throw new AppError('conflict', `${called(named)} has joined this workspace already.`, {
      hint: named.active ? 'Change their functions instead.' : 'Give their access back instead.',
    });
  if (byEmail !== undefined && byEmail.id !== named?.id)
    throw new AppError('conflict', `The e-mail address ${email} belongs to ${byEmail.name}.`, { hint: 'Invite that person instead.' });
  return named ?? null;
}

export async function existingPerson(ctx: Ctx, personId: string): Promise<Person> {
  const [person] = await peopleById(ctx, [personId as PersonId]);
  if (person === undefined) throw new AppError('not-found', `There is no person '${personId}' in this workspace.`);
  return person;
}

async function existingTeam(ctx: Ctx, teamId: string | null): Promise<TeamId | null> {
  if (teamId === null) return null;
  const team = await teamById(ctx, teamId as TeamId);
  if (team === undefined)
    throw new AppError('invalid-input', `There is no team '${teamId}' in this workspace.`, {
      issues: [{ path: 'teamId', message: 'is not a team of this workspace' }],
    });
  return team.id;
}

/** Changes a person, or ends or gives back their access. Whoever's access ends is out with their next call. */
export async function changePerson(
  ctx: Ctx,
  { personId, ...input }: InputOf<typeof contract.updatePerson>,
): Promise<OutputOf<typeof contract.updatePerson>> {
  await lockWorkspace(ctx);
  const before = await existingPerson(ctx, personId);
  const after: Person = {
    ...before,
    name: input.name ?? before.name,
    functions: input.functions === undefined ? before.functions : inOrder(input.functions, FUNCTIONS),
    scope: input.scope ?? before.scope,
    teamId: input.teamId === undefined ? before.teamId : await existingTeam(ctx, input.teamId),
    active: input.active ?? before.active,
  };
  const changed = difference(facts(before), facts(after));
  if (changed === null) return shownAlone(ctx, before.id);
  if (leavesNoAdministrator((await allPeople(ctx)).map(standing), standing(after)))
    throw new AppError('last-administrator', `${called(before)} is the last administrator of this workspace.`);
  await updatePersonRow(ctx, after.id, facts(after));
  if (before.active && !after.active) await endLinks(ctx.db, { workspaceId: ctx.workspace.id, personId: after.id }, ctx.now);
  await audit(ctx, { action: actionOf(before, after), subject: called(before), before: changed.before, after: changed.after });
  return shownAlone(ctx, after.id);
}

function standing({ id, functions, active, userId }: Person): Standing {
  return { id, functions, active, joined: userId !== null };
}

function actionOf(before: Person, after: Person): string {
  if (before.active === after.active) return 'person.changed';
  return after.active ? 'person.access-restored' : 'person.access-ended';
}

/**
 * Makes a link with which a person sets a new password. Declared without a transaction of its own, because what it asks first crosses
 * workspaces: a login opens every workspace of its user, so an administrator may not reset one that also opens somebody else's.
 */
export async function makeResetLink(
  parts: AccessParts,
  ctx: Ctx,
  { personId }: InputOf<typeof contract.resetLink>,
): Promise<OutputOf<typeof contract.resetLink>> {
  const person = await existingPerson(ctx, personId);
  if (person.userId === null || !person.active)
    throw new AppError('not-found', `${called(person)} has no login to reset here.`, { hint: 'Send an invitation, or give access back.' });
  const elsewhere = (await personsOf(parts.relational.unscopedDb, person.userId)).some(
    ({ workspace }) => workspace.id !== ctx.workspace.id,
  );
  if (elsewhere)
    throw new AppError('forbidden', `The login of ${called(person)} also opens another workspace.`, {
      hint: 'Ask whoever runs this server for a link: mooring reset-password.',
    });
  return ctx.transaction(async (inner) => {
    const { link, expiresAt } = await makeLink(
      parts,
      inner.db,
      { kind: 'reset', workspaceId: ctx.workspace.id, personId: person.id, madeBy: actorOf(ctx.principal) },
      ctx.now,
    );
    await audit(inner, { action: 'password.reset-link-made', subject: called(person), before: null, after: null });
    return { link, expiresOn: dayOf(expiresAt, ctx.workspace.timeZone) };
  });
}
