import { type Module, on } from '../../platform/module.ts';
import { accountsChanged } from '../accounts/contract.ts';
import { onAccountsChanged } from './heal.ts';
import { usageRoutes } from './http.ts';
import { mappingRoutes } from './http-mappings.ts';
import { waitingRoutes } from './http-waiting.ts';
import { usageJobs } from './jobs.ts';

export const usageModule: Module = {
  name: 'usage',
  routes: [...usageRoutes, ...mappingRoutes, ...waitingRoutes],
  subscriptions: [on(accountsChanged, 'usage.heal', onAccountsChanged)],
  jobs: usageJobs,
};
