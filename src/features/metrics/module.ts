import { type Module, on } from '../../platform/module.ts';
import { accountsChanged, recordsChanged } from '../accounts/contract.ts';
import { usageChanged } from '../usage/contract.ts';
import { metricsRoutes } from './http.ts';
import { metricsJobs } from './jobs.ts';
import { onAccountsChanged, onRecordsChanged, onUsageChanged } from './service.ts';

export const metricsModule: Module = {
  name: 'metrics',
  routes: metricsRoutes,
  subscriptions: [
    on(usageChanged, 'metrics.usage', onUsageChanged),
    on(accountsChanged, 'metrics.accounts', onAccountsChanged),
    on(recordsChanged, 'metrics.records', onRecordsChanged),
  ],
  jobs: metricsJobs,
};
