import { type Route, route } from '../../platform/module.ts';
import {
  botList,
  changeBot,
  createBot,
  dropBot,
  forgetMail,
  keepMail,
  keepWishes,
  mail,
  tryBot,
  tryMail,
  wishes,
} from './channel-settings.ts';
import { countNotices, listNotices, readNotices } from './contract.ts';
import * as channels from './contract-channels.ts';
import { deliveryList, retry } from './deliveries.ts';
import type { NotificationParts } from './parts.ts';
import { noticeList, read, unreadCount } from './service.ts';

/** A test waits for the other side; no transaction stays open meanwhile. */
const steps = { transaction: false };

export function notificationsRoutes(parts: NotificationParts): readonly Route[] {
  return [
    route(listNotices, noticeList),
    route(countNotices, unreadCount),
    route(readNotices, read),
    route(channels.myWishes, wishes),
    route(channels.saveWishes, keepWishes),
    route(channels.mailSettings, (ctx) => mail(parts, ctx)),
    route(channels.saveMail, (ctx, input) => keepMail(parts, ctx, input)),
    route(channels.removeMail, forgetMail),
    route(channels.testMail, (ctx) => tryMail(parts, ctx), steps),
    route(channels.listBots, (ctx) => botList(parts, ctx)),
    route(channels.addBot, (ctx, input) => createBot(parts, ctx, input)),
    route(channels.saveBot, (ctx, input) => changeBot(parts, ctx, input)),
    route(channels.removeBot, dropBot),
    route(channels.testBot, (ctx, input) => tryBot(parts, ctx, input), steps),
    route(channels.listDeliveries, deliveryList),
    route(channels.retryDelivery, retry),
  ];
}
