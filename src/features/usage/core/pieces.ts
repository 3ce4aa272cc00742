/** Account-days worked on at a time: they bound memory, and the time for which others wait. */
const MOST_DAYS = 36_000;
/** Accounts told of together. Who is told works on all of them in one transaction, and on the embedded engine others wait for its end. */
export const TOGETHER = 200;
/** What an account costs at least, in days: the windows of its last day look back as far. */
const LEAST_DAYS = MOST_DAYS / TOGETHER;

/**
 * Cuts work on accounts into pieces of about the same size: many accounts of which a day changed, or few with all their days.
 *
 * @param items   The accounts, in any form.
 * @param daysOf  Days to compute of one; not finite where that is not known: then half a year is taken.
 * @returns       The pieces, in the order of the items; none is empty.
 * @example       piecesByDays(['a', 'b', 'c'], () => 20_000) // => [['a'], ['b'], ['c']]
 */
export function piecesByDays<Item>(items: readonly Item[], daysOf: (item: Item) => number): readonly (readonly Item[])[] {
  const pieces: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const days = daysOf(item);
    const cost = Math.max(LEAST_DAYS, Number.isFinite(days) ? days : 180);
    if (pieces.length === 0 || cost > room) {
      pieces.push([]);
      room = MOST_DAYS;
    }
    pieces.at(-1)?.push(item);
    room -= cost;
  }
  return pieces;
}
