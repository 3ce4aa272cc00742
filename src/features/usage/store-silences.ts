import { and, eq, inArray } from 'drizzle-orm';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { usageSilences } from './tables.ts';

/** Silent sources of which it was told, each with the last day on which it delivered. */
export async function silencesTold(ctx: Ctx): Promise<ReadonlyMap<string, Day>> {
  const rows = await ctx.db.select().from(usageSilences).where(eq(usageSilences.workspaceId, ctx.workspace.id));
  return new Map(rows.map(({ source, lastDay }) => [source, lastDay]));
}

/** Notes silences that began. Returns those that were not noted yet. */
export async function noteSilences(ctx: Ctx, silences: ReadonlyMap<string, Day>): Promise<readonly string[]> {
  if (silences.size === 0) return [];
  const rows = await ctx.db
    .insert(usageSilences)
    .values([...silences].map(([source, lastDay]) => ({ workspaceId: ctx.workspace.id, source, lastDay })))
    .onConflictDoNothing()
    .returning({ source: usageSilences.source });
  return rows.map(({ source }) => source);
}

/** Forgets silences that are over. */
export async function forgetSilences(ctx: Ctx, sources: readonly string[]): Promise<void> {
  if (sources.length === 0) return;
  await ctx.db
    .delete(usageSilences)
    .where(and(eq(usageSilences.workspaceId, ctx.workspace.id), inArray(usageSilences.source, [...sources])));
}
