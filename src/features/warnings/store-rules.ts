import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { type RuleRow, type Warning, warningRules, warnings } from './tables.ts';

/** The latest version of every rule of which something was said. */
export async function saidRules(ctx: Ctx): Promise<readonly RuleRow[]> {
  return ctx.db
    .selectDistinctOn([warningRules.rule])
    .from(warningRules)
    .where(eq(warningRules.workspaceId, ctx.workspace.id))
    .orderBy(warningRules.rule, desc(warningRules.version));
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
