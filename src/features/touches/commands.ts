import { customerRecords } from '../accounts/commands.ts';
import { touchKind } from './core/kinds.ts';

/** The kinds of this feature, as imports and exports know them. */
export const TOUCH_RECORDS = {
  touch: customerRecords(touchKind),
} as const;
