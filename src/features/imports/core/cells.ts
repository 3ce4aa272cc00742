import type { Bound, BoundColumns } from './columns.ts';
import type { Reading } from './read-time.ts';

/** One row of a file as text. `problem` says why its cells cannot be read at all. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: string | null;
}

/** Why a row was not taken: the line, the column and value at fault where it is one, and the reason in words. */
export interface Rejection {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

/** A row as it will be kept, or why not. */
export type RowReading<T> = { readonly ok: true; readonly row: T } | { readonly ok: false; readonly rejection: Rejection };

/** The longest value a rejection repeats, in characters. */
export const SHOWN_CHARACTERS = 200;

/** What is wrong with one cell. Thrown and caught within this folder, so that a row is read in a straight line. */
class BadCell extends Error {
  constructor(
    readonly column: string | null,
    readonly value: string | null,
    reason: string,
  ) {
    super(reason);
  }
}

/** Asks for the cells of one row by field. */
export interface Cells {
  /** The text, without blanks around it; '' where the field is not mapped or the cell is empty. Refuses what is too long. */
  text(field: string, longest: number): string;
  /** As `text`, but must not be empty. */
  required(field: string, longest: number): string;
  /** The cell read further; null when it is empty or not mapped. */
  read<T>(field: string, reader: (text: string) => Reading<T>): T | null;
  /** As `read`, but must not be empty. */
  requiredRead<T>(field: string, reader: (text: string) => Reading<T>): T;
  /** Refuses the row because of a field. */
  refuse(field: string, reason: string): never;
  /** Refuses the row because of a column. */
  refuseAt(index: number, column: string, reason: string): never;
  /** The text at a place of the row. */
  at(index: number, column: string, longest: number): string;
}

/** Longest text of a day, a moment or a number. */
const SHORT = 64;

/**
 * Reads one row through its columns; whatever is wrong with a cell becomes a rejection of the row.
 *
 * @param row    The row as text.
 * @param bound  Where the fields stand.
 * @param read   Makes the row from its cells.
 * @returns      The row, or its rejection: cells that cannot be read, another number of cells than the header, or a cell at fault.
 * @example      readRow({ line: 2, cells: ['1'], problem: null }, { fields: {}, unmapped: [], width: 2 }, () => 1) // => { ok: false, rejection: { line: 2, column: null, value: '1', reason: 'The row has 1 cell, the header has 2.' } }
 */
export function readRow<T>(row: TextRow, bound: BoundColumns, read: (cells: Cells) => T): RowReading<T> {
  if (row.problem !== null) return refusal(row, null, row.cells.join(','), row.problem);
  if (row.cells.length !== bound.width) {
    const count = row.cells.length === 1 ? '1 cell' : `${row.cells.length} cells`;
    return refusal(row, null, row.cells.slice(0, 10).join(','), `The row has ${count}, the header has ${bound.width}.`);
  }
  try {
    return { ok: true, row: read(new RowCells(row, bound)) };
  } catch (error) {
    if (error instanceof BadCell) return refusal(row, error.column, error.value, error.message);
    throw error;
  }
}

function refusal<T>(row: TextRow, column: string | null, value: string | null, reason: string): RowReading<T> {
  return { ok: false, rejection: { line: row.line, column, value: value === null ? null : shown(value), reason } };
}

/** A class, so that a row of a large file costs one small object. */
class RowCells implements Cells {
  constructor(
    private readonly row: TextRow,
    private readonly bound: BoundColumns,
  ) {}

  text(field: string, longest: number): string {
    const source = this.bound.fields[field];
    return checked(columnOf(source), this.raw(source), longest);
  }

  required(field: string, longest: number): string {
    return this.text(field, longest) || this.refuse(field, 'The cell is empty.');
  }

  read<T>(field: string, reader: (text: string) => Reading<T>): T | null {
    const found = this.text(field, SHORT);
    if (found === '') return null;
    const reading = reader(found);
    return reading.ok ? reading.value : this.refuse(field, reading.reason);
  }

  requiredRead<T>(field: string, reader: (text: string) => Reading<T>): T {
    return this.read(field, reader) ?? this.refuse(field, 'The cell is empty.');
  }

  refuse(field: string, reason: string): never {
    const source = this.bound.fields[field];
    throw new BadCell(columnOf(source), this.raw(source), reason);
  }

  refuseAt(index: number, column: string, reason: string): never {
    throw new BadCell(column, (this.row.cells[index] ?? '').trim(), reason);
  }

  at(index: number, column: string, longest: number): string {
    return checked(column, (this.row.cells[index] ?? '').trim(), longest);
  }

  private raw(source: Bound | undefined): string {
    if (source === undefined) return '';
    if (source.index === null) return source.text;
    const first = (this.row.cells[source.index] ?? '').trim();
    if (source.more === undefined) return first;
    const parts = [first, ...source.more.map((index) => (this.row.cells[index] ?? '').trim())];
    // An id of several parts needs all of them.
    return parts.includes('') ? '' : parts.join('/');
  }
}

function columnOf(source: Bound | undefined): string | null {
  return source === undefined || source.index === null ? null : source.column;
}

function checked(column: string | null, text: string, longest: number): string {
  if (text.length > longest) throw new BadCell(column, text, `The cell has ${text.length} characters; at most ${longest} are kept.`);
  return text;
}

function shown(value: string): string {
  return value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
}
