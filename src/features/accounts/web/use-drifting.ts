import type { OutputOf } from '../../../contract/operation.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { listWarnings } from '../../warnings/contract.ts';

type Warning = OutputOf<typeof listWarnings>['warnings'][number];

/** The most the server lists at once of one state. */
const MOST = 500;
const ORDER = ['critical', 'high', 'normal'] as const satisfies readonly Warning['severity'][];

/** Who is drifting: customers with a warning that nobody has closed. */
export interface Drifting {
  /** The gravest open warning of each, by the customer's id. */
  readonly severityOf: ReadonlyMap<string, Warning['severity']>;
  /** There are more than could be listed: the count is a lower bound. */
  readonly more: boolean;
}

/** The customers in drift that the person may see; null until that is known, and when it cannot be known. */
export function useDrifting(): Drifting | null {
  const fresh = useOperation(listWarnings, { state: 'new', limit: MOST });
  const seen = useOperation(listWarnings, { state: 'acknowledged', limit: MOST });
  const worked = useOperation(listWarnings, { state: 'working', limit: MOST });
  if (!fresh.data || !seen.data || !worked.data) return null;
  const lists = [fresh.data.warnings, seen.data.warnings, worked.data.warnings];
  return { severityOf: gravestOf(lists.flat()), more: lists.some((list) => list.length === MOST) };
}

/** The gravest of each customer's warnings. */
export function gravestOf(warnings: readonly Pick<Warning, 'account' | 'severity'>[]): ReadonlyMap<string, Warning['severity']> {
  const gravest = new Map<string, Warning['severity']>();
  for (const { account, severity } of warnings) {
    const before = gravest.get(account.externalId);
    if (before === undefined || ORDER.indexOf(severity) < ORDER.indexOf(before)) gravest.set(account.externalId, severity);
  }
  return gravest;
}
