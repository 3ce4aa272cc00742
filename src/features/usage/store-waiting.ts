import { and, asc, count, desc, eq, gte, inArray, like, max } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Reason } from './core/reasons.ts';
import { inPieces, type Quarantined } from './store.ts';
import { usageQuarantine, usageRejected, usageRetiredSources } from './tables.ts';

/** One group of what waits or was refused. */
export interface WaitingGroup {
  readonly code: string;
  readonly subject: string;
}

const reason = (code: string): Reason => code as Reason;

const waitingIn = (ctx: Ctx, { code, subject }: WaitingGroup) =>
  and(eq(usageQuarantine.workspaceId, ctx.workspace.id), eq(usageQuarantine.code, reason(code)), eq(usageQuarantine.subject, subject));
const refusedIn = (ctx: Ctx, { code, subject }: WaitingGroup) =>
  and(eq(usageRejected.workspaceId, ctx.workspace.id), eq(usageRejected.code, reason(code)), eq(usageRejected.subject, subject));

/** Items of a group that are kept aside, latest first. */
export function latestWaiting(ctx: Ctx, group: WaitingGroup, limit: number): Promise<Quarantined[]> {
  return ctx.db.select().from(usageQuarantine).where(waitingIn(ctx, group)).orderBy(desc(usageQuarantine.receivedAt)).limit(limit);
}

/** The message ids of a group that is kept aside, in order. */
export async function waitingIds(ctx: Ctx, group: WaitingGroup, limit: number): Promise<readonly string[]> {
  const { messageId } = usageQuarantine;
  return (await ctx.db.select({ messageId }).from(usageQuarantine).where(waitingIn(ctx, group)).orderBy(asc(messageId)).limit(limit)).map(
    (row) => row.messageId,
  );
}

/** Items that are kept aside under some message ids. */
export function waitingById(ctx: Ctx, messageIds: readonly string[]): Promise<Quarantined[]> {
  return ctx.db
    .select()
    .from(usageQuarantine)
    .where(and(eq(usageQuarantine.workspaceId, ctx.workspace.id), inArray(usageQuarantine.messageId, [...messageIds])))
    .orderBy(asc(usageQuarantine.messageId));
}

export type Refused = Omit<typeof usageRejected.$inferSelect, 'workspaceId'>;

/** Items of a group that were refused, latest first. */
export function latestRefused(ctx: Ctx, group: WaitingGroup, limit: number): Promise<Refused[]> {
  return ctx.db.select().from(usageRejected).where(refusedIn(ctx, group)).orderBy(desc(usageRejected.rejectedAt)).limit(limit);
}

/** The ids of a group of refused items, in order. */
export async function refusedIds(ctx: Ctx, group: WaitingGroup, limit: number): Promise<readonly string[]> {
  const { id } = usageRejected;
  return (await ctx.db.select({ id }).from(usageRejected).where(refusedIn(ctx, group)).orderBy(asc(id)).limit(limit)).map((row) => row.id);
}

/** Refused items under some ids. */
export function refusedById(ctx: Ctx, ids: readonly string[]): Promise<Refused[]> {
  return ctx.db
    .select()
    .from(usageRejected)
    .where(and(eq(usageRejected.workspaceId, ctx.workspace.id), inArray(usageRejected.id, [...ids])))
    .orderBy(asc(usageRejected.id));
}

/** Takes refused items off the list. */
export async function removeRefused(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await inPieces(ids, async (piece) => {
    await ctx.db.delete(usageRejected).where(and(eq(usageRejected.workspaceId, ctx.workspace.id), inArray(usageRejected.id, piece)));
  });
}

/** Removes a whole group. Returns how many items. */
export async function removeGroup(ctx: Ctx, status: 'quarantined' | 'rejected', group: WaitingGroup): Promise<number> {
  const removed =
    status === 'quarantined'
      ? await ctx.db.delete(usageQuarantine).where(waitingIn(ctx, group))
      : await ctx.db.delete(usageRejected).where(refusedIn(ctx, group));
  return removed.rowCount ?? 0;
}

/** How many items wait for one thing. */
export async function countWaitingFor(ctx: Ctx, waitsFor: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: count() })
    .from(usageQuarantine)
    .where(and(eq(usageQuarantine.workspaceId, ctx.workspace.id), eq(usageQuarantine.waitsFor, waitsFor)));
  return row?.count ?? 0;
}

/** What most items wait for among those that wait for something of a kind; the name without its prefix. */
export async function mostWaitedFor(
  ctx: Ctx,
  prefix: string,
  limit: number,
): Promise<readonly { name: string; count: number; latestAt: Instant }[]> {
  const { waitsFor, workspaceId, receivedAt } = usageQuarantine;
  const rows = await ctx.db
    .select({ waitsFor, count: count(), latestAt: max(receivedAt) })
    .from(usageQuarantine)
    .where(and(eq(workspaceId, ctx.workspace.id), like(waitsFor, `${prefix}%`)))
    .groupBy(waitsFor)
    .orderBy(desc(count()), asc(waitsFor))
    .limit(limit);
  return rows.map((row) => ({
    name: (row.waitsFor ?? '').slice(prefix.length),
    count: row.count,
    latestAt: row.latestAt ?? (0 as Instant),
  }));
}

/** How many items of each source were refused since a moment. */
export async function refusedBySource(ctx: Ctx, since: Instant): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .select({ source: usageRejected.source, count: count() })
    .from(usageRejected)
    .where(and(eq(usageRejected.workspaceId, ctx.workspace.id), gte(usageRejected.rejectedAt, since)))
    .groupBy(usageRejected.source);
  return new Map(rows.map(({ source, count: number }) => [source, number]));
}

/** Sources from which nothing more is expected. */
export async function retiredSources(ctx: Ctx): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ source: usageRetiredSources.source })
    .from(usageRetiredSources)
    .where(eq(usageRetiredSources.workspaceId, ctx.workspace.id));
  return new Set(rows.map(({ source }) => source));
}

/** Notes that nothing more is expected from a source, or that it is again. */
export async function setRetired(ctx: Ctx, source: string, retired: boolean): Promise<void> {
  const mine = and(eq(usageRetiredSources.workspaceId, ctx.workspace.id), eq(usageRetiredSources.source, source));
  if (!retired) await ctx.db.delete(usageRetiredSources).where(mine);
  else
    await ctx.db
      .insert(usageRetiredSources)
      .values({ workspaceId: ctx.workspace.id, source, at: ctx.now, who: actorOf(ctx.principal) })
      .onConflictDoNothing();
}
