import { and, asc, desc, eq } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { type MetricRow, metricVersions } from './tables.ts';

/** The latest version of every metric that the workspace made, those that were retired with them. */
export async function ownRows(ctx: Ctx): Promise<readonly MetricRow[]> {
  return ctx.db
    .selectDistinctOn([metricVersions.metric])
    .from(metricVersions)
    .where(eq(metricVersions.workspaceId, ctx.workspace.id))
    .orderBy(metricVersions.metric, desc(metricVersions.version));
}

/** Every version of every metric that the workspace made, by metric and version. */
export async function allVersions(ctx: Ctx): Promise<readonly MetricRow[]> {
  return ctx.db
    .select()
    .from(metricVersions)
    .where(eq(metricVersions.workspaceId, ctx.workspace.id))
    .orderBy(asc(metricVersions.metric), asc(metricVersions.version));
}

/** Every version of one metric, the latest first. */
export async function versionRows(ctx: Ctx, metric: string): Promise<readonly MetricRow[]> {
  const rows = await ctx.db
    .select()
    .from(metricVersions)
    .where(and(eq(metricVersions.workspaceId, ctx.workspace.id), eq(metricVersions.metric, metric)))
    .orderBy(asc(metricVersions.version));
  return rows.toReversed();
}

/** Adds a version. False when there is one of that number already: somebody was quicker. */
export async function insertVersion(ctx: Ctx, row: Omit<MetricRow, 'workspaceId'>): Promise<boolean> {
  const { rowCount } = await ctx.db
    .insert(metricVersions)
    .values({ workspaceId: ctx.workspace.id, ...row })
    .onConflictDoNothing();
  return (rowCount ?? 0) > 0;
}
