import { customerRecords } from '../accounts/commands.ts';
import { surveyAnswerKind } from './core/kinds.ts';

/** The kinds of this feature, as imports and exports know them. */
export const FEEDBACK_RECORDS = {
  surveyAnswer: customerRecords(surveyAnswerKind),
} as const;
