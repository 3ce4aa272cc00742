import type { InputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, UserId, WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { WorkspaceInfo } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { newId } from '../../platform/new-id.ts';
import type { setup } from './contract.ts';
import type { AccessParts } from './parts.ts';
import { hashPassword } from './password.ts';
import { insertAudit } from './store-audit.ts';
import { hasWorkspace, insertJoinedPerson, insertLogin, insertWorkspace, lockWorkspaces, loginByEmail } from './store-logins.ts';

export type Founding = Omit<InputOf<typeof setup>, 'code'>;
/** Without a password only an existing user can be meant. */
export type FoundingAnother = Omit<Founding, 'password'> & { readonly password?: string | undefined };

/**
 * Creates the owner and the first workspace. Works once, also when two try at the same moment.
 *
 * @throws AppError('already-set-up') when there is a workspace.
 */
export async function foundFirst(parts: AccessParts, input: Founding, now: Instant): Promise<WorkspaceInfo> {
  if (await hasWorkspace(parts.relational.unscopedDb)) throw alreadySetUp();
  const passwordHash = await hashPassword(input.password);
  return parts.relational.transaction(async (db) => {
    await lockWorkspaces(db);
    if (await hasWorkspace(db)) throw alreadySetUp();
    const userId = await insertLogin(db, { name: input.name, email: input.email, passwordHash }, now);
    if (userId === null) throw new AppError('conflict', `Somebody with the e-mail address ${input.email} exists already.`);
    return found(db, input, userId, null, now);
  });
}

/**
 * Creates another workspace. Its administrator is the user with that e-mail address, who keeps their password, or a new one.
 *
 * @throws AppError('key-taken') when the key of the workspace is in use.
 * @throws AppError('invalid-input') when there is no such user and no password is given.
 */
export async function foundAnother(parts: AccessParts, input: FoundingAnother, now: Instant): Promise<WorkspaceInfo> {
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return parts.relational.transaction(async (db) => {
    const known = (await loginByEmail(db, input.email))?.userId ?? null;
    const userId = known ?? (passwordHash === null ? null : await insertLogin(db, { ...input, passwordHash }, now));
    if (userId === null)
      throw new AppError('invalid-input', `There is no user with the e-mail address ${input.email}.`, {
        hint: 'Name an existing user, or give a password for a new one.',
        issues: [{ path: 'email', message: 'belongs to no user' }],
      });
    return found(db, input, userId, 'operator', now);
  });
}

async function found(
  db: Db,
  input: Omit<Founding, 'password'>,
  userId: UserId,
  by: 'operator' | null,
  now: Instant,
): Promise<WorkspaceInfo> {
  const { workspaceKey: key, workspaceName: name, timeZone, locale } = input;
  const workspace: WorkspaceInfo = { id: newId('ws') as WorkspaceId, key, name, timeZone, locale };
  if (!(await insertWorkspace(db, workspace, now))) throw new AppError('key-taken', `The workspace key '${key}' is in use.`);
  const personId = newId('per') as PersonId;
  await insertJoinedPerson(db, {
    workspaceId: workspace.id,
    id: personId,
    userId,
    name: input.name,
    email: input.email,
    functions: ['admin'],
    scope: 'all',
    teamId: null,
    active: true,
    createdAt: now,
  });
  await insertAudit(db, { workspaceId: workspace.id, at: now, who: by ?? personId }, [
    { action: 'workspace.created', subject: key, before: null, after: { name, timeZone, locale, administrator: input.email } },
  ]);
  return workspace;
}

function alreadySetUp(): AppError {
  return new AppError('already-set-up', 'This Mooring has an owner already.');
}
