import { setTimeout as sleep } from 'node:timers/promises';
import type { PersonId } from '../../kernel/ids.ts';
import { dayOf, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { activePeople, personById, personNames } from '../access/reads.ts';
import { calendarOf } from '../metrics/reads.ts';
import { sendJob } from './contract.ts';
import { nextTry, type Verdict } from './core/answers.ts';
import { BOT_LIMITS } from './core/bot-kinds.ts';
import { botBody } from './core/bots.ts';
import { mailText } from './core/mail.ts';
import { type Message, messageOf, type ToSay } from './core/message.ts';
import { digestMoment, nextAllowed, type Place, type Schedule } from './core/schedule.ts';
import { customersOf, overAmong } from './over.ts';
import type { NotificationParts } from './parts.ts';
import { openedBot, openedMailServer } from './secrets.ts';
import { noticesOn, noticesToGather, pruneNotices, putOnDelivery, recipientsToGather } from './store.ts';
import { allBots, botById, mailServer, noteBot, noteMailServer, wishesOf } from './store-channels.ts';
import {
  claimDelivery,
  dueDeliveries,
  finishDelivery,
  insertDelivery,
  markBrokenOff,
  nextDue,
  pruneDeliveries,
  putOff,
  sentSince,
} from './store-deliveries.ts';
import type { Bot, BotId, MailServer, NoticeDelivery, RecipientId } from './tables.ts';
import { settleTasks } from './tell.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** What waited longer for its digest, because there was no mail server or nobody to write to, is no news any more. */
const GATHERED_DAYS = 7;
/** Notices and messages are kept so long. */
export const KEPT_DAYS = 90;
/** Longer than any message may take: what is still being sent after this was cut off by a crash. */
const BROKEN_OFF_MS = 120_000;
/** In one run; the next one follows at once. */
const BATCH = 200;
/** 飞书 takes five a second. */
const BETWEEN_MS = 250;
/** Of what a vendor takes a minute, some is left to tests and to other programs that use the same bot. */
const SPARED = 2;
/** The schedule looks every five minutes; what is due sooner is woken by hand. */
const LOOK_MS = 300_000;

/** Gathers digests whose hour has come, and sends all that is due. Run again at any time it sends nothing twice. */
export async function send(parts: NotificationParts, ctx: Ctx): Promise<void> {
  await ctx.transaction(async (inside) => {
    await settleTasks(inside);
    await markBrokenOff(inside, (inside.now - BROKEN_OFF_MS) as Instant);
    await gatherDigests(inside);
    await pruneDeliveries(inside, (inside.now - KEPT_DAYS * DAY_MS) as Instant);
    await pruneNotices(inside, (inside.now - KEPT_DAYS * DAY_MS) as Instant);
  });
  const due = await dueDeliveries(ctx, BATCH);
  const lanes = new Map<string, NoticeDelivery[]>();
  for (const delivery of due) {
    const lane = isBot(delivery.recipient) ? delivery.recipient : 'mail';
    lanes.set(lane, [...(lanes.get(lane) ?? []), delivery]);
  }
  // A vendor that answers slowly holds up nobody but itself.
  await Promise.all([...lanes.values()].map((lane) => sendInTurn(parts, ctx, lane)));
  if (due.length === BATCH) ctx.requestJob(sendJob);
  else await wakeForNext(ctx);
}

export function isBot(recipient: RecipientId): recipient is BotId {
  return recipient.startsWith('bot_');
}

async function wakeForNext(ctx: Ctx): Promise<void> {
  const next = await nextDue(ctx);
  if (next === null || next - ctx.now > LOOK_MS) return;
  setTimeout(() => ctx.requestJob(sendJob), Math.max(1_000, next - ctx.now)).unref();
}

function placeOf(ctx: Ctx): Place {
  return { timeZone: ctx.workspace.timeZone, calendar: calendarOf(ctx) };
}

/** One digest a day for whoever has something in it and whose hour has come; none where there is nothing to say. */
async function gatherDigests(ctx: Ctx): Promise<void> {
  const since = (ctx.now - GATHERED_DAYS * DAY_MS) as Instant;
  const recipients = await recipientsToGather(ctx, since);
  if (recipients.length === 0) return;
  const scheduleOf = await schedulesOf(ctx, recipients);
  // The day of the clock on the wall, also in a run for another day.
  const today = dayOf(ctx.now, ctx.workspace.timeZone);
  for (const recipient of recipients) {
    const schedule = scheduleOf(recipient);
    const moment = schedule === null ? null : digestMoment(schedule, today, placeOf(ctx));
    if (schedule === null || moment === null || moment > ctx.now) continue;
    const ids = await noticesToGather(ctx, recipient, since, moment);
    if (ids.length === 0) continue;
    const id = newId('dlv');
    const dueAt = nextAllowed(schedule, 'digest', ctx.now, placeOf(ctx));
    const isNew = await insertDelivery(ctx, { id, recipient, origin: `digest:${recipient}:${today}`, kind: 'digest', dueAt });
    if (isNew) await putOnDelivery(ctx, ids, id);
  }
}

/** When recipients want to be written to; null for those who cannot be: a bot that is gone, people without an address or a mail server. */
async function schedulesOf(ctx: Ctx, recipients: readonly RecipientId[]): Promise<(recipient: RecipientId) => Schedule | null> {
  const bots = new Map((await allBots(ctx)).map((bot) => [bot.id, bot.schedule]));
  const wishes = await wishesOf(
    ctx,
    recipients.filter((one): one is PersonId => !isBot(one)),
  );
  const mails = (await mailServer(ctx)) !== null;
  const reachable = new Set((await activePeople(ctx)).flatMap(({ id, email }) => (email === null ? [] : [id])));
  return (recipient) => {
    if (isBot(recipient)) return bots.get(recipient) ?? null;
    return mails && reachable.has(recipient) ? wishes(recipient).schedule : null;
  };
}

async function sendInTurn(parts: NotificationParts, ctx: Ctx, lane: readonly NoticeDelivery[]): Promise<void> {
  for (const [place, delivery] of lane.entries()) {
    if (place > 0 && isBot(delivery.recipient)) await sleep(BETWEEN_MS);
    try {
      await sendOne(parts, ctx, delivery);
    } catch (error) {
      // It stays as it was taken, and is found broken off later.
      ctx.log.error({ delivery: delivery.id, err: error }, 'A message could not be sent');
    }
  }
}

/** Takes a message, sends it, and notes what became of it: each in a transaction of its own, so that no crash sends it twice. */
async function sendOne(parts: NotificationParts, ctx: Ctx, delivery: NoticeDelivery): Promise<void> {
  const channel = await channelOf(parts, ctx, delivery.recipient);
  if (channel !== null && channel.perMinute !== null) {
    const { sent, first } = await sentSince(ctx, delivery.recipient, (ctx.now - MINUTE_MS) as Instant);
    if (sent >= channel.perMinute - SPARED)
      return ctx.transaction((inside) => putOff(inside, delivery.id, ((first ?? ctx.now) + MINUTE_MS) as Instant));
  }
  if (!(await ctx.transaction((inside) => claimDelivery(inside, delivery.id)))) return;
  const says = channel === null ? [] : await toSay(parts, ctx, delivery);
  if (channel === null || says.length === 0)
    return ctx.transaction((inside) => finishDelivery(inside, delivery.id, { state: 'dropped', answer: null }));
  const message = messageOf(says, {
    kind: delivery.kind,
    locale: ctx.workspace.locale,
    workspace: ctx.workspace.name,
    url: `${home(parts, ctx)}/notices`,
  });
  const verdict = await channel.send(message, delivery.id);
  await ctx.transaction(async (inside) => {
    await conclude(inside, delivery, verdict, says.length);
    await channel.note(inside, verdict);
  });
}

async function conclude(ctx: Ctx, delivery: NoticeDelivery, verdict: Verdict, notices: number): Promise<void> {
  const { outcome, answer, waitMs } = verdict;
  const wait = outcome === 'later' ? nextTry(delivery.attempts + 1, waitMs) : null;
  if (wait !== null) return finishDelivery(ctx, delivery.id, { state: 'waiting', answer, dueAt: (ctx.now + wait) as Instant });
  const state = outcome === 'sent' || outcome === 'unsure' ? outcome : 'failed';
  return finishDelivery(ctx, delivery.id, { state, answer, notices });
}

/** The first part of every address of a workspace. */
export function home(parts: NotificationParts, ctx: Ctx): string {
  return `${parts.baseUrl()}/${ctx.workspace.key}`;
}

/** What a message says now: what is over meanwhile is left out, and customers that nobody may be told of. */
async function toSay(parts: NotificationParts, ctx: Ctx, delivery: NoticeDelivery): Promise<readonly ToSay[]> {
  const told = await noticesOn(ctx, delivery.id);
  const over = await overAmong(ctx, told);
  const customers = await customersOf(ctx, told);
  const names = await personNames(
    ctx,
    told.flatMap(({ facts }) => (facts.by === null ? [] : [facts.by as PersonId])),
  );
  return told.flatMap(({ id, kind, severity, accountId, facts }) => {
    const account = accountId === null ? null : customers.get(accountId);
    if (over.has(id) || account === undefined) return [];
    const by = facts.by === null ? null : (names.get(facts.by as PersonId) ?? null);
    const customer =
      account === null ? null : { name: account.name, url: `${home(parts, ctx)}/customers/${strictlyEncoded(account.externalId)}` };
    return [{ facts: { kind, ...facts, by }, severity, customer }];
  });
}

/** Brackets end a link in the markdown of the vendors. */
function strictlyEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[()'*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

interface Channel {
  readonly perMinute: number | null;
  send(message: Message, id: string): Promise<Verdict>;
  note(ctx: Ctx, verdict: Verdict): Promise<void>;
}

/** How somebody is reached; null when they are not any more. */
async function channelOf(parts: NotificationParts, ctx: Ctx, recipient: RecipientId): Promise<Channel | null> {
  if (isBot(recipient)) {
    const bot = await botById(ctx, recipient);
    return bot === null ? null : botChannel(parts, ctx, bot);
  }
  const [server, person] = [await mailServer(ctx), await personById(ctx, recipient)];
  if (server === null || person?.active !== true || person.email === null) return null;
  return mailChannel(parts, ctx, server, person.email);
}

const LOST: Verdict = { outcome: 'refused', answer: 'The key of this server has changed: enter address and secrets again.', waitMs: null };
const NOT_ALLOWED: Verdict = { outcome: 'refused', answer: 'This server may not send there any more.', waitMs: null };

/** A bot as a way to send. */
export function botChannel(parts: NotificationParts, ctx: Ctx, bot: Bot): Channel {
  return {
    perMinute: BOT_LIMITS[bot.kind].perMinute,
    async send(message) {
      const open = openedBot(parts, ctx, bot);
      if (open === 'lost' || open === 'not-allowed') return open === 'lost' ? LOST : NOT_ALLOWED;
      return parts.channels.bot(open, botBody(bot.kind, message), ctx.now);
    },
    note: (inside, verdict) => noteBot(inside, bot, verdict),
  };
}

/** A mail server as a way to send to one person. */
export function mailChannel(parts: NotificationParts, ctx: Ctx, server: MailServer, to: string): Channel {
  return {
    perMinute: null,
    async send(message, id) {
      const open = openedMailServer(parts, ctx, server);
      if (open === 'lost' || open === 'not-allowed') return open === 'lost' ? LOST : NOT_ALLOWED;
      const messageId = `<${id}@${server.sender.split('@')[1] ?? 'mooring'}>`;
      const from = ctx.workspace.locale === 'zh-CN' ? '系舟' : 'Mooring';
      return parts.channels.mail(open, { ...mailText(message), to, from, messageId });
    },
    note: (inside, verdict) => noteMailServer(inside, server, verdict),
  };
}
