import { type Route, route } from '../../platform/module.ts';
import { explain, healthSettings, updateHealthSettings } from './contract.ts';
import { changeSettings, explainHealth, readSettings } from './service.ts';

export const healthRoutes: readonly Route[] = [
  route(explain, explainHealth),
  route(healthSettings, readSettings),
  route(updateHealthSettings, changeSettings),
];
