import { SHOWN_KINDS, type ShownKind } from '../../../web/records/record-kinds.ts';

/** What a customer's page holds, a tab each. */
export const CUSTOMER_TABS = [
  'overview',
  'contracts',
  'contacts',
  'units',
  'issues',
  'touches',
  'answers',
  'commitments',
  'notes',
  'events',
] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];

/** The kind of records that is counted on a tab. */
export const KIND_OF_TAB: Readonly<Record<Exclude<CustomerTab, 'overview' | 'events'>, ShownKind>> = {
  contracts: SHOWN_KINDS.contract,
  contacts: SHOWN_KINDS.contact,
  units: SHOWN_KINDS['org-unit'],
  issues: SHOWN_KINDS.issue,
  touches: SHOWN_KINDS.touch,
  answers: SHOWN_KINDS['survey-answer'],
  commitments: SHOWN_KINDS.commitment,
  notes: SHOWN_KINDS.note,
};

/**
 * The tab an address asks for.
 *
 * @param asked  Its `tab`.
 * @returns      That one; the overview where there is no such tab.
 */
export function tabIn(asked: unknown): CustomerTab {
  return CUSTOMER_TABS.find((tab) => tab === asked) ?? 'overview';
}
