import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { TableRow } from '../../connectors/table.ts';
import type { RowReading } from './core/cells.ts';
import type { Tally } from './tally.ts';

/** A row that can be read, with where it stands. */
export interface ReadRow<T> {
  readonly line: number;
  readonly cells: readonly string[];
  readonly row: T;
}

/**
 * Reads rows in batches, so that a file of any length takes little memory and others get their turn in between. What cannot be read is
 * counted as rejected.
 */
export async function* batches<T>(
  rows: Iterable<TableRow>,
  size: number,
  read: (row: TableRow) => RowReading<T>,
  tally: Tally,
): AsyncGenerator<readonly ReadRow<T>[]> {
  let batch: ReadRow<T>[] = [];
  let seen = 0;
  for (const row of rows) {
    const reading = read(row);
    if (reading.ok) batch.push({ line: row.line, cells: row.cells, row: reading.row });
    else tally.reject(reading.rejection);
    seen += 1;
    if (seen % size !== 0) continue;
    if (batch.length > 0) yield batch;
    batch = [];
    await yieldToOthers();
  }
  if (batch.length > 0) yield batch;
}
