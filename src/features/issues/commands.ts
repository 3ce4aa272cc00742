import { customerRecords } from '../accounts/commands.ts';
import { issueKind } from './core/kinds.ts';

/** The kinds of this feature, as imports and exports know them. */
export const ISSUE_RECORDS = {
  issue: customerRecords(issueKind),
} as const;
