import type { Route } from '../../platform/module.ts';
import { recordRoutes } from '../../platform/records/record-routes.ts';
import { customersOfRecords } from '../accounts/reads.ts';
import { ISSUE_RECORDS } from './commands.ts';
import { issues } from './contract.ts';

export const issuesRoutes: readonly Route[] = [...recordRoutes(issues, ISSUE_RECORDS.issue, customersOfRecords)];
