import { type Route, route } from '../../platform/module.ts';
import { customers, report, saveSettings } from './contract.ts';
import { customerList, reportOf, sayWorth } from './service.ts';

export const retentionRoutes: readonly Route[] = [route(report, reportOf), route(customers, customerList), route(saveSettings, sayWorth)];
