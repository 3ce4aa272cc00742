import { type Module, on } from '../../platform/module.ts';
import { warningOpened, warningResolved } from '../warnings/contract.ts';
import { tasksRoutes } from './http.ts';
import { onWarningOpened, onWarningResolved } from './service.ts';

export const tasksModule: Module = {
  name: 'tasks',
  routes: tasksRoutes,
  subscriptions: [on(warningOpened, 'tasks.open', onWarningOpened), on(warningResolved, 'tasks.cancel', onWarningResolved)],
};
