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
  return {
    from,
    values: new Float64Array(length).fill(Number.NaN),
    reasons: new Uint8Array(length).fill(reasonCode(reason)),
  };
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
