import { CUSTOMER_WORK } from '../../contract/access.ts';
import { recordOperations } from '../../contract/record-operations.ts';
import { issueKind } from './core/kinds.ts';

export const issues = recordOperations(issueKind, 'issues', CUSTOMER_WORK);
