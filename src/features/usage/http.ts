import { type Route, route } from '../../platform/module.ts';
import { batch, listEvents, listSources, listWaiting } from './contract.ts';
import { eventList, sourceList, takeBatch, waitingList } from './service.ts';

export const usageRoutes: readonly Route[] = [
  // It writes to the event log, and asks the relational store only where it must.
  route(batch, takeBatch, { transaction: false }),
  route(listSources, sourceList),
  route(listWaiting, waitingList),
  route(listEvents, eventList),
];
