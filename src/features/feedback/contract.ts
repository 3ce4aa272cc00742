import { CUSTOMER_WORK } from '../../contract/access.ts';
import { recordOperations } from '../../contract/record-operations.ts';
import { surveyAnswerKind } from './core/kinds.ts';

export const surveyAnswers = recordOperations(surveyAnswerKind, 'survey-answers', CUSTOMER_WORK);
