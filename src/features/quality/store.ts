import { and, asc, desc, eq, notInArray, or, sql } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import type { Finding } from './core/findings.ts';
import { type Accepted, type QualityRun, qualityAccepted, qualityFindings, qualityRuns } from './tables.ts';

/** Runs that are kept: a quarter of nights. */
const KEPT_RUNS = 90;

/** The latest runs, latest first. */
export async function latestRuns(ctx: Ctx, limit: number): Promise<readonly QualityRun[]> {
  return ctx.db.select().from(qualityRuns).where(eq(qualityRuns.workspaceId, ctx.workspace.id)).orderBy(desc(qualityRuns.id)).limit(limit);
}

/** What a run found, by rule and kind. */
export async function findingsOf(ctx: Ctx, runId: string): Promise<readonly Finding[]> {
  return ctx.db
    .select({
      rule: qualityFindings.rule,
      entity: qualityFindings.entity,
      count: qualityFindings.count,
      samples: qualityFindings.samples,
    })
    .from(qualityFindings)
    .where(and(eq(qualityFindings.workspaceId, ctx.workspace.id), eq(qualityFindings.runId, runId)))
    .orderBy(asc(qualityFindings.rule), asc(qualityFindings.entity));
}

/** Keeps a run with what it found; the oldest are dropped. */
export async function insertRun(ctx: Ctx, run: Omit<QualityRun, 'workspaceId'>, findings: readonly Finding[]): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.insert(qualityRuns).values({ workspaceId, ...run });
  if (findings.length > 0)
    await ctx.db
      .insert(qualityFindings)
      .values(findings.map(({ rule, entity, count, samples }) => ({ workspaceId, runId: run.id, rule, entity, count, samples })));
  const kept = (await latestRuns(ctx, KEPT_RUNS)).map(({ id }) => id);
  await ctx.db.delete(qualityFindings).where(and(eq(qualityFindings.workspaceId, workspaceId), notInArray(qualityFindings.runId, kept)));
  await ctx.db.delete(qualityRuns).where(and(eq(qualityRuns.workspaceId, workspaceId), notInArray(qualityRuns.id, kept)));
}

/** What somebody knows of and accepts. */
export async function acceptedFindings(ctx: Ctx): Promise<readonly Accepted[]> {
  return ctx.db.select().from(qualityAccepted).where(eq(qualityAccepted.workspaceId, ctx.workspace.id));
}

/** Notes that a finding is known, or the reason anew. */
export async function keepAccepted(ctx: Ctx, accepted: Omit<Accepted, 'workspaceId'>): Promise<void> {
  const { reason, count, acceptedAt, acceptedBy } = accepted;
  await ctx.db
    .insert(qualityAccepted)
    .values({ workspaceId: ctx.workspace.id, ...accepted })
    .onConflictDoUpdate({
      target: [qualityAccepted.workspaceId, qualityAccepted.rule, qualityAccepted.entity],
      set: { reason, count, acceptedAt, acceptedBy },
    });
}

/** Takes the note away. Returns whether there was one. */
export async function dropAccepted(ctx: Ctx, rule: string, entity: string): Promise<boolean> {
  const { rowCount } = await ctx.db
    .delete(qualityAccepted)
    .where(and(eq(qualityAccepted.workspaceId, ctx.workspace.id), eq(qualityAccepted.rule, rule), eq(qualityAccepted.entity, entity)));
  return (rowCount ?? 0) > 0;
}

/** Findings whose examples hold one of some texts. */
export async function findingsNaming(ctx: Ctx, texts: readonly string[]): Promise<readonly (Finding & { readonly runId: string })[]> {
  if (texts.length === 0) return [];
  // As JSON writes it, with its quotes: a text that merely begins the same is another one.
  const named = texts.map((text) => sql`position(${JSON.stringify(text)} in ${qualityFindings.samples}::text) > 0`);
  return ctx.db
    .select()
    .from(qualityFindings)
    .where(and(eq(qualityFindings.workspaceId, ctx.workspace.id), or(...named)));
}

/** Replaces the examples of a finding. */
export async function keepSamples(ctx: Ctx, finding: Finding & { readonly runId: string }): Promise<void> {
  await ctx.db
    .update(qualityFindings)
    .set({ samples: finding.samples })
    .where(
      and(
        eq(qualityFindings.workspaceId, ctx.workspace.id),
        eq(qualityFindings.runId, finding.runId),
        eq(qualityFindings.rule, finding.rule),
        eq(qualityFindings.entity, finding.entity),
      ),
    );
}
