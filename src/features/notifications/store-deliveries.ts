import { and, asc, count, desc, eq, gt, inArray, lt, lte, min, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { type DeliveryState, type NoticeDelivery, noticeDeliveries, type RecipientId } from './tables.ts';

type NewDelivery = Pick<NoticeDelivery, 'id' | 'recipient' | 'origin' | 'kind' | 'dueAt'>;

function ours(ctx: Ctx): SQL {
  return eq(noticeDeliveries.workspaceId, ctx.workspace.id);
}

/** Notes a message that is to go out; false when there is one of its origin already. */
export async function insertDelivery(ctx: Ctx, delivery: NewDelivery): Promise<boolean> {
  const { rowCount } = await ctx.db
    .insert(noticeDeliveries)
    .values({ workspaceId: ctx.workspace.id, ...delivery, state: 'waiting', attempts: 0, createdAt: ctx.now, notices: 0 })
    .onConflictDoNothing();
  return (rowCount ?? 0) > 0;
}

/** The message to somebody that has not been tried yet: what comes meanwhile goes with it. It stays as it is until this transaction ends. */
export async function waitingFor(ctx: Ctx, recipient: RecipientId): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: noticeDeliveries.id })
    .from(noticeDeliveries)
    .where(
      and(
        ours(ctx),
        eq(noticeDeliveries.recipient, recipient),
        eq(noticeDeliveries.kind, 'at-once'),
        eq(noticeDeliveries.state, 'waiting'),
        eq(noticeDeliveries.attempts, 0),
      ),
    )
    .limit(1)
    .for('update');
  return row?.id ?? null;
}

/** Messages whose time has come, the one that waits longest first. */
export async function dueDeliveries(ctx: Ctx, limit: number): Promise<readonly NoticeDelivery[]> {
  return ctx.db
    .select()
    .from(noticeDeliveries)
    .where(and(ours(ctx), eq(noticeDeliveries.state, 'waiting'), lte(noticeDeliveries.dueAt, ctx.now)))
    .orderBy(asc(noticeDeliveries.dueAt), asc(noticeDeliveries.id))
    .limit(limit);
}

/** When the next message is due; null when none waits. */
export async function nextDue(ctx: Ctx): Promise<Instant | null> {
  const [row] = await ctx.db
    .select({ at: min(noticeDeliveries.dueAt) })
    .from(noticeDeliveries)
    .where(and(ours(ctx), eq(noticeDeliveries.state, 'waiting')));
  return (row?.at ?? null) as Instant | null;
}

/** Takes a message to send it; false when somebody else has it, or it is sent. Only who takes it sends it. */
export async function claimDelivery(ctx: Ctx, id: string): Promise<boolean> {
  const { rowCount } = await ctx.db
    .update(noticeDeliveries)
    .set({ state: 'sending', claimedAt: ctx.now, attempts: sql`${noticeDeliveries.attempts} + 1` })
    .where(and(ours(ctx), eq(noticeDeliveries.id, id), eq(noticeDeliveries.state, 'waiting')));
  return (rowCount ?? 0) > 0;
}

/** Notes what became of a message that was taken. */
export async function finishDelivery(
  ctx: Ctx,
  id: string,
  change: { state: DeliveryState; answer: string | null; notices?: number; dueAt?: Instant },
): Promise<void> {
  const ended = change.state === 'waiting' ? null : ctx.now;
  await ctx.db
    .update(noticeDeliveries)
    .set({ ...change, endedAt: ended })
    .where(and(ours(ctx), eq(noticeDeliveries.id, id)));
}

/** Puts a message off without having tried it. */
export async function putOff(ctx: Ctx, id: string, dueAt: Instant): Promise<void> {
  await ctx.db
    .update(noticeDeliveries)
    .set({ dueAt })
    .where(and(ours(ctx), eq(noticeDeliveries.id, id)));
}

