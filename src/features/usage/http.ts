import { type Route, route } from '../../platform/module.ts';
import { alias, batch, group, identify, listEvents, listLimits, listSources, listWaiting, page, screen, track } from './contract.ts';
import { CALLS } from './core/kinds.ts';
import { writeReceipt } from './core/receipt.ts';
import { eventList, limitList, sourceList, takeBatch, takeCall, waitingList } from './service.ts';

const SINGLE = { track, identify, group, page, screen, alias };

export const usageRoutes: readonly Route[] = [
  // It writes to the event log, and asks the relational store only where it must.
  route(batch, takeBatch, { transaction: false, write: writeReceipt }),
  ...CALLS.map((call) => route(SINGLE[call], (ctx, item) => takeCall(ctx, call, item), { transaction: false, write: writeReceipt })),
  route(listSources, sourceList),
  route(listWaiting, waitingList),
  route(listEvents, eventList),
  route(listLimits, limitList),
];
