import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { PersonId, UserId, WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx, WorkspaceInfo } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { type AccessLink, accessLinks, type Person, people, workspaces } from './tables.ts';

export async function insertLink(db: Db, link: Omit<AccessLink, 'endedAt'>): Promise<void> {
  await db.insert(accessLinks).values(link);
}

/** Makes the open links of a person void; of one kind, or of both. */
export async function endLinks(
  db: Db,
  { workspaceId, personId }: { workspaceId: WorkspaceId; personId: PersonId },
  at: Instant,
  kind?: AccessLink['kind'],
): Promise<void> {
  await db
    .update(accessLinks)
    .set({ endedAt: at })
    .where(
      and(
        eq(accessLinks.workspaceId, workspaceId),
        eq(accessLinks.personId, personId),
        isNull(accessLinks.endedAt),
        kind === undefined ? undefined : eq(accessLinks.kind, kind),
      ),
    );
}

/** Makes the open reset links of a user void, in whichever workspace they were made. */
export async function endResetLinks(db: Db, userId: UserId, at: Instant): Promise<void> {
  const persons = db.select({ id: people.id }).from(people).where(eq(people.userId, userId));
  await db
    .update(accessLinks)
    .set({ endedAt: at })
    .where(and(eq(accessLinks.kind, 'reset'), isNull(accessLinks.endedAt), inArray(accessLinks.personId, persons)));
}

/** What a link opens. */
export interface FoundLink {
  readonly link: AccessLink;
  readonly person: Person;
  readonly workspace: WorkspaceInfo;
}

/** The link of a token, whether it is open or not. */
export async function linkByHash(db: Db, tokenHash: string): Promise<FoundLink | undefined> {
  const [found] = await db
    .select({
      link: accessLinks,
      person: people,
      workspace: {
        id: workspaces.id,
        key: workspaces.key,
        name: workspaces.name,
        timeZone: workspaces.timeZone,
        locale: workspaces.locale,
      },
    })
    .from(accessLinks)
    .innerJoin(people, and(eq(people.workspaceId, accessLinks.workspaceId), eq(people.id, accessLinks.personId)))
    .innerJoin(workspaces, eq(workspaces.id, accessLinks.workspaceId))
    .where(eq(accessLinks.tokenHash, tokenHash));
  return found;
}

/** Uses a link up; false when it was used, made void or has run out meanwhile. */
export async function useLink(db: Db, tokenHash: string, now: Instant): Promise<boolean> {
  const rows = await db
    .update(accessLinks)
    .set({ endedAt: now })
    .where(and(eq(accessLinks.tokenHash, tokenHash), isNull(accessLinks.endedAt), gt(accessLinks.expiresAt, now)))
    .returning({ tokenHash: accessLinks.tokenHash });
  return rows.length > 0;
}

/** The people of the workspace for whom an invitation is open. */
export async function openlyInvited(ctx: Ctx): Promise<ReadonlySet<PersonId>> {
  const rows = await ctx.db
    .select({ personId: accessLinks.personId })
    .from(accessLinks)
    .where(
      and(
        eq(accessLinks.workspaceId, ctx.workspace.id),
        eq(accessLinks.kind, 'invitation'),
        isNull(accessLinks.endedAt),
        gt(accessLinks.expiresAt, ctx.now),
      ),
    );
  return new Set(rows.map(({ personId }) => personId));
}

/** The name of a person in a workspace that the caller is not in. */
export async function nameInWorkspace(db: Db, workspaceId: WorkspaceId, personId: PersonId): Promise<string | null> {
  const [found] = await db
    .select({ name: people.name })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), eq(people.id, personId)));
  return found?.name ?? null;
}
