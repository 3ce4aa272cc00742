import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Table, TableRow } from '../../connectors/table.ts';
import type { Rejection, RowReading } from './core/cells.ts';
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
  /** Those that cannot be read. */
  readonly refused: readonly Rejection[];
  /** Values in columns without a name, with the number of the column: they go nowhere, which is told. */
  readonly nameless: readonly { readonly column: number; readonly value: string }[];
  /** Rows of the file up to the end of this batch, those that cannot be read among them. */
  readonly until: number;
  /** Bytes of the file up to there. */
  readonly bytes: number;
}

/**
 * Reads rows in batches, so that a file of any length takes little memory and others get their turn in between.
 *
 * @param size  Rows of a batch.
 * @param done  A batch ends at this row too: up to there an earlier start has come.
 */
export async function* batches<T>(
  table: Table,
  { size, done }: { readonly size: number; readonly done: number },
  read: (row: TableRow) => RowReading<T>,
): AsyncGenerator<Batch<T>> {
  const nameless = table.header.flatMap((column, index) => (column === '' ? [index] : []));
  let next = emptyBatch<T>();
  let until = 0;
  let bytes = 0;
  const isEnd = (): boolean => until % size === 0 || until === done;
  const take = (row: TableRow): void => {
    for (const index of nameless) {
      const value = (row.cells[index] ?? '').trim();
      if (value !== '') next.nameless.push({ column: index + 1, value });
    }
    const reading = isHeaderAgain(table, row) ? headerAgain<T>(row) : read(row);
    if (reading.ok) next.rows.push({ line: row.line, cells: row.cells, row: reading.row });
    else next.refused.push(reading.rejection);
    until += 1;
  };
  for await (const piece of table.pieces()) {
    bytes = piece.bytes;
    for (const row of piece.rows) {
      take(row);
      if (!isEnd()) continue;
      yield { ...next, until, bytes };
      next = emptyBatch();
      await yieldToOthers();
    }
  }
  if (!isEnd()) yield { ...next, until, bytes };
}

function emptyBatch<T>(): { rows: ReadRow<T>[]; refused: Rejection[]; nameless: { column: number; value: string }[] } {
  return { rows: [], refused: [], nameless: [] };
}

/** Counts what became of the rows of a batch before anybody looked at what they say. */
export function tellRefused({ refused, nameless }: Batch<unknown>, tally: Tally): void {
  for (const { column, value } of nameless) tally.note('nameless-column', `${column}`, value);
  for (const rejection of refused) tally.reject(rejection);
}

/**
 * Has batches written one after another, and the next one read meanwhile.
 *
 * @param take  Told of every batch in order; what it returns writes the batch. Null: there is nothing to write.
 */
export async function inTurn<T>(read: AsyncIterable<Batch<T>>, take: (batch: Batch<T>) => (() => Promise<void>) | null): Promise<void> {
  let earlier = Promise.resolve();
  for await (const batch of read) {
    const write = take(batch);
    if (write === null) continue;
    await earlier;
    earlier = write();
    // What fails while the next one is being read is told after that.
    earlier.catch(() => undefined);
  }
  await earlier;
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
