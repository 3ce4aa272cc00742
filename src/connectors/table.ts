/** One row of a table. `problem` says why its cells cannot be read at all; then `cells` holds the beginning of what stands there. */
export interface TableRow {
  /** Line of the file on which the row begins; the header of a text file is line 1. In a spreadsheet: the number of the row. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: string | null;
}

/** Some rows, one after another, and how far into the file they reach. */
export interface Piece {
  readonly rows: readonly TableRow[];
  /** Bytes of the file read by now. */
  readonly bytes: number;
}

/** Something about a file that a person should know and that stopped no row. */
export interface TableNote {
  readonly code: 'broken-bytes' | 'more-sheets' | 'merged-cells' | 'formulas' | 'formulas-without-value' | 'error-cells';
  readonly count: number;
  /** Where, or which: a range, a column, a sheet. */
  readonly about: string;
}

/** How the bytes of a file became rows. */
export interface TableFormat {
  readonly kind: 'csv' | 'jsonl' | 'xlsx' | 'made';
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly headerLine?: number;
}

/** A table of text, whatever it was read from or made by. */
export interface Table {
  readonly name: string;
  /** Empty when there is nothing in it, not even a header. */
  readonly header: readonly string[];
  readonly format: TableFormat;
  /** Of the whole file; 0 where there is none. */
  readonly bytes: number;
  /** The rows below the header, read anew from the first one at every call. Nothing holds them all at once. */
  pieces(): AsyncIterable<Piece>;
  /** What was found while reading. Complete once all pieces have been read. */
  notes(): readonly TableNote[];
}

/** How a file is to be read, where it does not say by itself. */
export interface TableOptions {
  /** Sheet of a spreadsheet, by name; absent: the first that shows and holds anything. */
  readonly sheet?: string | undefined;
  /** Row of a spreadsheet that is the header; absent: the first that looks like one. */
  readonly headerLine?: number | undefined;
}

const PIECE_ROWS = 1000;

/** A table whose rows are made as they are read. */
export interface MadeTable extends Table {
  rows(): Iterable<TableRow>;
}

/** A table over rows that are made as they are read. */
export function madeTable(name: string, header: readonly string[], rows: () => Iterable<TableRow>): MadeTable {
  return {
    name,
    header,
    rows,
    format: { kind: 'made' },
    bytes: 0,
    notes: () => [],
    async *pieces() {
      let piece: TableRow[] = [];
      for (const row of rows()) {
        piece.push(row);
        if (piece.length < PIECE_ROWS) continue;
        yield { rows: piece, bytes: 0 };
        piece = [];
      }
      if (piece.length > 0) yield { rows: piece, bytes: 0 };
    },
  };
}

/** All rows of a table at once: for small ones. */
export async function rowsOf(table: Table): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const piece of table.pieces()) rows.push(...piece.rows);
  return rows;
}
