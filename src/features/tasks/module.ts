import { type Module, on } from '../../platform/module.ts';
import { silenceChanged } from '../usage/contract-sources.ts';
import { stormChanged, warningOpened, warningResolved } from '../warnings/contract.ts';
import { tasksRoutes } from './http.ts';
import { onSilenceChanged, onStormChanged } from './operations.ts';
import { onWarningOpened, onWarningResolved } from './service.ts';

export const tasksModule: Module = {
  name: 'tasks',
  routes: tasksRoutes,
  subscriptions: [
    on(warningOpened, 'tasks.open', onWarningOpened),
    on(warningResolved, 'tasks.cancel', onWarningResolved),
    on(silenceChanged, 'tasks.operations', onSilenceChanged),
    on(stormChanged, 'tasks.storms', onStormChanged),
  ],
};
