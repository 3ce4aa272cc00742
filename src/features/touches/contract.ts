import { CUSTOMER_WORK } from '../../contract/access.ts';
import { recordOperations } from '../../contract/record-operations.ts';
import { touchKind } from './core/kinds.ts';

export const touches = recordOperations(touchKind, 'touches', CUSTOMER_WORK);
