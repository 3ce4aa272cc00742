import { type Module, on } from '../../platform/module.ts';
import { healthScored } from '../health/contract.ts';
import { warningsRoutes } from './http.ts';
import { onHealthScored } from './judge.ts';

export const warningsModule: Module = {
  name: 'warnings',
  routes: warningsRoutes,
  subscriptions: [on(healthScored, 'warnings.judge', onHealthScored)],
};
