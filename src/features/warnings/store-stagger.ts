import { and, desc, eq, isNull } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Stagger } from './contract-stagger.ts';
import { warningStaggers } from './tables.ts';

const SAID = {
  rule: warningStaggers.rule,
  seed: warningStaggers.seed,
  startedOn: warningStaggers.startedOn,
  endedOn: warningStaggers.endedOn,
};

/** Every staggered start there was, the latest first. */
export async function staggers(ctx: Ctx): Promise<readonly Stagger[]> {
  return ctx.db
    .select(SAID)
    .from(warningStaggers)
    .where(eq(warningStaggers.workspaceId, ctx.workspace.id))
    .orderBy(desc(warningStaggers.startedAt), warningStaggers.rule);
}

/** Of the rules that only half of the customers have, the seed by which it was drawn. */
export async function seedsOfHalves(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const open = await ctx.db
    .select(SAID)
    .from(warningStaggers)
    .where(and(eq(warningStaggers.workspaceId, ctx.workspace.id), isNull(warningStaggers.endedOn)));
  return new Map(open.map(({ rule, seed }) => [rule, seed]));
}

export async function insertStagger(ctx: Ctx, rule: string, seed: number): Promise<void> {
  await ctx.db.insert(warningStaggers).values({
    workspaceId: ctx.workspace.id,
    ...{ rule, seed, startedOn: ctx.today, startedAt: ctx.now, startedBy: actorOf(ctx.principal), endedOn: null },
  });
}

/** Ends the one that runs. Null where none did. */
export async function endRunning(ctx: Ctx, rule: string): Promise<Stagger | null> {
  const [ended] = await ctx.db
    .update(warningStaggers)
    .set({ endedOn: ctx.today })
    .where(and(eq(warningStaggers.workspaceId, ctx.workspace.id), eq(warningStaggers.rule, rule), isNull(warningStaggers.endedOn)))
    .returning(SAID);
  return ended ?? null;
}
