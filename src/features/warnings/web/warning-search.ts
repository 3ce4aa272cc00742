import type { SentInputOf } from '../../../contract/operation.ts';
import { type listWarnings, SEVERITIES } from '../contract.ts';

/** What the address asks for. */
export interface WarningSearch {
  readonly are?: 'closed';
  readonly rule?: string;
  readonly severity?: (typeof SEVERITIES)[number];
}

/**
 * Reads what an address asks for; what cannot be is left out, so that an old or mistyped link still opens.
 *
 * @param found  The search part of the address.
 * @returns      Only what is there and can be asked.
 */
export function searchIn(found: Readonly<Record<string, unknown>>): WarningSearch {
  const severity = SEVERITIES.find((one) => one === found.severity);
  return {
    ...(found.are === 'closed' ? { are: 'closed' as const } : {}),
    ...(typeof found.rule === 'string' && found.rule !== '' ? { rule: found.rule.slice(0, 80) } : {}),
    ...(severity === undefined ? {} : { severity }),
  };
}

/**
 * The question to the server.
 *
 * @param search  What the address asks for.
 * @param limit   How many at most.
 * @returns       The input of the operation; open ones unless others are asked for.
 */
export function questionOf(search: WarningSearch, limit: number): SentInputOf<typeof listWarnings> {
  return { are: 'open', ...search, limit };
}
