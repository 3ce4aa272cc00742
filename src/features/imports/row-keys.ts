import { hash } from 'node:crypto';
import { hashMap64 } from './hash-set.ts';

/**
 * Gives rows without an id a key: the hash of the source and the row, and how often the same row stood in this file before (settled 13).
 * The same file gives the same keys again, also when it has grown at its end or has another name.
 *
 * @param source  The source the rows come from.
 * @returns       A function that gives the key of the next row of one file.
 */
export function rowKeys(source: string): (cells: readonly string[]) => string {
  // Of the hash 64 bits are remembered: rows that share them without being equal get different keys all the same, by the rest of it.
  const seen = hashMap64();
  return (cells) => {
    // JSON keeps ["a,b"] and ["a","b"] apart.
    const digest = hash('sha256', JSON.stringify([source, ...cells]), 'buffer');
    const [low, high] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    const occurrence = (seen.get(low, high) ?? 0) + 1;
    seen.set(low, high, occurrence);
    return `row-${digest.toString('base64url').slice(0, 32)}-${occurrence}`;
  };
}
