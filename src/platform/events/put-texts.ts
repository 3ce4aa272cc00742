import type { DuckDBVector } from '@duckdb/node-api';
import { textCellsOf } from '../duckdb/cells.ts';
import { type EventGroup, endOf, startOf, type TextPlace, textOf } from './event-group.ts';

/*
 * Texts on their way into a column of the engine. Handing over each by itself costs more than all the numbers of its row, so the engine is
 * handed the whole text of a group once, and the cells of the column are made to point into it. A cell (`duckdb_string_t`) is four words:
 * the length in bytes, then either up to twelve bytes, or the first four bytes and the address of them all.
 */

const WORDS = 4;
const INLINE = 12;
const TWO_32 = 2 ** 32;

/** The rows of a chunk: the group of each, and its place there. */
interface Rows {
  readonly groups: readonly EventGroup[];
  readonly index: Int32Array;
}

/** A column, and which text of each row it takes. */
type Column = readonly [vector: DuckDBVector, text: TextPlace];

/** Fills columns of a chunk with texts of each row. All point into the first of them. */
export function putTexts(columns: readonly [Column, ...Column[]], rows: Rows): void {
  const [holder] = columns[0];
  const runs = runsOf(rows.groups);
  for (const { group, start } of runs) holder.setItem(start, group.text);
  holder.flush();
  const cells = textCellsOf(holder);
  const addresses = runs.map(({ group, start }) => addressIn(cells, WORDS * start, group.text));
  for (const [vector, text] of columns) {
    const filled = textCellsOf(vector);
    for (const [index, run] of runs.entries()) putRun([vector, text], filled, run, rows.index, addresses[index] ?? null);
    vector.flush();
  }
}

/** Rows that follow each other and are of one group. */
interface Run {
  readonly group: EventGroup;
  readonly start: number;
  end: number;
}

function runsOf(groups: readonly EventGroup[]): readonly Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < groups.length; row++) {
    const [group, run] = [groups[row], runs.at(-1)];
    if (group === undefined) continue;
    if (run?.group === group) run.end = row + 1;
    else runs.push({ group, start: row, end: row + 1 });
  }
  return runs;
}

interface Address {
  readonly low: number;
  readonly high: number;
}

/** Where the engine keeps a text that a cell holds. Null when nothing can point into it: its places are not those of its bytes, or it is too short. */
function addressIn(cells: Uint32Array, at: number, text: string): Address | null {
  return cells[at] === text.length && text.length > INLINE ? { low: cells[at + 2] ?? 0, high: cells[at + 3] ?? 0 } : null;
}

function putRun([vector, text]: Column, cells: Uint32Array, { group, start, end }: Run, index: Int32Array, address: Address | null): void {
  for (let row = start; row < end; row++) {
    if (address !== null) point(cells, WORDS * row, group, index[row] ?? 0, text, address);
    else vector.setItem(row, textOf(group, index[row] ?? 0, text) ?? '');
  }
}

function point(cells: Uint32Array, at: number, group: EventGroup, index: number, text: TextPlace, { low, high }: Address): void {
  const [start, end] = [startOf(group, index, text), endOf(group, index, text)];
  cells[at] = end - start;
  cells[at + 1] = word(group.text, start, end);
  if (end - start <= INLINE) {
    cells[at + 2] = word(group.text, start + 4, end);
    cells[at + 3] = word(group.text, start + 8, end);
    return;
  }
  const address = low + start;
  cells[at + 2] = address;
  cells[at + 3] = address < TWO_32 ? high : high + 1;
}

/** Four bytes from a place on; zeros where the text has ended. */
function word(text: string, from: number, end: number): number {
  let bytes = 0;
  for (let place = Math.min(from + 4, end) - 1; place >= from; place--) bytes = (bytes << 8) | text.charCodeAt(place);
  return bytes;
}
