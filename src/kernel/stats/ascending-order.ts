/**
 * The order in which a column rises.
 *
 * @param column  Finite numbers.
 * @returns       The places of the rows, the smallest value first; equal values in the order of their places.
 * @example       [...ascendingOrder([30, 10, 20])] // => [1, 2, 0]
 */
export function ascendingOrder(column: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: column.length }, (_, row) => row);
  return order.sort((one, other) => (column[one] ?? 0) - (column[other] ?? 0) || one - other);
}

/**
 * Where a run of equal values ends.
 *
 * @param column  Finite numbers.
 * @param order   Places of the rows, in an order in which equal values stand together.
 * @param from    Place in the order at which the run begins.
 * @returns       The first place in the order with another value, or the length of the order.
 * @example       endOfTie([7, 5, 7, 5], [1, 3, 0, 2], 0) // => 2
 */
export function endOfTie(column: ArrayLike<number>, order: ArrayLike<number>, from: number): number {
  const value = column[order[from] ?? 0];
  let to = from + 1;
  while (to < order.length && column[order[to] ?? 0] === value) to++;
  return to;
}
