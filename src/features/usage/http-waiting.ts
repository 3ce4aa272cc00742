import { type Route, route } from '../../platform/module.ts';
import { countEvents, findEvents, retireSource, sourceHealth } from './contract-sources.ts';
import { assignWaiting, discardWaiting, listWaitingItems, listWaitingUsers, replayWaiting } from './contract-waiting.ts';
import { eventsCounted, eventsFound } from './explorer.ts';
import { healthOfSources, retire } from './sources.ts';
import { assign, discard, itemList, replay, userList } from './waiting.ts';

export const waitingRoutes: readonly Route[] = [
  route(listWaitingItems, itemList),
  route(listWaitingUsers, userList),
  // What memory holds changes once the change is committed.
  route(assignWaiting, assign, { transaction: false }),
  // It works in steps.
  route(replayWaiting, replay, { transaction: false }),
  route(discardWaiting, discard),
  route(sourceHealth, healthOfSources),
  route(retireSource, retire),
  route(findEvents, eventsFound),
  route(countEvents, eventsCounted),
];
