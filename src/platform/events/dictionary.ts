import type { DuckDBAppender } from '@duckdb/node-api';
import { type Hash, hashInto } from './text-hash.ts';

/*
 * Texts that repeat (workspaces, sources, customers, users, names, modules) are stored once and stand as numbers in the rows. In memory
 * there is only the hash of each: 64 bits, so that two of ten million texts share one with a chance of one in 400,000.
 */

/** Number of a text that is absent. */
export const NONE = 0;

const FIRST_CAPACITY = 1 << 12;

export interface Dictionary {
  /** The number of a text, or NONE when it has none. */
  find(text: string): number;
  /** The number of a text, or of a part of one; a new text gets one, which counts from the next `keep` on. */
  number(text: string, from?: number, to?: number): number;
  /** New texts since the last `keep` or `forget`, in the order of their numbers. */
  readonly fresh: ReadonlyMap<string, number>;
  /** New texts are on disk. */
  keep(): void;
  /** New texts could not be written. */
  forget(): void;
  /** Adds what is on disk. */
  load(number: number, low: number, high: number): void;
  readonly size: number;
}

export function dictionary(): Dictionary {
  let capacity = FIRST_CAPACITY;
  let cells = new Uint32Array(3 * capacity);
  let size = 0;
  let last = NONE;
  let fresh = new Map<string, number>();
  const hash: Hash = new Uint32Array(2);

  const cellOf = (low: number, high: number): number => {
    for (let cell = low & (capacity - 1); ; cell = (cell + 1) & (capacity - 1)) {
      if (cells[3 * cell + 2] === NONE || (cells[3 * cell] === low && cells[3 * cell + 1] === high)) return cell;
    }
  };
  const put = (number: number, low: number, high: number): void => {
    const cell = cellOf(low, high);
    if (cells[3 * cell + 2] === NONE) size += 1;
    cells[3 * cell] = low;
    cells[3 * cell + 1] = high;
    cells[3 * cell + 2] = number;
  };
  const load = (number: number, low: number, high: number): void => {
    if (2 * (size + 1) > capacity) {
      const before = cells;
      capacity *= 2;
      cells = new Uint32Array(3 * capacity);
      size = 0;
      for (let at = 0; at < before.length; at += 3) {
        if (before[at + 2] !== NONE) put(before[at + 2] ?? NONE, before[at] ?? 0, before[at + 1] ?? 0);
      }
    }
    put(number, low, high);
    if (number > last) last = number;
  };
  const find = (text: string, from = 0, to = text.length): number => {
    hashInto(hash, text, undefined, from, to);
    return cells[3 * cellOf(hash[0] ?? 0, hash[1] ?? 0) + 2] ?? NONE;
  };
  return {
    find: (text) => find(text),
    number(text, from = 0, to = text.length) {
      const known = find(text, from, to);
      if (known !== NONE) return known;
      const part = text.substring(from, to);
      const again = fresh.get(part);
      if (again !== undefined) return again;
      const number = last + fresh.size + 1;
      fresh.set(part, number);
      return number;
    },
    get fresh() {
      return fresh;
    },
    keep() {
      for (const [text, number] of fresh) {
        hashInto(hash, text);
        load(number, hash[0] ?? 0, hash[1] ?? 0);
      }
      fresh = new Map();
    },
    forget() {
      fresh = new Map();
    },
    load,
    get size() {
      return size;
    },
  };
}

/** Appends the new texts of a dictionary to the table `texts`; they are on disk when the appender is flushed. */
export function appendFresh(appender: DuckDBAppender, { fresh }: Dictionary): void {
  const hash: Hash = new Uint32Array(2);
  for (const [text, number] of fresh) {
    hashInto(hash, text);
    appender.appendInteger(number);
    appender.appendUInteger(hash[0] ?? 0);
    appender.appendUInteger(hash[1] ?? 0);
    appender.appendVarchar(text);
    appender.endRow();
  }
}
