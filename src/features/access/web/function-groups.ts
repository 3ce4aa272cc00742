import { ADMINISTERING, CUSTOMER_WORK, FUNCTIONS, LEADING, type PersonFunction } from '../../../contract/access.ts';

/** What a function lets a person do, in the words of the people page: each function stands where it allows most. */
export interface FunctionGroup {
  readonly id: 'customers' | 'leading' | 'administering' | 'reading';
  readonly functions: readonly PersonFunction[];
}

const among = (list: readonly PersonFunction[], but: readonly PersonFunction[]): readonly PersonFunction[] =>
  FUNCTIONS.filter((one) => list.includes(one) && !but.includes(one));

export const FUNCTION_GROUPS: readonly FunctionGroup[] = [
  { id: 'customers', functions: among(CUSTOMER_WORK, LEADING) },
  { id: 'leading', functions: among(LEADING, ADMINISTERING) },
  { id: 'administering', functions: ADMINISTERING },
  { id: 'reading', functions: among(FUNCTIONS, [...CUSTOMER_WORK, ...LEADING]) },
];
