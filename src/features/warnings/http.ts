import { type Route, route } from '../../platform/module.ts';
import { listWarnings } from './contract.ts';
import { warningList } from './service.ts';

export const warningsRoutes: readonly Route[] = [route(listWarnings, warningList)];
