import { type Maybe, UNKNOWN_REASONS, type UnknownReason } from './known.ts';

/**
 * One metric of one account over consecutive days: the shape in which everything is measured and judged.
 *
 * `values[i]` belongs to day `from + i` (day numbers, see time.ts) and is NaN exactly where `reasons[i]` is not 0.
 * `reasons[i]` is 0 for Known, 255 for Known but partial (some silent days in the window),
 * else 1 + the index of the reason in `UNKNOWN_REASONS`.
 */
export interface Column {
  readonly from: number;
  readonly values: Float64Array;
  readonly reasons: Uint8Array;
}

/** Reason code of a Known value that rests on a window with a tolerable share of silent days. */
export const PARTIAL = 255;

/**
 * The code under which a reason is kept in a column.
 *
 * @param reason  A reason of the closed list.
 * @returns       1 to 254.
 * @example       reasonCode('not-started') // => 1
 */
export function reasonCode(reason: UnknownReason): number {
  return 1 + UNKNOWN_REASONS.indexOf(reason);
}

/**
 * An all-NaN column with one reason for every day; the usual starting point of an evaluation.
 *
 * @param from    Day number of the first cell.
 * @param length  Number of days, ≥ 0.
 * @param reason  The reason every cell starts with.
 * @returns       A new column of that length.
 * @example       emptyColumn(10, 2, 'ended').reasons.length // => 2
 */
export function emptyColumn(from: number, length: number, reason: UnknownReason): Column {
  const column = newColumn(from, length);
  column.values.fill(Number.NaN);
  column.reasons.fill(reasonCode(reason));
  return column;
}

/** Columns are cut from sheets of this many bytes: a sheet of its own for each costs more than filling it. */
const SHEET = 1 << 18;
let sheet = new ArrayBuffer(0);
let used = 0;

/**
 * A column whose cells are all Known and 0, to be written over.
 *
 * @param from    Day number of the first cell.
 * @param length  Number of days, ≥ 0.
 * @returns       A new column of that length. It shares its memory with no other, though perhaps a buffer.
 * @example       newColumn(10, 2).values // => Float64Array.of(0, 0)
 */
export function newColumn(from: number, length: number): Column {
  const bytes = 8 * length + 8 * Math.ceil(length / 8);
  if (8 * bytes > SHEET) return { from, values: new Float64Array(length), reasons: new Uint8Array(length) };
  if (used + bytes > sheet.byteLength) [sheet, used] = [new ArrayBuffer(SHEET), 0];
  const start = used;
  used += bytes;
  return { from, values: new Float64Array(sheet, start, length), reasons: new Uint8Array(sheet, start + 8 * length, length) };
}

/**
 * The cell of one day as a value that carries its reason: columns inside, `Maybe` at the edges.
 *
 * @param column  The column to read.
 * @param day     Day number. Outside the column the answer is Unknown(`not-computed`).
 * @returns       Known (perhaps partial) or Unknown with its reason.
 * @example       cell(emptyColumn(10, 2, 'ended'), 11) // => { known: false, reason: 'ended' }
 */
export function cell(column: Column, day: number): Maybe<number> {
  const code = column.reasons[day - column.from];
  const value = column.values[day - column.from];
  if (code === undefined || value === undefined) return { known: false, reason: 'not-computed' };
  if (code === 0) return { known: true, value };
  if (code === PARTIAL) return { known: true, value, partial: true };
  return { known: false, reason: UNKNOWN_REASONS[code - 1] ?? 'not-computed' };
}
