import { hash } from 'node:crypto';
import type { ReadRow } from './batches.ts';
import { SHOWN_CHARACTERS } from './core/cells.ts';
import { hashMap64 } from './hash-set.ts';
import type { Tally } from './tally.ts';

/** A row that says something else than an earlier one of this import about the same thing. */
export interface Clash<T> {
  readonly read: ReadRow<T>;
  readonly key: string;
  readonly content: string;
  readonly first: { readonly file: string; readonly line: number };
}

/** Rows that are the first for what they are about, how many of the others say the same, and those that say something else. */
export interface Firsts<T> {
  readonly kept: readonly ReadRow<T>[];
  readonly duplicates: number;
  readonly clashes: readonly Clash<T>[];
}

/** Which rows of one import are the first for what they are about (settled 17). */
export interface FirstKept<T> {
  /** What the first row for a key said; null where that is not remembered. */
  textOf(key: string): string | null;
  /** Looks at the next rows of a file. */
  take(rows: readonly ReadRow<T>[], file: string): Firsts<T>;
}

/** Contents of so many first rows are remembered as they are; of later ones a hash. */
const REMEMBERED = 20_000;

/**
 * Remembers where each thing was first told of, and a hash of what was told: all the texts would not fit into memory.
 *
 * @param keyOf      What the row is about.
 * @param contentOf  What it says.
 */
export function firstKept<T>(keyOf: (row: T) => string, contentOf: (row: T) => unknown = (row) => row): FirstKept<T> {
  const files: string[] = [];
  const places = hashMap64();
  const contents = hashMap64();
  const texts = new Map<string, string>();
  return {
    textOf: (key) => texts.get(key) ?? null,
    take(rows, file) {
      if (files.at(-1) !== file) files.push(file);
      const clashes: Clash<T>[] = [];
      let duplicates = 0;
      const kept = rows.filter((read) => {
        const key = keyOf(read.row);
        const content = JSON.stringify(contentOf(read.row));
        const [low, high] = hashOf(key);
        const [contentLow, contentHigh] = hashOf(content);
        const said = contentLow + (contentHigh & 0xf_ffff) * WORD;
        const place = places.get(low, high);
        if (place === null) {
          places.set(low, high, (files.length - 1) * LINES + read.line);
          contents.set(low, high, said);
          if (texts.size < REMEMBERED) texts.set(key, content);
          return true;
        }
        if (contents.get(low, high) === said) duplicates += 1;
        else clashes.push({ read, key, content, first: { file: files[Math.floor(place / LINES)] ?? file, line: place % LINES } });
        return false;
      });
      return { kept, duplicates, clashes };
    },
  };
}

/** More than any file has; a place is a file and a line in one number. */
const LINES = 2 ** 40;

const WORD = 2 ** 32;

/** 32 bits twice: ids that people did not choose to collide. */
function hashOf(text: string): readonly [number, number] {
  const digest = hash('sha256', text, 'buffer');
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** Rejects the clashes, with what they say and what was kept. */
export function rejectClashes<T>(clashes: readonly Clash<T>[], keptUnder: (key: string) => string | null, tally: Tally): void {
  for (const { read, key, content, first } of clashes) {
    const kept = keptUnder(key);
    tally.reject({
      line: read.line,
      column: null,
      value: cut(content),
      reason: `Says something else than line ${first.line} of ${first.file}, which was kept: ${kept === null ? '' : cut(kept)}`,
    });
  }
}

/** The beginning of a text. */
export function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
