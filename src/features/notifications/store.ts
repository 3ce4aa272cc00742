import { and, count, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { shownAccounts, visibleAccounts } from '../access/reads.ts';
import type { NoticeKind } from './core/routing.ts';
import { type Notice, notices, type RecipientId } from './tables.ts';

export type NewNotice = Omit<Notice, 'workspaceId' | 'id' | 'toldOn' | 'toldAt' | 'readAt' | 'deliveryId'>;

/** Rows a statement writes at most. */
const CHUNK = 1_000;

/** Tasks that were handed to me are mine to see, whoever owns the customer. */
const TASK_KINDS: readonly NoticeKind[] = ['task-given', 'task-due', 'task-overdue'];

/** Notes what is told, once a recipient and origin. Returns what is new. */
export async function insertNotices(ctx: Ctx, rows: readonly NewNotice[]): Promise<readonly Pick<Notice, 'id' | 'recipient' | 'way'>[]> {
  const inserted: Pick<Notice, 'id' | 'recipient' | 'way'>[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const values = rows.slice(from, from + CHUNK).map((row) => ({
      ...row,
      workspaceId: ctx.workspace.id,
      id: newId('ntc'),
      toldOn: ctx.today,
      toldAt: ctx.now,
    }));
    inserted.push(
      ...(await ctx.db
        .insert(notices)
        .values(values)
        .onConflictDoNothing()
        .returning({ id: notices.id, recipient: notices.recipient, way: notices.way })),
    );
  }
  return inserted;
}

/** What a person was told of customers that they still see. */
function mine(ctx: Ctx, personId: PersonId): SQL | undefined {
  return and(
    eq(notices.workspaceId, ctx.workspace.id),
    eq(notices.recipient, personId),
    or(
      isNull(notices.accountId),
      visibleAccounts(ctx, notices.accountId),
      and(inArray(notices.kind, [...TASK_KINDS]), shownAccounts(ctx, notices.accountId)),
    ),
  );
}

/** What a person was told, latest first. */
export async function noticesOf(ctx: Ctx, personId: PersonId, unread: boolean, limit: number): Promise<readonly Notice[]> {
  return ctx.db
    .select()
    .from(notices)
    .where(and(mine(ctx, personId), unread ? isNull(notices.readAt) : undefined))
    .orderBy(desc(notices.toldAt), desc(notices.id))
    .limit(limit);
}

/** How much a person was told, and has not read. */
export async function countsOf(ctx: Ctx, personId: PersonId): Promise<{ readonly total: number; readonly unread: number }> {
  const [row] = await ctx.db
    .select({ total: count(), unread: sql<number>`count(*) filter (where ${notices.readAt} is null)`.mapWith(Number) })
    .from(notices)
    .where(mine(ctx, personId));
  return { total: row?.total ?? 0, unread: row?.unread ?? 0 };
}

/** How much a person has not read. Asked for every minute by every open page. */
export async function unreadOf(ctx: Ctx, personId: PersonId): Promise<number> {
  const [row] = await ctx.db
    .select({ unread: count() })
    .from(notices)
    .where(and(mine(ctx, personId), isNull(notices.readAt)));
  return row?.unread ?? 0;
}

/** Marks as read what a person names, or all that was told up to a moment. */
export async function markRead(ctx: Ctx, personId: PersonId, ids: readonly string[], upTo: Instant | null): Promise<void> {
  const which = [
    ...(ids.length === 0 ? [] : [inArray(notices.id, [...ids])]),
    ...(upTo === null ? [] : [sql`${notices.toldAt} <= ${upTo}`]),
  ];
  if (which.length === 0) return;
  await ctx.db
    .update(notices)
    .set({ readAt: ctx.now })
    .where(and(eq(notices.workspaceId, ctx.workspace.id), eq(notices.recipient, personId), isNull(notices.readAt), or(...which)));
}

/** What is over needs nobody's attention any more, whoever was told of it. */
export async function settleSubjects(ctx: Ctx, kinds: readonly NoticeKind[], subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await ctx.db
    .update(notices)
    .set({ readAt: ctx.now })
    .where(
      and(
        eq(notices.workspaceId, ctx.workspace.id),
        inArray(notices.subject, [...subjects]),
        inArray(notices.kind, [...kinds]),
        isNull(notices.readAt),
      ),
    );
}

/** Marks single notices as read because they are over. */
export async function settleNotices(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .update(notices)
    .set({ readAt: ctx.now })
    .where(and(eq(notices.workspaceId, ctx.workspace.id), inArray(notices.id, [...ids])));
}

/** Notices of tasks that nobody has read yet. */
export async function unreadTaskNotices(ctx: Ctx, limit: number): Promise<readonly Notice[]> {
  return ctx.db
    .select()
    .from(notices)
    .where(and(eq(notices.workspaceId, ctx.workspace.id), inArray(notices.kind, [...TASK_KINDS]), isNull(notices.readAt)))
    .orderBy(desc(notices.toldAt))
    .limit(limit);
}

/** Puts notices on a message. */
export async function putOnDelivery(ctx: Ctx, ids: readonly string[], deliveryId: string): Promise<void> {
  for (let from = 0; from < ids.length; from += CHUNK)
    await ctx.db
      .update(notices)
      .set({ deliveryId })
      .where(and(eq(notices.workspaceId, ctx.workspace.id), inArray(notices.id, ids.slice(from, from + CHUNK))));
}

/** What a message tells, in the order in which it was noted. */
export async function noticesOn(ctx: Ctx, deliveryId: string): Promise<readonly Notice[]> {
  return ctx.db
    .select()
    .from(notices)
    .where(and(eq(notices.workspaceId, ctx.workspace.id), eq(notices.deliveryId, deliveryId)))
    .orderBy(notices.toldAt, notices.id);
}

function toGather(ctx: Ctx, since: Instant): SQL | undefined {
  return and(
    eq(notices.workspaceId, ctx.workspace.id),
    eq(notices.way, 'digest'),
    isNull(notices.deliveryId),
    isNull(notices.readAt),
    gte(notices.toldAt, since),
  );
}

/** Who has something to be gathered into a digest. */
export async function recipientsToGather(ctx: Ctx, since: Instant): Promise<readonly RecipientId[]> {
  const rows = await ctx.db.selectDistinct({ recipient: notices.recipient }).from(notices).where(toGather(ctx, since));
  return rows.map(({ recipient }) => recipient);
}

/** What is gathered for somebody into a digest of a moment. */
export async function noticesToGather(ctx: Ctx, recipient: RecipientId, since: Instant, before: Instant): Promise<readonly string[]> {
  const rows = await ctx.db
    .select({ id: notices.id })
    .from(notices)
    .where(and(toGather(ctx, since), eq(notices.recipient, recipient), lt(notices.toldAt, before)));
  return rows.map(({ id }) => id);
}

/** Forgets what was told of a customer. Returns how many rows. */
export async function removeNotices(ctx: Ctx, accountId: AccountId): Promise<number> {
  const removed = await ctx.db.delete(notices).where(and(eq(notices.workspaceId, ctx.workspace.id), eq(notices.accountId, accountId)));
  return removed.rowCount ?? 0;
}

/** Forgets what was told long ago. */
export async function pruneNotices(ctx: Ctx, before: Instant): Promise<void> {
  await ctx.db.delete(notices).where(and(eq(notices.workspaceId, ctx.workspace.id), lt(notices.toldAt, before)));
}
