import type { LedgerEntry } from '../../contracts/core/movement.ts';

/**
 * The entries of a customer that count: those that were taken back are left out, and so are those that take back. They stand in an order
 * that does not depend on when they were written.
 *
 * @param entries  All entries of one customer.
 * @returns        Those in force, by day, line, type and amount.
 * @example        inForce([]) // => []
 */
export function inForce(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const takenBack = new Set(entries.flatMap(({ reverses }) => reverses ?? []));
  return entries
    .filter(({ number, reverses }) => reverses === null && !takenBack.has(number))
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry.amountMinor - b.entry.amountMinor))
    .map(({ entry }) => entry);
}

function keyOf({ day, lineId, contractId, type, currency, note }: LedgerEntry): string {
  return JSON.stringify([day, contractId ?? '', lineId ?? '', type, currency, note ?? '']);
}
