import { actorOf } from '../../contract/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { bestMatch, emailIn } from './core/import-owner.ts';
import {
  assignmentsOf,
  insertPerson,
  knownPeople,
  lockWorkspace,
  markTimeZoneFixed,
  peopleByName,
  personByEmail,
  workspaceRow,
  writeAssignments,
} from './store.ts';
import { insertAudit, type NewAuditEntry } from './store-audit.ts';
import { deleteHidden, insertHidden } from './store-hidden.ts';

/** Longest name of a person, as everywhere in the API. */
const NAME_LIMIT = 120;

/** Adds to the audit trail, in this transaction: who did what to which thing, from what to what. */
export async function audit(ctx: Ctx, entry: NewAuditEntry): Promise<void> {
  await auditAll(ctx, [entry]);
}

async function auditAll(ctx: Ctx, entries: readonly NewAuditEntry[]): Promise<void> {
  await insertAudit(ctx.db, { workspaceId: ctx.workspace.id, at: ctx.now, who: actorOf(ctx.principal) }, entries);
}

/**
 * Names the owner of a customer, or nobody. `label` is how the audit trail names the customer: its external id.
 *
 * @throws AppError('invalid-input') when the person is not in the workspace, or their access has ended.
 */
export async function assignOwner(ctx: Ctx, accountId: AccountId, personId: PersonId | null, label?: string): Promise<void> {
  if (personId !== null) {
    const person = (await knownPeople(ctx, [personId])).get(personId);
    if (person?.active === false) throw noSuchOwner(`The access of ${person.name} has ended.`);
  }
  await assignOwners(ctx, [{ accountId, personId, ...(label === undefined ? {} : { label }) }]);
}

/**
 * Names the owners of many customers at once; of several rows for one customer the last counts. Only what changes is written and audited.
 * A person whose access has ended may be named, as an import may know no better; such a customer has no owner for now.
 *
 * @throws AppError('invalid-input') when a person is not in the workspace.
 */
export async function assignOwners(
  ctx: Ctx,
  rows: readonly { readonly accountId: AccountId; readonly personId: PersonId | null; readonly label?: string }[],
): Promise<void> {
  const wanted = new Map(rows.map((row) => [row.accountId, row]));
  const names = await knownPeople(ctx, [...new Set([...wanted.values()].flatMap(({ personId }) => personId ?? []))]);
  for (const { personId } of wanted.values())
    if (personId !== null && !names.has(personId)) throw noSuchOwner(`There is no person '${personId}' in this workspace.`);
  const before = new Map((await assignmentsOf(ctx, [...wanted.keys()])).map((row) => [row.accountId, row]));
  const changed = [...wanted.values()].filter(({ accountId, personId }) => (before.get(accountId)?.personId ?? null) !== personId);
  await writeAssignments(ctx, new Map(changed.map(({ accountId, personId }) => [accountId, personId])));
  await auditAll(
    ctx,
    changed.map(({ accountId, personId, label }) => ({
      action: 'account.owner-assigned',
      subject: label ?? accountId,
      before: { owner: before.get(accountId)?.name ?? null },
      after: { owner: personId === null ? null : (names.get(personId)?.name ?? null) },
    })),
  );
}

/** Forgets who owns a customer that is being erased; the trail says that it was, elsewhere. */
export async function forgetOwner(ctx: Ctx, accountId: AccountId): Promise<void> {
  await writeAssignments(ctx, new Map([[accountId, null]]));
  await deleteHidden(ctx, accountId);
}

/** Puts a customer into the recycle bin: nobody sees it, or anything of it, until it is taken out. Audited. */
export async function hideAccount(ctx: Ctx, accountId: AccountId, label: string): Promise<void> {
  if (await insertHidden(ctx, accountId)) await audit(ctx, { action: 'account.archived', subject: label, before: null, after: null });
}

/** Takes a customer out of the recycle bin. Audited. */
export async function showAccount(ctx: Ctx, accountId: AccountId, label: string): Promise<void> {
  if (await deleteHidden(ctx, accountId)) await audit(ctx, { action: 'account.restored', subject: label, before: null, after: null });
}

function noSuchOwner(message: string): AppError {
  return new AppError('invalid-input', message, {
    hint: 'Choose a person of this workspace who has access.',
    issues: [{ path: 'personId', message: 'is not a person with access here' }],
  });
}

/**
 * The person that an import names as an owner, by e-mail or by name. One who is not known yet is made without a login; an invitation can
 * adopt them later (settled 21).
 *
 * @throws AppError('invalid-input') when the name is empty or too long.
 */
export async function ownerFromImport(ctx: Ctx, name: string): Promise<PersonId> {
  const given = name.trim().replace(/\s+/g, ' ');
  if (given === '' || given.length > NAME_LIMIT)
    throw new AppError('invalid-input', `An owner's name has 1 to ${NAME_LIMIT} characters; this one has ${given.length}.`, {
      issues: [{ path: 'owner', message: 'Write the name or e-mail address of one person.' }],
    });
  const known = await personNamed(ctx, given);
  if (known !== undefined) return known;
  await lockWorkspace(ctx);
  const meanwhile = await personNamed(ctx, given);
  if (meanwhile !== undefined) return meanwhile;
  const id = newId('per') as PersonId;
  await insertPerson(ctx, { id, name: given, email: emailIn(given), functions: ['csm'], scope: 'own', teamId: null, active: true });
  await audit(ctx, { action: 'person.named-by-import', subject: given, before: null, after: { functions: ['csm'], scope: 'own' } });
  return id;
}

async function personNamed(ctx: Ctx, given: string): Promise<PersonId | undefined> {
  const email = emailIn(given);
  const byEmail = email === null ? undefined : await personByEmail(ctx, email);
  if (byEmail !== undefined) return byEmail.id;
  const found = await peopleByName(ctx, given);
  return bestMatch(found.map(({ id, active, userId }) => ({ id, active, joined: userId !== null })));
}

/**
 * The first data arrive: days are counted in the workspace's zone from now on, and the zone stays. Cheap to call again.
 *
 * @throws AppError('conflict') when the zone was changed while this use case ran.
 */
export async function fixTimeZone(ctx: Ctx): Promise<void> {
  const row = await workspaceRow(ctx);
  const zone = row?.timeZoneFixed === true ? row.timeZone : await markTimeZoneFixed(ctx);
  if (zone !== null && zone !== ctx.workspace.timeZone)
    throw new AppError('conflict', `The time zone of the workspace has become ${zone} meanwhile.`, { hint: 'Send it again.' });
}
