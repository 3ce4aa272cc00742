import { and, asc, eq, inArray } from 'drizzle-orm';
import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Verdict } from './core/answers.ts';
import { DEFAULT_SCHEDULE, type Schedule } from './core/schedule.ts';
import { type Bot, type BotId, type MailServer, noticeBots, noticeMail, noticeWishes } from './tables.ts';

/** What a person wants by mail, and when. */
export interface Wishes {
  readonly critical: boolean;
  readonly digest: boolean;
  readonly schedule: Schedule;
}

const DEFAULT_WISHES: Wishes = { critical: true, digest: true, schedule: DEFAULT_SCHEDULE };

/** What people want by mail; the default of those who have not said anything. */
export async function wishesOf(ctx: Ctx, people: readonly PersonId[]): Promise<(personId: PersonId) => Wishes> {
  if (people.length === 0) return () => DEFAULT_WISHES;
  const rows = await ctx.db
    .select()
    .from(noticeWishes)
    .where(and(eq(noticeWishes.workspaceId, ctx.workspace.id), inArray(noticeWishes.personId, [...people])));
  const said = new Map(rows.map(({ personId, critical, digest, schedule }) => [personId, { critical, digest, schedule }]));
  return (personId) => said.get(personId) ?? DEFAULT_WISHES;
}

export async function writeWishes(ctx: Ctx, personId: PersonId, wishes: Wishes): Promise<void> {
  await ctx.db
    .insert(noticeWishes)
    .values({ workspaceId: ctx.workspace.id, personId, ...wishes })
    .onConflictDoUpdate({ target: [noticeWishes.workspaceId, noticeWishes.personId], set: { ...wishes } });
}

/** The bots in the order in which they were added. */
export async function allBots(ctx: Ctx): Promise<readonly Bot[]> {
  return ctx.db
    .select()
    .from(noticeBots)
    .where(eq(noticeBots.workspaceId, ctx.workspace.id))
    .orderBy(asc(noticeBots.createdAt), asc(noticeBots.id));
}

export async function botById(ctx: Ctx, id: string): Promise<Bot | null> {
  const [bot] = await ctx.db
    .select()
    .from(noticeBots)
    .where(and(eq(noticeBots.workspaceId, ctx.workspace.id), eq(noticeBots.id, id as BotId)));
  return bot ?? null;
}

export async function insertBot(
  ctx: Ctx,
  bot: Omit<Bot, 'workspaceId' | 'createdAt' | 'sentAt' | 'failingSince' | 'answer'>,
): Promise<void> {
  await ctx.db.insert(noticeBots).values({ workspaceId: ctx.workspace.id, ...bot, createdAt: ctx.now });
}

export async function updateBot(ctx: Ctx, id: BotId, change: Partial<Omit<Bot, 'workspaceId' | 'id' | 'kind'>>): Promise<void> {
  await ctx.db
    .update(noticeBots)
    .set(change)
    .where(and(eq(noticeBots.workspaceId, ctx.workspace.id), eq(noticeBots.id, id)));
}

export async function deleteBot(ctx: Ctx, id: BotId): Promise<void> {
  await ctx.db.delete(noticeBots).where(and(eq(noticeBots.workspaceId, ctx.workspace.id), eq(noticeBots.id, id)));
}

export async function mailServer(ctx: Ctx): Promise<MailServer | null> {
  const [row] = await ctx.db.select().from(noticeMail).where(eq(noticeMail.workspaceId, ctx.workspace.id));
  return row ?? null;
}

export async function writeMailServer(
  ctx: Ctx,
  server: Pick<MailServer, 'host' | 'port' | 'security' | 'userName' | 'passwordSealed' | 'sender'>,
): Promise<void> {
  const fresh = { ...server, sentAt: null, failingSince: null, answer: null };
  await ctx.db
    .insert(noticeMail)
    .values({ workspaceId: ctx.workspace.id, ...fresh })
    .onConflictDoUpdate({ target: [noticeMail.workspaceId], set: fresh });
}

export async function deleteMailServer(ctx: Ctx): Promise<void> {
  await ctx.db.delete(noticeMail).where(eq(noticeMail.workspaceId, ctx.workspace.id));
}

/** How a channel has been doing, after one more message. */
function condition(
  ctx: Ctx,
  verdict: Verdict,
  failingSince: Bot['failingSince'],
): Partial<Pick<Bot, 'sentAt' | 'failingSince' | 'answer'>> {
  const { outcome, answer } = verdict;
  if (outcome === 'sent') return { sentAt: ctx.now, failingSince: null, answer };
  return { failingSince: failingSince ?? ctx.now, answer };
}

export async function noteBot(ctx: Ctx, bot: Pick<Bot, 'id' | 'failingSince'>, verdict: Verdict): Promise<void> {
  await updateBot(ctx, bot.id, condition(ctx, verdict, bot.failingSince));
}

export async function noteMailServer(ctx: Ctx, server: Pick<MailServer, 'failingSince'>, verdict: Verdict): Promise<void> {
  await ctx.db
    .update(noticeMail)
    .set(condition(ctx, verdict, server.failingSince))
    .where(eq(noticeMail.workspaceId, ctx.workspace.id));
}
