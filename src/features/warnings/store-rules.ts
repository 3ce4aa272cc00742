import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import type { StormLimits } from './core/storm.ts';
import { type RuleRow, stormLimits, type Warning, warningRules, warnings } from './tables.ts';

/** When warnings of a rule are a storm, as the workspace says; null where it says nothing. */
export async function saidStormLimits(ctx: Ctx): Promise<StormLimits | null> {
  const [row] = await ctx.db
    .select({ least: stormLimits.least, share: stormLimits.share })
    .from(stormLimits)
    .where(eq(stormLimits.workspaceId, ctx.workspace.id));
  return row ?? null;
}

export async function keepStormLimits(ctx: Ctx, limits: StormLimits): Promise<void> {
  await ctx.db
    .insert(stormLimits)
    .values({ workspaceId: ctx.workspace.id, ...limits })
    .onConflictDoUpdate({ target: stormLimits.workspaceId, set: limits });
}

/** The latest version of every rule of which something was said. */
export async function saidRules(ctx: Ctx): Promise<readonly RuleRow[]> {
  return ctx.db
    .selectDistinctOn([warningRules.rule])
    .from(warningRules)
    .where(eq(warningRules.workspaceId, ctx.workspace.id))
    .orderBy(warningRules.rule, desc(warningRules.version));
}

/** Everything that was said of every rule, by rule and version. */
export async function allRuleVersions(ctx: Ctx): Promise<readonly RuleRow[]> {
  return ctx.db
    .select()
    .from(warningRules)
    .where(eq(warningRules.workspaceId, ctx.workspace.id))
    .orderBy(asc(warningRules.rule), asc(warningRules.version));
}

/** Everything that was said of a rule, the latest first. */
export async function versionsOfRule(ctx: Ctx, rule: string): Promise<readonly RuleRow[]> {
  return ctx.db
    .select()
    .from(warningRules)
    .where(and(eq(warningRules.workspaceId, ctx.workspace.id), eq(warningRules.rule, rule)))
    .orderBy(desc(warningRules.version));
}

/** Adds a version. False when there is one of that number already: somebody was quicker. */
export async function insertRule(ctx: Ctx, row: Omit<RuleRow, 'workspaceId'>): Promise<boolean> {
  const { rowCount } = await ctx.db
    .insert(warningRules)
    .values({ workspaceId: ctx.workspace.id, ...row })
    .onConflictDoNothing();
  return (rowCount ?? 0) > 0;
}

/** The open warnings of a rule, on all customers. */
export async function openOfRule(ctx: Ctx, rule: string): Promise<readonly Warning[]> {
  return ctx.db
    .select()
    .from(warnings)
    .where(and(eq(warnings.workspaceId, ctx.workspace.id), eq(warnings.rule, rule), isNull(warnings.closedOn)));
}
