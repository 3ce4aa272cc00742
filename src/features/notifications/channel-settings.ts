import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { audit } from '../access/commands.ts';
import { personById, teamsWithLeads } from '../access/reads.ts';
import { sendJob } from './contract.ts';
import type * as contract from './contract-channels.ts';
import { BOT_LIMITS } from './core/bot-kinds.ts';
import { mayPostTo } from './core/bots.ts';
import { mayMailTo } from './core/mail-hosts.ts';
import { testMessage } from './core/message.ts';
import { type Schedule, scheduleProblem } from './core/schedule.ts';
import type { NotificationParts } from './parts.ts';
import { openedBot, passwordState, sealedHook, sealedPassword, sealedSecret } from './secrets.ts';
import { botChannel, home, mailChannel } from './send.ts';
import { personOf } from './service.ts';
import {
  allBots,
  botById,
  deleteBot,
  deleteMailServer,
  insertBot,
  mailServer,
  updateBot,
  wishesOf,
  writeMailServer,
  writeWishes,
} from './store-channels.ts';
import { dropWaiting } from './store-deliveries.ts';
import type { Bot, BotId, MailServer } from './tables.ts';

/** A workspace has a few groups; more is a mistake of a program. */
const MOST_BOTS = 50;

function refusedField(path: string, message: string, hint: string): AppError {
  return new AppError('invalid-input', message, { hint, issues: [{ path, message }] });
}

function checkedSchedule(schedule: Schedule): void {
  const problem = scheduleProblem(schedule);
  if (problem === 'quiet')
    throw refusedField('schedule.quiet', 'Quiet hours that end when they begin never end.', 'Choose two different hours, or none.');
  if (problem === 'digestHour')
    throw refusedField('schedule.digestHour', 'The digest lies within the quiet hours.', 'Choose another hour for one of them.');
}

/** What I want by mail. */
export async function wishes(ctx: Ctx): Promise<OutputOf<typeof contract.myWishes>> {
  const personId = personOf(ctx);
  const said = await wishesOf(ctx, personId === null ? [] : [personId]);
  return {
    wishes: said(personId ?? ('' as PersonId)),
    email: personId === null ? null : ((await personById(ctx, personId))?.email ?? null),
    mailReady: (await mailServer(ctx)) !== null,
    timeZone: ctx.workspace.timeZone,
  };
}

export async function keepWishes(ctx: Ctx, input: InputOf<typeof contract.saveWishes>): Promise<OutputOf<typeof contract.saveWishes>> {
  const personId = personOf(ctx);
  if (personId === null) throw new AppError('forbidden', 'Only a person has wishes.');
  checkedSchedule(input.schedule);
  await writeWishes(ctx, personId, input);
  return input;
}

type MailAnswer = OutputOf<typeof contract.mailSettings>;

const moment = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));

function mailAnswer(parts: NotificationParts, ctx: Ctx, server: MailServer | null): MailAnswer {
  if (server === null) return { mail: null };
  const { host, port, security, userName: user, sender, sentAt, failingSince, answer } = server;
  const password = passwordState(parts, ctx, server);
  return { mail: { host, port, security, user, sender, password, sentAt: moment(sentAt), failingSince: moment(failingSince), answer } };
}

export async function mail(parts: NotificationParts, ctx: Ctx): Promise<MailAnswer> {
  return mailAnswer(parts, ctx, await mailServer(ctx));
}

