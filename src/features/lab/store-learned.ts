import { and, asc, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { inChunks } from '../../platform/db/in-chunks.ts';
import { visibleAccounts } from '../access/reads.ts';
import type { Band } from '../health/core/model.ts';
import type { LearnedSettings } from './contract-learned.ts';
import { labLearnedRisks, labLearnedSettings, labTrainings } from './tables.ts';

export type TrainingRow = typeof labTrainings.$inferSelect;
export type RiskRow = typeof labLearnedRisks.$inferSelect;

/** Who leaves within 90 days, from 20 outcomes on (defaults of ours; 20 as in a back-test). */
const DEFAULTS: LearnedSettings = { active: true, learner: 'logistic', outcome: { kind: 'ended' }, horizonDays: 90, leastOutcomes: 20 };
/** Trainings kept, one a month. */
const MOST_TRAININGS = 30;

/** For which outcome a risk is learned, and when a training was last asked for that has not been yet. */
export async function learnedSettings(ctx: Ctx): Promise<{ readonly settings: LearnedSettings; readonly askedAt: Instant | null }> {
  const [row] = await ctx.db.select().from(labLearnedSettings).where(eq(labLearnedSettings.workspaceId, ctx.workspace.id));
  if (row === undefined) return { settings: DEFAULTS, askedAt: null };
  const { active, learner, outcome, horizonDays, leastOutcomes, askedAt } = row;
  return { settings: { active, learner, outcome, horizonDays, leastOutcomes }, askedAt };
}

export async function writeLearned(ctx: Ctx, settings: LearnedSettings, askedAt: Instant | null): Promise<void> {
  const values = { ...settings, askedAt };
  await ctx.db
    .insert(labLearnedSettings)
    .values({ workspaceId: ctx.workspace.id, ...values })
    .onConflictDoUpdate({ target: labLearnedSettings.workspaceId, set: values });
}

/** A training that was asked for has been; one asked for meanwhile still is to come. */
export async function noteAnswered(ctx: Ctx, askedAt: Instant): Promise<void> {
  await ctx.db
    .update(labLearnedSettings)
    .set({ askedAt: null })
    .where(and(eq(labLearnedSettings.workspaceId, ctx.workspace.id), eq(labLearnedSettings.askedAt, askedAt)));
}

/** Under what trainings are kept that can be held against each other. */
export function askedKey({ learner, outcome, horizonDays }: Pick<LearnedSettings, 'learner' | 'outcome' | 'horizonDays'>): string {
  if (outcome.kind === 'dormant') return `${learner} dormant:${outcome.days}`;
  return `${learner} ${outcome.kind === 'condition' ? `when:${outcome.condition}` : outcome.kind}:${horizonDays}`;
}

/** The last training for what is asked now; null where there is none, or it concluded from fewer outcomes than are asked for now. */
export async function lastTraining(ctx: Ctx, settings: LearnedSettings): Promise<TrainingRow | null> {
  const [row] = await ctx.db.select().from(labTrainings).where(mine(ctx, settings)).orderBy(desc(labTrainings.toMonth)).limit(1);
  return row === undefined || row.report.leastOutcomes !== settings.leastOutcomes ? null : row;
}

function mine(ctx: Ctx, settings: LearnedSettings): SQL | undefined {
  return and(eq(labTrainings.workspaceId, ctx.workspace.id), eq(labTrainings.asked, askedKey(settings)));
}

/** The day on which these months were trained for last; null where they never were. */
export async function trainedOn(ctx: Ctx, settings: LearnedSettings, toMonth: string): Promise<Day | null> {
  const [row] = await ctx.db
    .select({ day: labTrainings.day, least: sql<number>`(${labTrainings.report}->>'leastOutcomes')::int` })
    .from(labTrainings)
    .where(and(mine(ctx, settings), eq(labTrainings.toMonth, toMonth)));
  return row === undefined || row.least !== settings.leastOutcomes ? null : row.day;
}

/** Keeps a training in the place of the last one of the same months, and forgets the oldest beyond thirty. */
export async function keepTraining(ctx: Ctx, settings: LearnedSettings, row: Omit<TrainingRow, 'workspaceId' | 'asked'>): Promise<void> {
  const values = { workspaceId: ctx.workspace.id, asked: askedKey(settings), ...row };
  await ctx.db
    .insert(labTrainings)
    .values(values)
    .onConflictDoUpdate({ target: [labTrainings.workspaceId, labTrainings.asked, labTrainings.toMonth], set: row });
  const kept = await ctx.db
    .select({ asked: labTrainings.asked, toMonth: labTrainings.toMonth })
    .from(labTrainings)
    .where(eq(labTrainings.workspaceId, ctx.workspace.id))
    .orderBy(desc(labTrainings.trainedAt), desc(labTrainings.toMonth));
  for (const { asked, toMonth } of kept.slice(MOST_TRAININGS))
    await ctx.db
      .delete(labTrainings)
      .where(and(eq(labTrainings.workspaceId, ctx.workspace.id), eq(labTrainings.asked, asked), eq(labTrainings.toMonth, toMonth)));
}

/** What trainings for the same outcome came to, by month; the figures alone. */
export async function trainings(ctx: Ctx, settings: LearnedSettings) {
  const part = <T>(key: string) => sql<T>`${labTrainings.report}->${key}::text`;
  return ctx.db
    .select({
      ...{ month: labTrainings.toMonth, day: labTrainings.day },
      area: part<TrainingRow['report']['area']>('area'),
      singleArea: part<TrainingRow['report']['singleArea']>('singleArea'),
      skill: part<TrainingRow['report']['skill']>('skill'),
      addedValue: part<TrainingRow['report']['addedValue']>('addedValue'),
      customersWithOutcome: part<number>('customersWithOutcome'),
      card: part<TrainingRow['report']['card']>('card'),
    })
    .from(labTrainings)
    .where(mine(ctx, settings))
    .orderBy(asc(labTrainings.toMonth));
}

/** Keeps what the risk says of customers, in the place of what it said of them before. */
export async function writeRisks(ctx: Ctx, rows: readonly Omit<RiskRow, 'workspaceId'>[]): Promise<void> {
  const own = eq(labLearnedRisks.workspaceId, ctx.workspace.id);
  for (const some of inChunks(rows)) {
    await ctx.db.delete(labLearnedRisks).where(
      and(
        own,
        inArray(
          labLearnedRisks.accountId,
          some.map(({ accountId }) => accountId),
        ),
      ),
    );
    await ctx.db.insert(labLearnedRisks).values(some.map((row) => ({ workspaceId: ctx.workspace.id, ...row })));
  }
}

/** Forgets what was said on another day; of all days where none is given. */
export async function dropRisks(ctx: Ctx, keep: Day | null): Promise<void> {
  const own = eq(labLearnedRisks.workspaceId, ctx.workspace.id);
  await ctx.db.delete(labLearnedRisks).where(keep === null ? own : and(own, ne(labLearnedRisks.day, keep)));
}

/** The latest day of which the risk says something. */
export async function riskDay(ctx: Ctx): Promise<Day | null> {
  const [row] = await ctx.db
    .select({ day: sql<Day | null>`max(${labLearnedRisks.day})` })
    .from(labLearnedRisks)
    .where(eq(labLearnedRisks.workspaceId, ctx.workspace.id));
  return row?.day ?? null;
}

/** How many of the customers that the caller sees lie in which tenth and which band. */
export async function riskCounts(
  ctx: Ctx,
): Promise<readonly { readonly tenth: number; readonly band: Band; readonly customers: number; readonly sum: number }[]> {
  return ctx.db
    .select({
      ...{ tenth: labLearnedRisks.tenth, band: labLearnedRisks.band },
      customers: sql<number>`count(*)::int`,
      sum: sql<number>`sum(${labLearnedRisks.chance})`,
    })
    .from(labLearnedRisks)
    .where(seen(ctx))
    .groupBy(labLearnedRisks.tenth, labLearnedRisks.band);
}

/** Customers that the caller sees, the highest risk first. */
export async function riskPage(
  ctx: Ctx,
  only: 'unseen' | 'top' | 'all',
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<readonly RiskRow[]> {
  const top = only === 'all' ? undefined : eq(labLearnedRisks.tenth, 10);
  return ctx.db
    .select()
    .from(labLearnedRisks)
    .where(and(seen(ctx), top, only === 'unseen' ? eq(labLearnedRisks.band, 'healthy') : undefined))
    .orderBy(desc(labLearnedRisks.chance), labLearnedRisks.accountId)
    .offset(offset)
    .limit(limit);
}

function seen(ctx: Ctx): SQL | undefined {
  return and(eq(labLearnedRisks.workspaceId, ctx.workspace.id), visibleAccounts(ctx, labLearnedRisks.accountId));
}

/** Forgets what the learned risk says of a customer. Returns how many rows. */
export async function forgetRisk(ctx: Ctx, accountId: AccountId): Promise<number> {
  const { rowCount } = await ctx.db
    .delete(labLearnedRisks)
    .where(and(eq(labLearnedRisks.workspaceId, ctx.workspace.id), eq(labLearnedRisks.accountId, accountId)));
  return rowCount ?? 0;
}
