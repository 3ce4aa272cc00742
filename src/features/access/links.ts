import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, UserId, WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { PublicCtx } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { startSession } from './auth.ts';
import type * as contract from './contract.ts';
import { isLinkOpen, linkExpiry } from './core/link.ts';
import type { AccessParts } from './parts.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { hashOf, newSecret } from './secrets.ts';
import { insertAudit } from './store-audit.ts';
import { endLinks, endResetLinks, type FoundLink, insertLink, linkByHash, nameInWorkspace, useLink } from './store-links.ts';
import { insertLogin, joinPerson, type Login, loginByEmail, personsOf, removeSessions, setPasswordHash } from './store-logins.ts';
import type { AccessLink } from './tables.ts';

const PAGES: Readonly<Record<AccessLink['kind'], string>> = { invitation: 'invitation', reset: 'reset' };

/** Makes a one-time link and makes older ones of its kind for the same person void. The token is in the answer and nowhere else. */
export async function makeLink(
  parts: AccessParts,
  db: Db,
  link: { kind: AccessLink['kind']; workspaceId: WorkspaceId; personId: PersonId; madeBy: string },
  now: Instant,
): Promise<{ link: string; expiresAt: Instant }> {
  const token = newSecret();
  const expiresAt = linkExpiry(now) as Instant;
  await endLinks(db, link, now, link.kind);
  await insertLink(db, { ...link, tokenHash: hashOf(token), createdAt: now, expiresAt });
  const base = (parts.publicUrl ?? parts.baseUrl()).replace(/\/+$/, '');
  return { link: `${base}/${PAGES[link.kind]}/${token}`, expiresAt };
}

async function openLink(db: Db, token: string, kind: AccessLink['kind'], now: Instant): Promise<FoundLink> {
  const found = await linkByHash(db, hashOf(token));
  if (found === undefined || found.link.kind !== kind || !found.person.active || !isLinkOpen(found.link, now)) throw linkExpired();
  return found;
}

function linkExpired(): AppError {
  return new AppError('link-expired', 'This link was used, revoked or is too old.');
}

/** What an invitation offers to whoever holds the link. */
export async function invitationOf(
  ctx: PublicCtx,
  { token }: InputOf<typeof contract.invitation>,
): Promise<OutputOf<typeof contract.invitation>> {
  const { link, person, workspace } = await openLink(ctx.unscopedDb, token, 'invitation', ctx.now);
  const email = emailOf(person.email);
  return {
    email,
    name: person.name,
    workspaceName: workspace.name,
    invitedBy: (await nameInWorkspace(ctx.unscopedDb, workspace.id, link.madeBy as PersonId)) ?? link.madeBy,
    hasLogin: (await loginByEmail(ctx.unscopedDb, email)) !== undefined,
  };
}

function emailOf(email: string | null): string {
  if (email === null) throw linkExpired();
  return email;
}

/** Joins the workspace. Whoever has a login already proves it: the link alone must not open somebody else's. */
export async function acceptInvitationOf(
  parts: AccessParts,
  ctx: PublicCtx,
  { token, name, password }: InputOf<typeof contract.acceptInvitation>,
): Promise<OutputOf<typeof contract.acceptInvitation>> {
  const { link, person, workspace } = await openLink(ctx.unscopedDb, token, 'invitation', ctx.now);
  const email = emailOf(person.email);
  const login = await loginByEmail(ctx.unscopedDb, email);
  const passwordHash = login === undefined ? await hashPassword(password) : await provenHash(login, password);
  await parts.relational.transaction(async (db) => {
    if (!(await useLink(db, link.tokenHash, ctx.now))) throw linkExpired();
    const userId = login?.userId ?? (await newLogin(db, { name, email, passwordHash }, ctx.now));
    if (!(await joinPerson(db, { workspaceId: workspace.id, personId: person.id }, userId, name))) throw linkExpired();
    await insertAudit(db, { workspaceId: workspace.id, at: ctx.now, who: person.id }, [
      { action: 'person.joined', subject: `${name} <${email}>`, before: { name: person.name }, after: { name } },
    ]);
  });
  await startSession(parts, ctx, email, password);
  return { workspaceKey: workspace.key };
}

async function provenHash(login: Login, password: string): Promise<string> {
  if (login.passwordHash === null || !(await verifyPassword(password, login.passwordHash)))
    throw new AppError('wrong-credentials', `This is not the password with which ${login.email} signs in here.`, {
      hint: 'Type the password you already have in this Mooring.',
    });
  return login.passwordHash;
}

async function newLogin(db: Db, login: { name: string; email: string; passwordHash: string }, now: Instant): Promise<UserId> {
  const userId = await insertLogin(db, login, now);
  if (userId === null)
    throw new AppError('conflict', `A login for ${login.email} was made at this moment.`, { hint: 'Open the link again.' });
  return userId;
}

/** Sets a new password with a reset link. All sessions of the user end. */
export async function completeResetOf(
  parts: AccessParts,
  ctx: PublicCtx,
  { token, password }: InputOf<typeof contract.completeReset>,
): Promise<OutputOf<typeof contract.completeReset>> {
  const { link, person } = await openLink(ctx.unscopedDb, token, 'reset', ctx.now);
  const { userId } = person;
  if (userId === null) throw linkExpired();
  const passwordHash = await hashPassword(password);
  await parts.relational.transaction(async (db) => {
    if (!(await useLink(db, link.tokenHash, ctx.now))) throw linkExpired();
    await setPasswordHash(db, userId, passwordHash, ctx.now);
    await removeSessions(db, userId, null);
    await endResetLinks(db, userId, ctx.now);
    for (const membership of await personsOf(db, userId))
      await insertAudit(db, { workspaceId: membership.workspace.id, at: ctx.now, who: membership.person.id }, [
        { action: 'password.reset', subject: membership.person.name, before: null, after: null },
      ]);
  });
  return { ok: true };
}
