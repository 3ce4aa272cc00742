import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import type { PersonId, UserId, WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { WorkspaceInfo } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { newId } from '../../platform/new-id.ts';
import { type NewPerson, type Person, people, sessions, signInCredentials, users, workspaces } from './tables.ts';

/** How the sign-in library names a login by e-mail and password. */
const PASSWORD_PROVIDER = 'credential';

const workspaceColumns = {
  id: workspaces.id,
  key: workspaces.key,
  name: workspaces.name,
  timeZone: workspaces.timeZone,
  locale: workspaces.locale,
};

export async function allWorkspaces(db: Db): Promise<readonly WorkspaceInfo[]> {
  return db.select(workspaceColumns).from(workspaces).orderBy(asc(workspaces.createdAt), asc(workspaces.id));
}

export async function workspaceById(db: Db, id: WorkspaceId): Promise<WorkspaceInfo | null> {
  const [found] = await db.select(workspaceColumns).from(workspaces).where(eq(workspaces.id, id));
  return found ?? null;
}

/** The workspaces in which a user is an administrator with access. */
export async function workspacesAdministeredBy(db: Db, userId: UserId): Promise<readonly WorkspaceId[]> {
  const rows = await db
    .select({ id: people.workspaceId, functions: people.functions })
    .from(people)
    .where(and(eq(people.userId, userId), eq(people.active, true)));
  return rows.flatMap(({ id, functions }) => (functions.includes('admin') ? [id] : []));
}

export async function hasWorkspace(db: Db): Promise<boolean> {
  return (await db.select({ id: workspaces.id }).from(workspaces).limit(1)).length > 0;
}

/** Of several who create the first workspace at once, one goes first and the others see it. */
export async function lockWorkspaces(db: Db): Promise<void> {
  await db.execute(sql`lock table workspaces in share row exclusive mode`);
}

/** Writes a workspace; false when its key is in use. */
export async function insertWorkspace(db: Db, workspace: WorkspaceInfo, now: Instant): Promise<boolean> {
  const rows = await db
    .insert(workspaces)
    .values({ ...workspace, timeZoneFixed: false, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  return rows.length > 0;
}

/** Writes a person who has a login. */
export async function insertJoinedPerson(db: Db, person: NewPerson): Promise<void> {
  await db.insert(people).values(person);
}

/** Gives a person their login; false when they have one already. */
export async function joinPerson(
  db: Db,
  { workspaceId, personId }: { workspaceId: WorkspaceId; personId: PersonId },
  userId: UserId,
  name: string,
): Promise<boolean> {
  const rows = await db
    .update(people)
    .set({ userId, name })
    .where(and(eq(people.workspaceId, workspaceId), eq(people.id, personId), sql`${people.userId} is null`))
    .returning({ id: people.id });
  return rows.length > 0;
}

/** A user and the hash of their password. */
export interface Login {
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
}

const loginColumns = { userId: users.id, email: users.email, name: users.name, passwordHash: signInCredentials.password };
const withPassword = and(eq(signInCredentials.userId, users.id), eq(signInCredentials.providerId, PASSWORD_PROVIDER));

export async function loginByEmail(db: Db, email: string): Promise<Login | undefined> {
  const [login] = await db.select(loginColumns).from(users).leftJoin(signInCredentials, withPassword).where(eq(users.email, email));
  return login;
}

export async function loginById(db: Db, id: UserId): Promise<Login | undefined> {
  const [login] = await db.select(loginColumns).from(users).leftJoin(signInCredentials, withPassword).where(eq(users.id, id));
  return login;
}

/** Makes a user who signs in with a password; null when somebody has the e-mail address already. */
export async function insertLogin(
  db: Db,
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
  now: Instant,
): Promise<UserId | null> {
  const userId = newId('usr') as UserId;
  const moments = { createdAt: new Date(now), updatedAt: new Date(now) };
  const rows = await db
    .insert(users)
    .values({ id: userId, name, email, emailVerified: false, ...moments })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (rows.length === 0) return null;
  await db
    .insert(signInCredentials)
    .values({ id: newId('cred'), userId, accountId: userId, providerId: PASSWORD_PROVIDER, password: passwordHash, ...moments });
  return userId;
}

export async function setPasswordHash(db: Db, userId: UserId, passwordHash: string, now: Instant): Promise<void> {
  await db
    .update(signInCredentials)
    .set({ password: passwordHash, updatedAt: new Date(now) })
    .where(and(eq(signInCredentials.userId, userId), eq(signInCredentials.providerId, PASSWORD_PROVIDER)));
}

// Sessions live by the clock of the sign-in library, which is the machine's; so the database's clock tells whether one has run out.
const running = sql`${sessions.expiresAt} > now()`;

/** The sessions of a user that have not run out, latest first. */
export async function sessionsOf(db: Db, userId: UserId): Promise<readonly (typeof sessions.$inferSelect)[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), running))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
}

/** Ends one session of a user; false when they have no such session. */
export async function removeSession(db: Db, userId: UserId, sessionId: string): Promise<boolean> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** Ends all sessions of a user but the one named. */
export async function removeSessions(db: Db, userId: UserId, but: string | null): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), but === null ? undefined : ne(sessions.id, but)));
}

/** Forgets the sessions of a user that have run out. */
export async function removeStaleSessions(db: Db, email: string): Promise<void> {
  await db
    .delete(sessions)
    .where(sql`${sessions.userId} in (select u.id from "user" u where u.email = ${email}) and ${sessions.expiresAt} <= now()`);
}

export interface PersonInWorkspace {
  readonly person: Person;
  readonly workspace: WorkspaceInfo;
}

/** Where a user is a person, also where their access has ended. */
export async function personsOf(db: Db, userId: UserId): Promise<readonly PersonInWorkspace[]> {
  return db
    .select({ person: people, workspace: workspaceColumns })
    .from(people)
    .innerJoin(workspaces, eq(workspaces.id, people.workspaceId))
    .where(eq(people.userId, userId))
    .orderBy(asc(people.createdAt), asc(people.id));
}

/** A user's membership of the workspace with this key; undefined when there is none or it has ended. */
export async function activeMembership(db: Db, userId: UserId, workspaceKey: string): Promise<PersonInWorkspace | undefined> {
  const [found] = await db
    .select({ person: people, workspace: workspaceColumns })
    .from(people)
    .innerJoin(workspaces, eq(workspaces.id, people.workspaceId))
    .where(and(eq(people.userId, userId), eq(workspaces.key, workspaceKey), eq(people.active, true)));
  return found;
}
