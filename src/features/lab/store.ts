import { and, desc, eq } from 'drizzle-orm';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { RuleDefinition } from '../warnings/contract-rules.ts';
import type { Difference, ShadowKind } from './contract-drafts.ts';
import { labDrafts, labSettings, labShadowDays, labShadowDifferences, labShadows } from './tables.ts';

export type DraftRow = typeof labDrafts.$inferSelect;
export type ShadowRow = typeof labShadows.$inferSelect;
export type DayRow = typeof labShadowDays.$inferSelect;

/** What a shadow is of. */
export interface Which {
  readonly kind: ShadowKind;
  readonly subject: string;
}

export async function ruleDrafts(ctx: Ctx): Promise<readonly DraftRow[]> {
  return ctx.db.select().from(labDrafts).where(eq(labDrafts.workspaceId, ctx.workspace.id)).orderBy(labDrafts.rule);
}

/** Writes a draft over the revision that was on somebody's screen; 0 for a new one. False when it is another one by now. */
export async function writeRuleDraft(
  ctx: Ctx,
  rule: string,
  seen: number,
  words: { readonly basedOn: number; readonly definition: RuleDefinition; readonly by: string },
): Promise<boolean> {
  const { basedOn, definition, by } = words;
  const values = { basedOn, definition, revision: seen + 1, changedAt: ctx.now, changedBy: by };
  const { rowCount } =
    seen === 0
      ? await ctx.db
          .insert(labDrafts)
          .values({ workspaceId: ctx.workspace.id, rule, ...values })
          .onConflictDoNothing()
      : await ctx.db
          .update(labDrafts)
          .set(values)
          .where(and(eq(labDrafts.workspaceId, ctx.workspace.id), eq(labDrafts.rule, rule), eq(labDrafts.revision, seen)));
  return (rowCount ?? 0) > 0;
}

export async function deleteRuleDraft(ctx: Ctx, rule: string): Promise<boolean> {
  const { rowCount } = await ctx.db.delete(labDrafts).where(and(eq(labDrafts.workspaceId, ctx.workspace.id), eq(labDrafts.rule, rule)));
  return (rowCount ?? 0) > 0;
}

export async function shadowRows(ctx: Ctx): Promise<readonly ShadowRow[]> {
  return ctx.db.select().from(labShadows).where(eq(labShadows.workspaceId, ctx.workspace.id));
}

export async function insertShadow(ctx: Ctx, row: Omit<ShadowRow, 'workspaceId'>): Promise<void> {
  await ctx.db.insert(labShadows).values({ workspaceId: ctx.workspace.id, ...row });
}

/** Forgets a shadow and what it said. False when there was none. */
export async function deleteShadow(ctx: Ctx, { kind, subject }: Which): Promise<boolean> {
  for (const table of [labShadowDays, labShadowDifferences])
    await ctx.db.delete(table).where(and(eq(table.workspaceId, ctx.workspace.id), eq(table.kind, kind), eq(table.subject, subject)));
  const { rowCount } = await ctx.db
    .delete(labShadows)
    .where(and(eq(labShadows.workspaceId, ctx.workspace.id), eq(labShadows.kind, kind), eq(labShadows.subject, subject)));
  return (rowCount ?? 0) > 0;
}

/** The days of a shadow, the latest first. */
export async function shadowDays(ctx: Ctx, { kind, subject }: Which, most: number): Promise<readonly DayRow[]> {
  return ctx.db
    .select()
    .from(labShadowDays)
    .where(and(eq(labShadowDays.workspaceId, ctx.workspace.id), eq(labShadowDays.kind, kind), eq(labShadowDays.subject, subject)))
    .orderBy(desc(labShadowDays.day))
    .limit(most);
}

/** On whom a shadow said something else on a day. */
export async function differencesOn(
  ctx: Ctx,
  { kind, subject }: Which,
  day: Day,
): Promise<readonly { readonly accountId: AccountId; readonly said: Difference }[]> {
  return ctx.db
    .select({ accountId: labShadowDifferences.accountId, said: labShadowDifferences.said })
    .from(labShadowDifferences)
    .where(
      and(
        eq(labShadowDifferences.workspaceId, ctx.workspace.id),
        eq(labShadowDifferences.kind, kind),
        eq(labShadowDifferences.subject, subject),
        eq(labShadowDifferences.day, day),
      ),
    )
    .orderBy(labShadowDifferences.accountId);
}

const ROWS_AT_ONCE = 1000;

/** Keeps what a shadow said on a day, in the place of what was kept of it. */
export async function writeShadowDay(
  ctx: Ctx,
  { kind, subject, day, ...counts }: Omit<DayRow, 'workspaceId'>,
  differences: readonly { readonly accountId: AccountId; readonly said: Difference }[],
): Promise<void> {
  const own = { workspaceId: ctx.workspace.id, kind, subject, day };
  for (const table of [labShadowDays, labShadowDifferences])
    await ctx.db
      .delete(table)
      .where(and(eq(table.workspaceId, ctx.workspace.id), eq(table.kind, kind), eq(table.subject, subject), eq(table.day, day)));
  await ctx.db.insert(labShadowDays).values({ ...own, ...counts });
  for (let start = 0; start < differences.length; start += ROWS_AT_ONCE)
    await ctx.db.insert(labShadowDifferences).values(differences.slice(start, start + ROWS_AT_ONCE).map((one) => ({ ...own, ...one })));
}

/** Forgets what shadows said of a customer. Returns how many rows. */
export async function forgetDifferences(ctx: Ctx, accountId: AccountId): Promise<number> {
  const { rowCount } = await ctx.db
    .delete(labShadowDifferences)
    .where(and(eq(labShadowDifferences.workspaceId, ctx.workspace.id), eq(labShadowDifferences.accountId, accountId)));
  return rowCount ?? 0;
}

/** New warnings that are meant for one person a week, where nobody said otherwise: three a working day (a default of ours). */
const DEFAULT_BUDGET = 15;

export async function budgetOf(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.select().from(labSettings).where(eq(labSettings.workspaceId, ctx.workspace.id));
  return row?.warningsAWeek ?? DEFAULT_BUDGET;
}

export async function writeBudget(ctx: Ctx, warningsAWeek: number): Promise<void> {
  await ctx.db
    .insert(labSettings)
    .values({ workspaceId: ctx.workspace.id, warningsAWeek })
    .onConflictDoUpdate({ target: labSettings.workspaceId, set: { warningsAWeek } });
}
