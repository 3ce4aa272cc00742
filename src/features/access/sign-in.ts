import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { PublicCtx, UserCtx, WorkspaceInfo } from '../../platform/context.ts';
import { endSession, prolongSession, startSession } from './auth.ts';
import type * as contract from './contract.ts';
import { foundFirst } from './founding.ts';
import type { AccessParts } from './parts.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { sameSecret } from './secrets.ts';
import { insertAudit } from './store-audit.ts';
import {
  hasWorkspace,
  loginById,
  personsOf,
  removeSession,
  removeSessions,
  removeStaleSessions,
  sessionsOf,
  setPasswordHash,
} from './store-logins.ts';

const DONE = { ok: true } as const;

/** Whether the owner is still to be created, and whether that needs the code. */
export async function setupState(parts: AccessParts, ctx: PublicCtx): Promise<OutputOf<typeof contract.setupStatus>> {
  const open = !(await hasWorkspace(ctx.unscopedDb));
  return { open, codeRequired: open && parts.setupCode !== null };
}

/** Creates the owner and the first workspace, and signs the owner in. */
export async function setUp(
  parts: AccessParts,
  ctx: PublicCtx,
  { code, ...input }: InputOf<typeof contract.setup>,
): Promise<OutputOf<typeof contract.setup>> {
  if (await hasWorkspace(ctx.unscopedDb)) throw new AppError('already-set-up', 'This Mooring has an owner already.');
  if (parts.setupCode !== null && !sameSecret(code?.trim() ?? '', parts.setupCode))
    throw new AppError('setup-code-wrong', code === undefined ? 'The one-time code is missing.' : 'This is not the one-time code.');
  const workspace = await foundFirst(parts, input, ctx.now);
  await startSession(parts, ctx, input.email, input.password);
  return { workspace: shown(workspace) };
}

/** What is shown of a workspace. */
export function shown({ key, name, timeZone, locale }: WorkspaceInfo): Omit<WorkspaceInfo, 'id'> {
  return { key, name, timeZone, locale };
}

export async function signIn(
  parts: AccessParts,
  ctx: PublicCtx,
  { email, password }: InputOf<typeof contract.signIn>,
): Promise<OutputOf<typeof contract.signIn>> {
  await startSession(parts, ctx, email, password);
  await removeStaleSessions(ctx.unscopedDb, email);
  return DONE;
}

export async function signOut(parts: AccessParts, ctx: UserCtx): Promise<OutputOf<typeof contract.signOut>> {
  await removeSession(ctx.unscopedDb, ctx.userId, ctx.sessionId);
  await endSession(parts, ctx);
  return DONE;
}

/** Who I am, and the workspaces I may enter. */
export async function aboutMe(parts: AccessParts, ctx: UserCtx): Promise<OutputOf<typeof contract.me>> {
  const login = await loginById(ctx.unscopedDb, ctx.userId);
  if (login === undefined) throw new AppError('not-signed-in', 'This login does not exist any more.');
  await prolongSession(parts, ctx);
  const persons = await personsOf(ctx.unscopedDb, ctx.userId);
  return {
    userId: login.userId,
    name: login.name,
    email: login.email,
    memberships: persons
      .filter(({ person }) => person.active)
      .map(({ person, workspace }) => ({
        personId: person.id,
        workspace: shown(workspace),
        functions: person.functions,
        scope: person.scope,
      })),
  };
}

/** Where I am signed in. */
export async function mySessions(ctx: UserCtx): Promise<OutputOf<typeof contract.listSessions>> {
  const moment = (date: Date): string => formatInstant(date.getTime() as Instant);
  return {
    sessions: (await sessionsOf(ctx.unscopedDb, ctx.userId)).map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
      id,
      current: id === ctx.sessionId,
      createdAt: moment(createdAt),
      expiresAt: moment(expiresAt),
      ip: ipAddress === '' ? null : ipAddress,
      userAgent: userAgent === '' ? null : userAgent,
    })),
  };
}

/** Signs one of my sessions out. */
export async function endMySession(
  ctx: UserCtx,
  { sessionId }: InputOf<typeof contract.revokeSession>,
): Promise<OutputOf<typeof contract.revokeSession>> {
  if (!(await removeSession(ctx.unscopedDb, ctx.userId, sessionId)))
    throw new AppError('not-found', 'You have no such session; it may have ended already.');
  return DONE;
}

/** Changes my password. Everywhere else I am signed out: whoever knew the old one is out. */
export async function changeMyPassword(
  parts: AccessParts,
  ctx: UserCtx,
  { current, next }: InputOf<typeof contract.changePassword>,
): Promise<OutputOf<typeof contract.changePassword>> {
  const login = await loginById(ctx.unscopedDb, ctx.userId);
  if (!(await verifyPassword(current, login?.passwordHash ?? null)))
    throw new AppError('wrong-credentials', 'The present password is not right.', { hint: 'Type the password you signed in with.' });
  const passwordHash = await hashPassword(next);
  await parts.relational.transaction(async (db) => {
    await setPasswordHash(db, ctx.userId, passwordHash, ctx.now);
    await removeSessions(db, ctx.userId, ctx.sessionId);
    for (const { person, workspace } of await personsOf(db, ctx.userId))
      await insertAudit(db, { workspaceId: workspace.id, at: ctx.now, who: person.id }, [
        { action: 'password.changed', subject: person.name, before: null, after: null },
      ]);
  });
  return DONE;
}
