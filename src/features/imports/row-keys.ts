import { createHash } from 'node:crypto';

/**
 * Gives rows without an id a key: the hash of the source and the row, and how often the same row stood in this file before (settled 13).
 * The same file gives the same keys again, also when it has grown at its end or has another name.
 *
 * @param source  The source the rows come from.
 * @returns       A function that gives the key of the next row of one file.
 */
export function rowKeys(source: string): (cells: readonly string[]) => string {
  const seen = new Map<string, number>();
  return (cells) => {
    // JSON keeps ["a,b"] and ["a","b"] apart.
    const hash = createHash('sha256')
      .update(JSON.stringify([source, ...cells]))
      .digest('base64url')
      .slice(0, 32);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `row-${hash}-${occurrence}`;
  };
}
