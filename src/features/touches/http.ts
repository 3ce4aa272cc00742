import type { Route } from '../../platform/module.ts';
import { recordRoutes } from '../../platform/records/record-routes.ts';
import { customersOfRecords } from '../accounts/reads.ts';
import { TOUCH_RECORDS } from './commands.ts';
import { touches } from './contract.ts';

export const touchesRoutes: readonly Route[] = [...recordRoutes(touches, TOUCH_RECORDS.touch, customersOfRecords)];
