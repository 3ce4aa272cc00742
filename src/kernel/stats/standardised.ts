import { checkColumn } from './check-column.ts';

/** Columns brought to mean 0 and deviation 1, row after row, and what leads back. */
export interface Standardised {
  readonly rows: Float64Array;
  readonly size: number;
  readonly means: Float64Array;
  /** Population standard deviations; 0 for a column that does not vary, whose cells are 0. */
  readonly deviations: Float64Array;
}

/**
 * Brings columns to one scale, so that a fit does not depend on their units.
 *
 * @param columns  One list of finite numbers a column, all of the same length.
 * @param length   How many rows there are.
 * @returns        The cells row after row, with mean and deviation of each column.
 * @throws         InvariantError that names the column and the place of a value that is not finite.
 * @example        [...standardised([[1, 3]], 2).rows] // => [-1, 1]
 */
export function standardised(columns: readonly ArrayLike<number>[], length: number): Standardised {
  const size = columns.length;
  const rows = new Float64Array(length * size);
  const means = new Float64Array(size);
  const deviations = new Float64Array(size);
  for (const [place, column] of columns.entries()) {
    checkColumn(`columns[${place}]`, column, length);
    const { mean, deviation } = spreadOf(column);
    means[place] = mean;
    deviations[place] = deviation;
    if (deviation > 0) for (let row = 0; row < length; row++) rows[row * size + place] = ((column[row] ?? 0) - mean) / deviation;
  }
  return { rows, size, means, deviations };
}

function spreadOf(column: ArrayLike<number>): { mean: number; deviation: number } {
  if (column.length === 0) return { mean: 0, deviation: 0 };
  let [sum, squares] = [0, 0];
  for (let row = 0; row < column.length; row++) sum += column[row] ?? 0;
  const mean = sum / column.length;
  for (let row = 0; row < column.length; row++) squares += ((column[row] ?? 0) - mean) ** 2;
  const deviation = Math.sqrt(squares / column.length);
  // Rounding leaves a trace of deviation in a column of equal values.
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 0 };
}
