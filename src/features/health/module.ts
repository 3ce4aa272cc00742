import { type Module, on } from '../../platform/module.ts';
import { seriesChanged } from '../metrics/contract.ts';
import { healthRoutes } from './http.ts';
import { onSeriesChanged } from './service.ts';

export const healthModule: Module = {
  name: 'health',
  routes: healthRoutes,
  subscriptions: [on(seriesChanged, 'health.snapshots', onSeriesChanged)],
};
