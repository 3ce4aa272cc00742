import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, max, type SQL } from 'drizzle-orm';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import type { Reason } from './core/reasons.ts';
import { usageQuarantine, usageRejected } from './tables.ts';

/** Rows a statement takes at most: engines count parameters. */
const ROWS = 2000;
/** Groups of waiting items shown at most. */
const GROUPS = 200;

/** In one order everywhere, so that two writers of the same rows never wait for each other in a ring. */
export function inOrder<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Runs a step for pieces of a list. */
export async function inPieces<T>(items: readonly T[], step: (piece: T[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += ROWS) await step(items.slice(start, start + ROWS));
}

export type Quarantined = Omit<typeof usageQuarantine.$inferSelect, 'workspaceId'>;

/** Keeps items aside. One that is here already stays as it is. */
export async function quarantine(ctx: Ctx, items: readonly Quarantined[]): Promise<void> {
  const sorted = inOrder(items, ({ messageId }) => messageId);
  await inPieces(sorted, async (piece) => {
    await ctx.db
      .insert(usageQuarantine)
      .values(piece.map((item) => ({ workspaceId: ctx.workspace.id, ...item })))
      .onConflictDoNothing();
  });
}

/** What the items kept aside wait for, each once. */
export async function waitedFor(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectDistinct({ waitsFor: usageQuarantine.waitsFor })
    .from(usageQuarantine)
    .where(and(eq(usageQuarantine.workspaceId, ctx.workspace.id), isNotNull(usageQuarantine.waitsFor)));
  return rows.flatMap(({ waitsFor }) => waitsFor ?? []);
}

/** Items that wait for any of these, by message id, after one. */
export async function quarantinedFor(
  ctx: Ctx,
  waitsFor: readonly string[],
  after: string | null,
  limit: number,
): Promise<readonly Quarantined[]> {
  return ctx.db
    .select()
    .from(usageQuarantine)
    .where(
      and(
        eq(usageQuarantine.workspaceId, ctx.workspace.id),
        inArray(usageQuarantine.waitsFor, [...waitsFor]),
        after === null ? undefined : gt(usageQuarantine.messageId, after),
      ),
    )
    .orderBy(asc(usageQuarantine.messageId))
    .limit(limit);
}

/** Takes items out of the quarantine. */
export async function releaseQuarantined(ctx: Ctx, messageIds: readonly string[]): Promise<void> {
  await inPieces(messageIds, async (piece) => {
    await ctx.db
      .delete(usageQuarantine)
      .where(and(eq(usageQuarantine.workspaceId, ctx.workspace.id), inArray(usageQuarantine.messageId, piece)));
  });
}

export interface Rejected {
  readonly source: string;
  readonly code: Reason;
  readonly subject: string;
  readonly item: string;
}

/** Lists items that were refused, so that people can see what a sender does wrong. */
export async function listRejected(ctx: Ctx, items: readonly Rejected[]): Promise<void> {
  await inPieces(items, async (piece) => {
    await ctx.db
      .insert(usageRejected)
      .values(piece.map((item) => ({ workspaceId: ctx.workspace.id, id: newId('rej'), rejectedAt: ctx.now, ...item })));
  });
}

/** Forgets what was refused before a moment. */
export async function pruneRejected(ctx: Ctx, before: Instant): Promise<void> {
  await ctx.db.delete(usageRejected).where(and(eq(usageRejected.workspaceId, ctx.workspace.id), lt(usageRejected.rejectedAt, before)));
}

/** How many items are kept aside. */
export async function countQuarantined(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.select({ count: count() }).from(usageQuarantine).where(eq(usageQuarantine.workspaceId, ctx.workspace.id));
  return row?.count ?? 0;
}

export interface WaitingGroup {
  readonly status: 'quarantined' | 'rejected';
  readonly code: Reason;
  readonly subject: string;
  readonly count: number;
  /** JSON of the latest item. */
  readonly sample: string;
  readonly latestAt: Instant;
}

/** Items kept aside or refused, by reason and subject, latest first. */
export async function waitingGroups(ctx: Ctx): Promise<readonly WaitingGroup[]> {
  const groups = [
    ...(await groupsIn(ctx, 'quarantined', usageQuarantine, usageQuarantine.receivedAt)),
    ...(await groupsIn(ctx, 'rejected', usageRejected, usageRejected.rejectedAt)),
  ];
  return groups.sort((a, b) => b.latestAt - a.latestAt).slice(0, GROUPS);
}

async function groupsIn(
  ctx: Ctx,
  status: WaitingGroup['status'],
  table: typeof usageQuarantine | typeof usageRejected,
  at: typeof usageQuarantine.receivedAt | typeof usageRejected.rejectedAt,
): Promise<readonly WaitingGroup[]> {
  const mine: SQL = eq(table.workspaceId, ctx.workspace.id);
  const groups = await ctx.db
    .select({ code: table.code, subject: table.subject, count: count(), latestAt: max(at) })
    .from(table)
    .where(mine)
    .groupBy(table.code, table.subject)
    .orderBy(desc(max(at)))
    .limit(GROUPS);
  if (groups.length === 0) return [];
  const samples = await ctx.db
    .selectDistinctOn([table.code, table.subject], { code: table.code, subject: table.subject, item: table.item })
    .from(table)
    .where(
      and(
        mine,
        inArray(
          table.subject,
          groups.map(({ subject }) => subject),
        ),
      ),
    )
    .orderBy(table.code, table.subject, desc(at));
  const sampleOf = new Map(samples.map(({ code, subject, item }) => [JSON.stringify([code, subject]), item]));
  return groups.map(({ code, subject, count: number, latestAt }) => ({
    status,
    code,
    subject,
    count: number,
    sample: sampleOf.get(JSON.stringify([code, subject])) ?? 'null',
    latestAt: latestAt ?? (0 as Instant),
  }));
}
