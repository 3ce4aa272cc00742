import { and, asc, eq, isNull } from 'drizzle-orm';
import type { KeyLimits } from '../../contract/access.ts';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx, WorkspaceInfo } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { type ApiKey, apiKeys, workspaces } from './tables.ts';

export async function insertKey(ctx: Ctx, key: Omit<ApiKey, 'workspaceId'>): Promise<void> {
  await ctx.db.insert(apiKeys).values({ workspaceId: ctx.workspace.id, ...key });
}

/** All keys of the workspace, also revoked ones, oldest first. */
export async function allKeys(ctx: Ctx): Promise<readonly ApiKey[]> {
  return ctx.db.select().from(apiKeys).where(eq(apiKeys.workspaceId, ctx.workspace.id)).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
}

export async function keyById(ctx: Ctx, id: string): Promise<ApiKey | undefined> {
  const [key] = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, ctx.workspace.id), eq(apiKeys.id, id)));
  return key;
}

/** Revokes a key; false when it was revoked already. */
export async function markRevoked(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiKeys.workspaceId, ctx.workspace.id), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}

export async function writeLimits(ctx: Ctx, id: string, limits: KeyLimits | null): Promise<void> {
  await ctx.db
    .update(apiKeys)
    .set({ limits })
    .where(and(eq(apiKeys.workspaceId, ctx.workspace.id), eq(apiKeys.id, id)));
}

/** The key with this secret and the workspace it lives in; undefined when there is none or it was revoked. */
export async function validKey(db: Db, secretHash: string): Promise<{ key: ApiKey; workspace: WorkspaceInfo } | undefined> {
  const [found] = await db
    .select({
      key: apiKeys,
      workspace: {
        id: workspaces.id,
        key: workspaces.key,
        name: workspaces.name,
        timeZone: workspaces.timeZone,
        locale: workspaces.locale,
      },
    })
    .from(apiKeys)
    .innerJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .where(and(eq(apiKeys.secretHash, secretHash), isNull(apiKeys.revokedAt)));
  return found;
}

export async function noteUse(db: Db, workspaceId: WorkspaceId, keyId: string, at: Instant): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: at })
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, keyId)));
}
