import { InvariantError } from '../errors.ts';

/**
 * Refuses a column that no calculation may see: one of another length, or with a value that is not finite.
 *
 * @param name    What the column is called in the message.
 * @param column  The numbers.
 * @param length  How many there must be.
 * @returns       Nothing.
 * @throws        InvariantError that names the column and the place.
 * @example       checkColumn('scores', [1, 2], 2) // => undefined
 */
export function checkColumn(name: string, column: ArrayLike<number>, length: number): void {
  if (column.length !== length) throw new InvariantError(`${name} has ${column.length} values where ${length} are needed.`);
  for (let row = 0; row < length; row++) {
    if (!Number.isFinite(column[row])) throw new InvariantError(`${name}[${row}] is ${column[row]}, not a finite number.`);
  }
}

/**
 * Refuses a column that holds anything but 0 and 1.
 *
 * @param name    What the column is called in the message.
 * @param column  0 or 1 a row.
 * @param length  How many there must be.
 * @returns       How many are 1.
 * @throws        InvariantError that names the column and the place.
 * @example       checkFlags('labels', [0, 1, 1], 3) // => 2
 */
export function checkFlags(name: string, column: ArrayLike<number>, length: number): number {
  checkColumn(name, column, length);
  let ones = 0;
  for (let row = 0; row < length; row++) {
    if (column[row] !== 0 && column[row] !== 1) throw new InvariantError(`${name}[${row}] is ${column[row]}, neither 0 nor 1.`);
    ones += column[row] ?? 0;
  }
  return ones;
}

/**
 * Refuses probabilities outside 0 to 1.
 *
 * @param name    What the column is called in the message.
 * @param column  A probability a row.
 * @param length  How many there must be.
 * @returns       Nothing.
 * @throws        InvariantError that names the column and the place.
 * @example       checkChances('chances', [0, 0.5, 1], 3) // => undefined
 */
export function checkChances(name: string, column: ArrayLike<number>, length: number): void {
  checkColumn(name, column, length);
  for (let row = 0; row < length; row++) {
    const chance = column[row] ?? 0;
    if (chance < 0 || chance > 1) throw new InvariantError(`${name}[${row}] is ${chance}, not a probability.`);
  }
}
