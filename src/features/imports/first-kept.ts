import type { ReadRow } from './batches.ts';
import type { Rejection } from './core/cells.ts';
import { SHOWN_CHARACTERS } from './core/cells.ts';
import type { Tally } from './tally.ts';

/**
 * Of several rows of one import for the same thing the first is kept (settled 17): one that says the same is a duplicate, one that says
 * something else is a conflict, reported with both contents.
 *
 * @param keyOf  What the row is about.
 * @returns      A function that gives the rows to keep of the next batch of a file, and counts the others.
 */
export function firstKept<T>(
  keyOf: (row: T) => string,
): (batch: readonly ReadRow<T>[], file: string, tally: Tally) => readonly ReadRow<T>[] {
  const kept = new Map<string, { readonly file: string; readonly line: number; readonly content: string }>();
  return (batch, file, tally) =>
    batch.filter(({ line, row }) => {
      const [key, content] = [keyOf(row), JSON.stringify(row)];
      const first = kept.get(key);
      if (first === undefined) {
        kept.set(key, { file, line, content });
        return true;
      }
      if (first.content === content) tally.duplicate(1);
      else tally.reject(conflict(line, content, first));
      return false;
    });
}

function conflict(line: number, content: string, first: { file: string; line: number; content: string }): Rejection {
  const reason = `Says something else than line ${first.line} of ${first.file}, which was kept: ${cut(first.content)}`;
  return { line, column: null, value: cut(content), reason };
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