/** A password that was entered for one server is never sent to another: who changes host, port or user enters it again. */
export async function keepMail(parts: NotificationParts, ctx: Ctx, input: InputOf<typeof contract.saveMail>): Promise<MailAnswer> {
  const { host, port, security, password, sender } = input;
  const user = input.user === '' ? null : input.user;
  if (!mayMailTo(host, port, parts.outbound))
    throw refusedField(
      'port',
      `Port ${port} is none for mail.`,
      'Use 25, 465, 587 or 2525; whoever runs this server can allow others with MOORING_OUTBOUND.',
    );
  const before = await mailServer(ctx);
  const same =
    before?.host === host && before.port === port && before.userName === user && (before.security !== 'none') === (security !== 'none');
  const kept = same ? (before?.passwordSealed ?? null) : null;
  if (user !== null && password === undefined && kept === null)
    throw refusedField('password', 'Enter the password for this server and user.', 'The one that is kept was entered for another server.');
  const passwordSealed = user === null ? null : password === undefined ? kept : sealedPassword(parts, ctx, password);
  await writeMailServer(ctx, { host, port, security, userName: user, passwordSealed, sender });
  const shown = (server: Pick<MailServer, 'host' | 'port' | 'security' | 'userName' | 'sender'>) =>
    ({ host: server.host, port: server.port, security: server.security, user: server.userName, sender: server.sender }) as const;
  await audit(ctx, {
    action: 'notice.mail-changed',
    subject: host,
    before: before === null ? null : shown(before),
    after: shown({ host, port, security, userName: user, sender }),
  });
  return mail(parts, ctx);
}

export async function forgetMail(ctx: Ctx): Promise<MailAnswer> {
  const before = await mailServer(ctx);
  if (before === null) return { mail: null };
  await deleteMailServer(ctx);
  await audit(ctx, {
    action: 'notice.mail-removed',
    subject: before.host,
    before: { host: before.host, sender: before.sender },
    after: null,
  });
  return { mail: null };
}

/** A mail to whoever asks: to anybody else it would be a way to send mail in the name of the workspace. */
export async function tryMail(parts: NotificationParts, ctx: Ctx): Promise<OutputOf<typeof contract.testMail>> {
  const personId = personOf(ctx);
  const [server, person] = [await mailServer(ctx), personId === null ? null : await personById(ctx, personId)];
  if (server === null) throw new AppError('conflict', 'There is no mail server yet.', { hint: 'Save one first.' });
  if (person?.email == null) throw new AppError('conflict', 'Nobody knows your e-mail address.', { hint: 'Enter it under People.' });
  const channel = mailChannel(parts, ctx, server, person.email);
  const verdict = await channel.send(testMessage(ctx.workspace.locale, ctx.workspace.name, home(parts, ctx)), newId('tst'));
  await ctx.transaction((inside) => channel.note(inside, verdict));
  return { sent: verdict.outcome === 'sent', answer: verdict.answer, to: person.email };
}

export async function botList(parts: NotificationParts, ctx: Ctx): Promise<OutputOf<typeof contract.listBots>> {
  const teams = (await teamsWithLeads(ctx)).map(({ id, name }) => ({ teamId: id, name }));
  return { bots: (await allBots(ctx)).map((bot) => botAnswer(parts, ctx, bot)), teams };
}

function botAnswer(parts: NotificationParts, ctx: Ctx, bot: Bot): contract.BotAnswer {
  const { id, kind, name, severity, teams, schedule, hookHint, secretSealed, sentAt, failingSince, answer } = bot;
  return {
    botId: id,
    ...{ kind, name, severity, teams, schedule, hook: hookHint, signed: secretSealed !== null },
    lost: openedBot(parts, ctx, bot) === 'lost',
    ...{ sentAt: moment(sentAt), failingSince: moment(failingSince), answer },
  };
}

function checkHook({ outbound }: NotificationParts, kind: Bot['kind'], url: string): void {
  if (!mayPostTo(kind, url, outbound))
    throw refusedField(
      'hook',
      'This is no address of a group bot of that vendor.',
      'Copy the whole address from the settings of the bot; it begins with https.',
    );
}

function checkSecret(kind: Bot['kind'], secret: string | null | undefined): void {
  if (secret != null && !BOT_LIMITS[kind].signs)
    throw refusedField('secret', '企业微信 knows no signature.', 'Leave it empty; the address is the secret.');
}

async function checkTeams(ctx: Ctx, teams: readonly string[]): Promise<void> {
  const known = new Set<string>((await teamsWithLeads(ctx)).map(({ id }) => id));
  const unknown = teams.find((team) => !known.has(team));
  if (unknown !== undefined) throw refusedField('teams', `There is no team '${unknown}'.`, 'Choose among the teams of this workspace.');
}

