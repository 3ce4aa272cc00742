import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Table, TableRow } from '../../connectors/table.ts';
import type { RowReading } from './core/cells.ts';
import type { Tally } from './tally.ts';

/** A row that can be read, with where it stands. */
export interface ReadRow<T> {
  readonly line: number;
  readonly cells: readonly string[];
  readonly row: T;
}

/** Some rows of a file, one after another. */
export interface Batch<T> {
  readonly rows: readonly ReadRow<T>[];
  /** Rows of the file up to the end of this batch, those that cannot be read among them. */
  readonly until: number;
  /** Bytes of the file up to there. */
  readonly bytes: number;
}

/**
 * Reads rows in batches, so that a file of any length takes little memory and others get their turn in between. What cannot be read is
 * counted as rejected. The batches of a file are always the same.
 */
export async function* batches<T>(
  table: Table,
  size: number,
  read: (row: TableRow) => RowReading<T>,
  tally: Tally,
): AsyncGenerator<Batch<T>> {
  let rows: ReadRow<T>[] = [];
  let until = 0;
  let bytes = 0;
  const nameless = table.header.flatMap((column, index) => (column === '' ? [index] : []));
  const take = (row: TableRow): void => {
    for (const index of nameless) noteNameless(tally, index, row.cells[index] ?? '');
    const reading = isHeaderAgain(table, row) ? headerAgain<T>(row) : read(row);
    if (reading.ok) rows.push({ line: row.line, cells: row.cells, row: reading.row });
    else tally.reject(reading.rejection);
    until += 1;
  };
  for await (const piece of table.pieces()) {
    bytes = piece.bytes;
    for (const row of piece.rows) {
      take(row);
      if (until % size !== 0) continue;
      yield { rows, until, bytes };
      rows = [];
      await yieldToOthers();
    }
  }
  if (until % size !== 0) yield { rows, until, bytes };
}

/** A value in a column without a name goes nowhere: that is told. */
function noteNameless(tally: Tally, index: number, cell: string): void {
  if (cell.trim() !== '') tally.note('nameless-column', `${index + 1}`, cell.trim());
}

/** Files that were put together from several have the header in their midst. */
function isHeaderAgain({ header }: Table, { cells }: TableRow): boolean {
  if (cells.length !== header.length || cells[0]?.trim() !== header[0]) return false;
  return cells.every((cell, index) => cell.trim() === header[index]);
}

function headerAgain<T>({ line, cells }: TableRow): RowReading<T> {
  const rejection = { line, column: null, value: cells.slice(0, 10).join(','), reason: 'The header of the file stands here once more.' };
  return { ok: false, rejection };
}
