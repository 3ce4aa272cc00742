/** Rows a statement takes at most: engines count parameters, and a text of all of them would be long. */
const ROWS = 2000;

/** A list in pieces that one statement can take. */
export function inChunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS) }, (_, index) => items.slice(index * ROWS, (index + 1) * ROWS));
}
