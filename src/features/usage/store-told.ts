import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import type { News, Span, Told } from './core/told.ts';
import { inOrder, inPieces } from './store.ts';
import { type Saying, usageTold } from './tables.ts';

/** What was said of some names; one of which nothing was said is absent. */
export async function toldOf<What extends keyof Saying>(
  ctx: Ctx,
  what: What,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, Told<Saying[What]>>> {
  const found = new Map<string, Span<Saying[What]>[]>();
  await inPieces([...new Set(names)], async (piece) => {
    const rows = await ctx.db
      .select({ name: usageTold.name, since: usageTold.since, value: usageTold.value })
      .from(usageTold)
      .where(and(eq(usageTold.workspaceId, ctx.workspace.id), eq(usageTold.what, what), inArray(usageTold.name, piece)))
      .orderBy(asc(usageTold.name), asc(usageTold.since));
    for (const { name, since, value } of rows) {
      const span = { since, until: since, value: value as Saying[What] };
      const spans = found.get(name);
      if (spans === undefined) found.set(name, [span]);
      else spans.push(span);
    }
  });
  return found;
}

/** Keeps what was newly said, and forgets what lies too many changes back. */
export async function saveTold<What extends keyof Saying>(ctx: Ctx, what: What, news: readonly News<Saying[What]>[]): Promise<void> {
  const lastWords = new Map(news.map((one) => [`${one.span.since} ${one.name}`, one]));
  const sorted = inOrder(lastWords.values(), ({ name, span }) => `${name} ${span.since}`);
  await inPieces(sorted, async (piece) => {
    await ctx.db
      .insert(usageTold)
      .values(piece.map(({ name, span }) => ({ workspaceId: ctx.workspace.id, what, name, since: span.since, value: span.value })))
      .onConflictDoUpdate({
        target: [usageTold.workspaceId, usageTold.what, usageTold.name, usageTold.since],
        set: { value: sql`excluded.value` },
      });
  });
  const oldest = new Map(sorted.flatMap((one) => (one.forgetBefore === null ? [] : [[one.name, one.forgetBefore] as const])));
  for (const [name, since] of oldest)
    await ctx.db
      .delete(usageTold)
      .where(
        and(eq(usageTold.workspaceId, ctx.workspace.id), eq(usageTold.what, what), eq(usageTold.name, name), lt(usageTold.since, since)),
      );
}
