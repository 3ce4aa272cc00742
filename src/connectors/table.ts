/** One row of a table. `problem` says why its cells cannot be read at all; then `cells` holds the beginning of what stands there. */
export interface TableRow {
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: string | null;
}

/** A table of text, whatever it was read from or made by. */
export interface Table {
  readonly name: string;
  /** Empty when there is nothing in it, not even a header. */
  readonly header: readonly string[];
  /** The rows below the header, read anew from the first one at every call. Nothing holds them all at once. */
  rows(): Iterable<TableRow>;
}
