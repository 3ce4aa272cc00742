import { type Route, route } from '../../platform/module.ts';
import { exportRows } from './contract.ts';
import { exportOf } from './service.ts';

export const exportsRoutes: readonly Route[] = [route(exportRows, exportOf, { transaction: false })];