type Serving = Pick<InputOf<typeof contract.addBot>, 'name' | 'severity' | 'teams' | 'schedule'>;

const shownBot = ({ name, severity, teams, schedule }: Serving) => ({ name, severity, teams, schedule });

export async function createBot(parts: NotificationParts, ctx: Ctx, input: InputOf<typeof contract.addBot>): Promise<{ botId: string }> {
  const { kind, hook, secret } = input;
  checkHook(parts, kind, hook);
  checkSecret(kind, secret);
  checkedSchedule(input.schedule);
  await checkTeams(ctx, input.teams);
  if ((await allBots(ctx)).length >= MOST_BOTS)
    throw refusedField('name', `There are ${MOST_BOTS} bots already.`, 'Remove one that serves no more.');
  const id = newId('bot') as BotId;
  const secretSealed = secret === undefined ? null : sealedSecret(parts, ctx, id, secret);
  await insertBot(ctx, {
    id,
    kind,
    ...shownBot(input),
    teams: [...new Set(input.teams)],
    ...sealedHook(parts, ctx, id, hook),
    secretSealed,
  });
  await audit(ctx, { action: 'notice.bot-added', subject: input.name, before: null, after: { kind, ...shownBot(input) } });
  return { botId: id };
}

/** A secret goes with its address: with another address it is asked for again. */
export async function changeBot(parts: NotificationParts, ctx: Ctx, input: InputOf<typeof contract.saveBot>): Promise<{ botId: string }> {
  const bot = await existing(ctx, input.botId);
  const { hook, secret } = input;
  if (hook !== undefined) checkHook(parts, bot.kind, hook);
  checkSecret(bot.kind, secret);
  checkedSchedule(input.schedule);
  await checkTeams(ctx, input.teams);
  if (hook !== undefined && secret === undefined && bot.secretSealed !== null)
    throw refusedField('secret', 'Enter the secret for the new address too.', 'Or take the signature away.');
  await updateBot(ctx, bot.id, {
    ...shownBot(input),
    teams: [...new Set(input.teams)],
    ...(hook === undefined ? {} : { ...sealedHook(parts, ctx, bot.id, hook), failingSince: null, answer: null }),
    ...(secret === undefined ? {} : { secretSealed: secret === null ? null : sealedSecret(parts, ctx, bot.id, secret) }),
  });
  await audit(ctx, { action: 'notice.bot-changed', subject: input.name, before: shownBot(bot), after: shownBot(input) });
  return { botId: bot.id };
}

export async function dropBot(ctx: Ctx, { botId }: InputOf<typeof contract.removeBot>): Promise<{ botId: string }> {
  const bot = await existing(ctx, botId);
  await dropWaiting(ctx, bot.id);
  await deleteBot(ctx, bot.id);
  await audit(ctx, { action: 'notice.bot-removed', subject: bot.name, before: { kind: bot.kind, ...shownBot(bot) }, after: null });
  return { botId };
}

export async function tryBot(
  parts: NotificationParts,
  ctx: Ctx,
  { botId }: InputOf<typeof contract.testBot>,
): Promise<OutputOf<typeof contract.testBot>> {
  const bot = await existing(ctx, botId);
  const channel = botChannel(parts, ctx, bot);
  const verdict = await channel.send(testMessage(ctx.workspace.locale, ctx.workspace.name, home(parts, ctx)), newId('tst'));
  await ctx.transaction((inside) => channel.note(inside, verdict));
  // What failed before has a way again.
  if (verdict.outcome === 'sent') ctx.requestJob(sendJob);
  return { sent: verdict.outcome === 'sent', answer: verdict.answer };
}

async function existing(ctx: Ctx, botId: string): Promise<Bot> {
  const bot = await botById(ctx, botId);
  if (bot === null) throw new AppError('not-found', `There is no bot '${botId}'.`);
  return bot;
}