/** A crash cut these off: nobody knows whether they arrived, so they are not sent again by themselves. */
export async function markBrokenOff(ctx: Ctx, claimedBefore: Instant): Promise<void> {
  await ctx.db
    .update(noticeDeliveries)
    .set({ state: 'unsure', endedAt: ctx.now, answer: null })
    .where(and(ours(ctx), eq(noticeDeliveries.state, 'sending'), lt(noticeDeliveries.claimedAt, claimedBefore)));
}

/** How many messages somebody was sent since a moment, and when the first of them. */
export async function sentSince(
  ctx: Ctx,
  recipient: RecipientId,
  since: Instant,
): Promise<{ readonly sent: number; readonly first: Instant | null }> {
  const [row] = await ctx.db
    .select({ sent: count(), first: min(noticeDeliveries.claimedAt) })
    .from(noticeDeliveries)
    .where(and(ours(ctx), eq(noticeDeliveries.recipient, recipient), gt(noticeDeliveries.claimedAt, since)));
  return { sent: row?.sent ?? 0, first: (row?.first ?? null) as Instant | null };
}

const STATES_OF = { all: null, open: ['waiting', 'sending'], sent: ['sent'], failed: ['failed', 'unsure'] } as const;
export type Are = keyof typeof STATES_OF;

/** Messages, latest first. */
export async function latestDeliveries(ctx: Ctx, are: Are, limit: number): Promise<readonly NoticeDelivery[]> {
  const states = STATES_OF[are];
  return ctx.db
    .select()
    .from(noticeDeliveries)
    .where(and(ours(ctx), states === null ? undefined : inArray(noticeDeliveries.state, [...states])))
    .orderBy(desc(noticeDeliveries.createdAt), desc(noticeDeliveries.id))
    .limit(limit);
}

export async function countDeliveries(ctx: Ctx): Promise<Readonly<Record<Are, number>>> {
  const rows = await ctx.db
    .select({ state: noticeDeliveries.state, found: count() })
    .from(noticeDeliveries)
    .where(ours(ctx))
    .groupBy(noticeDeliveries.workspaceId, noticeDeliveries.state);
  const sum = (states: readonly DeliveryState[] | null): number =>
    rows.filter(({ state }) => states === null || states.includes(state)).reduce((all, { found }) => all + found, 0);
  return { all: sum(STATES_OF.all), open: sum(STATES_OF.open), sent: sum(STATES_OF.sent), failed: sum(STATES_OF.failed) };
}

export async function deliveryById(ctx: Ctx, id: string): Promise<NoticeDelivery | null> {
  const [row] = await ctx.db
    .select()
    .from(noticeDeliveries)
    .where(and(ours(ctx), eq(noticeDeliveries.id, id)));
  return row ?? null;
}

/** Begins again with a message that is at its end without having arrived; false when it is not. */
export async function restartDelivery(ctx: Ctx, id: string): Promise<boolean> {
  const { rowCount } = await ctx.db
    .update(noticeDeliveries)
    .set({ state: 'waiting', attempts: 0, dueAt: ctx.now, endedAt: null })
    .where(and(ours(ctx), eq(noticeDeliveries.id, id), inArray(noticeDeliveries.state, ['failed', 'unsure'])));
  return (rowCount ?? 0) > 0;
}

/** What still waits for somebody who is written to no more. */
export async function dropWaiting(ctx: Ctx, recipient: RecipientId): Promise<void> {
  await ctx.db
    .update(noticeDeliveries)
    .set({ state: 'dropped', endedAt: ctx.now })
    .where(and(ours(ctx), eq(noticeDeliveries.recipient, recipient), eq(noticeDeliveries.state, 'waiting')));
}

/** Forgets old messages. */
export async function pruneDeliveries(ctx: Ctx, before: Instant): Promise<void> {
  await ctx.db.delete(noticeDeliveries).where(and(ours(ctx), lt(noticeDeliveries.endedAt, before)));
}
