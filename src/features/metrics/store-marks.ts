import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { judgeMarks } from './tables.ts';

/** Notes that everybody is to be judged anew. */
export async function askForAll(ctx: Ctx): Promise<void> {
  await ctx.db
    .insert(judgeMarks)
    .values({ workspaceId: ctx.workspace.id, asked: 1 })
    .onConflictDoUpdate({ target: judgeMarks.workspaceId, set: { asked: sql`${judgeMarks.asked} + 1` } });
}

/** How often that was asked so far. */
export async function timesAsked(ctx: Ctx): Promise<number> {
  const [mark] = await ctx.db.select({ asked: judgeMarks.asked }).from(judgeMarks).where(eq(judgeMarks.workspaceId, ctx.workspace.id));
  return mark?.asked ?? 0;
}

/** Notes that everybody was judged on the present day; `asked` is how often it had been asked when that began. */
export async function noteAllJudged(ctx: Ctx, asked: number): Promise<void> {
  const done = { judgedAsked: asked, judgedDay: ctx.today };
  await ctx.db
    .insert(judgeMarks)
    .values({ workspaceId: ctx.workspace.id, asked, ...done })
    .onConflictDoUpdate({ target: judgeMarks.workspaceId, set: done });
}

/** Whether everybody was judged on the present day, and nothing was asked since. */
export async function isAllJudged(ctx: Ctx): Promise<boolean> {
  const [mark] = await ctx.db.select().from(judgeMarks).where(eq(judgeMarks.workspaceId, ctx.workspace.id));
  return mark !== undefined && mark.judgedAsked === mark.asked && mark.judgedDay === ctx.today;
}
