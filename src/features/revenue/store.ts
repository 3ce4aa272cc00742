import { and, asc, eq, isNull } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Definition } from './core/definition.ts';
import { revenueDefaults, revenueDefinitions } from './tables.ts';

/** A definition that somebody made. */
export type StoredDefinition = Omit<typeof revenueDefinitions.$inferSelect, 'workspaceId'>;

/** Id of the definition that counts where nobody says another one; null where none was chosen. */
export async function defaultDefinition(ctx: Ctx): Promise<string | null> {
  const [found] = await ctx.db.select().from(revenueDefaults).where(eq(revenueDefaults.workspaceId, ctx.workspace.id));
  return found?.definitionId ?? null;
}

export async function keepDefault(ctx: Ctx, definitionId: string): Promise<void> {
  await ctx.db
    .insert(revenueDefaults)
    .values({ workspaceId: ctx.workspace.id, definitionId })
    .onConflictDoUpdate({ target: revenueDefaults.workspaceId, set: { definitionId } });
}

/** The definitions that are offered, oldest first. */
export async function definitionsOf(ctx: Ctx): Promise<readonly StoredDefinition[]> {
  return ctx.db
    .select()
    .from(revenueDefinitions)
    .where(and(eq(revenueDefinitions.workspaceId, ctx.workspace.id), isNull(revenueDefinitions.archivedAt)))
    .orderBy(asc(revenueDefinitions.createdAt), asc(revenueDefinitions.id));
}

/** One definition, also an archived one; null when there is none. */
export async function definitionById(ctx: Ctx, id: string): Promise<StoredDefinition | null> {
  const [found] = await ctx.db
    .select()
    .from(revenueDefinitions)
    .where(and(eq(revenueDefinitions.workspaceId, ctx.workspace.id), eq(revenueDefinitions.id, id)));
  return found ?? null;
}

/** Keeps a definition under an id, new or changed. */
export async function keepDefinition(ctx: Ctx, id: string, name: string, definition: Definition): Promise<void> {
  await ctx.db
    .insert(revenueDefinitions)
    .values({
      workspaceId: ctx.workspace.id,
      id,
      name,
      definition,
      createdAt: ctx.now,
      createdBy: actorOf(ctx.principal),
      archivedAt: null,
    })
    .onConflictDoUpdate({
      target: [revenueDefinitions.workspaceId, revenueDefinitions.id],
      set: { name, definition, archivedAt: null },
    });
}

/** No longer offers a definition. */
export async function archiveDefinition(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .update(revenueDefinitions)
    .set({ archivedAt: ctx.now })
    .where(and(eq(revenueDefinitions.workspaceId, ctx.workspace.id), eq(revenueDefinitions.id, id)));
}
