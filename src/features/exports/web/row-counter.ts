const [LF, QUOTE] = [10, 34];

/** Counts the rows of a file while it comes. */
export interface RowCounter {
  readonly add: (bytes: Uint8Array) => void;
  readonly rows: () => number;
}

/**
 * A counter of rows.
 *
 * @param isTable  A CSV: its header is no row, and a line break within quotes ends none.
 * @returns        A counter at 0.
 */
export function rowCounter(isTable: boolean): RowCounter {
  let [lines, quoted] = [0, false];
  return {
    add(bytes) {
      for (const byte of bytes) {
        if (isTable && byte === QUOTE) quoted = !quoted;
        else if (byte === LF && !quoted) lines += 1;
      }
    },
    rows: () => (isTable ? Math.max(0, lines - 1) : lines),
  };
}
