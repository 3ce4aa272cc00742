import type { Route } from '../../platform/module.ts';
import { recordRoutes } from '../../platform/records/record-routes.ts';
import { customersOfRecords } from '../accounts/reads.ts';
import { FEEDBACK_RECORDS } from './commands.ts';
import { surveyAnswers } from './contract.ts';

export const feedbackRoutes: readonly Route[] = [...recordRoutes(surveyAnswers, FEEDBACK_RECORDS.surveyAnswer, customersOfRecords)];
