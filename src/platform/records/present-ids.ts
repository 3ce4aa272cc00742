import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { records } from './tables.ts';

/** Those of some ids under which there is a record of a kind, the recycle bin left out. */
export async function presentIds(ctx: Ctx, kind: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await ctx.db
    .select({ id: records.id })
    .from(records)
    .where(
      and(eq(records.workspaceId, ctx.workspace.id), eq(records.kind, kind), inArray(records.id, [...ids]), isNull(records.archivedAt)),
    );
  return new Set(found.map(({ id }) => id));
}
