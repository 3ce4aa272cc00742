/** The customers this person looked at last, in this browser; nobody else's, and of no other workspace. */

export interface RecentCustomer {
  readonly externalId: string;
  readonly name: string;
}

const KEPT = 8;

const keyOf = (personId: string): string => `mooring.recent.${personId}`;

/** The customers a person looked at last, the latest first. */
export function recentCustomers(personId: string): readonly RecentCustomer[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** Puts a customer first. */
export function noteVisit(personId: string, { externalId, name }: RecentCustomer): void {
  const others = recentCustomers(personId).filter((one) => one.externalId !== externalId);
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify([{ externalId, name }, ...others].slice(0, KEPT)));
  } catch {
    // Full or refused: then nothing is remembered.
  }
}

function isRecent(one: unknown): one is RecentCustomer {
  const { externalId, name } = (one ?? {}) as Record<string, unknown>;
  return typeof externalId === 'string' && typeof name === 'string';
}
