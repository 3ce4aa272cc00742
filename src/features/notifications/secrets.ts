import type { Ctx } from '../../platform/context.ts';
import type { OpenBot, OpenMailServer } from './channels.ts';
import { mayPostTo } from './core/bots.ts';
import { mayMailTo } from './core/mail-hosts.ts';
import type { NotificationParts } from './parts.ts';
import type { Bot, BotId, MailServer } from './tables.ts';

/** Where a secret lies: sealed for one place, it opens at no other. */
const mailPlace = (ctx: Ctx): string => `${ctx.workspace.id} mail`;
const hookPlace = (ctx: Ctx, botId: BotId): string => `${ctx.workspace.id} ${botId} hook`;
const secretPlace = (ctx: Ctx, botId: BotId): string => `${ctx.workspace.id} ${botId} secret`;

export function sealedPassword({ seal }: NotificationParts, ctx: Ctx, password: string): string {
  return seal.seal(password, mailPlace(ctx));
}

export function sealedHook({ seal }: NotificationParts, ctx: Ctx, botId: BotId, url: string): Pick<Bot, 'hookSealed' | 'hookHint'> {
  return { hookSealed: seal.seal(url, hookPlace(ctx, botId)), hookHint: `${new URL(url).host} …${url.slice(-4)}` };
}

export function sealedSecret({ seal }: NotificationParts, ctx: Ctx, botId: BotId, secret: string): string {
  return seal.seal(secret, secretPlace(ctx, botId));
}

/** Whether the password is there, and can be read. */
export function passwordState({ seal }: NotificationParts, ctx: Ctx, { passwordSealed }: MailServer): 'none' | 'kept' | 'lost' {
  if (passwordSealed === null) return 'none';
  return seal.open(passwordSealed, mailPlace(ctx)) === null ? 'lost' : 'kept';
}

/** Everything that is needed to write to a bot. Whether it may be written to is asked again each time: the operator may have changed it. */
export function openedBot(parts: NotificationParts, ctx: Ctx, bot: Bot): OpenBot | 'lost' | 'not-allowed' {
  const url = parts.seal.open(bot.hookSealed, hookPlace(ctx, bot.id));
  const secret = bot.secretSealed === null ? null : parts.seal.open(bot.secretSealed, secretPlace(ctx, bot.id));
  if (url === null || (secret === null && bot.secretSealed !== null)) return 'lost';
  return mayPostTo(bot.kind, url, parts.outbound) ? { kind: bot.kind, url, secret } : 'not-allowed';
}

export function openedMailServer(parts: NotificationParts, ctx: Ctx, server: MailServer): OpenMailServer | 'lost' | 'not-allowed' {
  const { host, port, security, userName: user, passwordSealed, sender } = server;
  const password = passwordSealed === null ? null : parts.seal.open(passwordSealed, mailPlace(ctx));
  if (password === null && passwordSealed !== null) return 'lost';
  return mayMailTo(host, port, parts.outbound) ? { host, port, security, user, password, sender } : 'not-allowed';
}
