/**
 * The Cholesky factor of a symmetric positive definite matrix.
 *
 * @param matrix  size × size numbers, row after row; only the lower half is read.
 * @param size    Rows, ≥ 0.
 * @param least   A row whose remaining variance is not above this share of its diagonal repeats others (a share, default 1e-10).
 * @returns       The lower factor L with L·Lᵀ = matrix, row after row; `undefined` when the matrix is not positive definite.
 * @source        G. H. Golub, C. F. Van Loan, Matrix Computations, 4.2.
 * @example       [...cholesky([4, 0, 2, 5], 2)] // => [2, 0, 1, 2]
 */
export function cholesky(matrix: ArrayLike<number>, size: number, least = 1e-10): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const rest = (matrix[row * size + column] ?? 0) - productOfRows(lower, size, row, column);
      if (column < row) lower[row * size + column] = rest / (lower[column * size + column] ?? 1);
      else if (rest > least * (matrix[row * size + row] ?? 0)) lower[row * size + row] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return lower;
}

/** The product of two rows of the factor, as far as the second is filled. */
function productOfRows(lower: Float64Array, size: number, row: number, column: number): number {
  let sum = 0;
  for (let inner = 0; inner < column; inner++) sum += (lower[row * size + inner] ?? 0) * (lower[column * size + inner] ?? 0);
  return sum;
}

/**
 * Solves a system of equations through its Cholesky factor.
 *
 * @param lower  What `cholesky` returned.
 * @param right  The right-hand side, as many numbers as rows.
 * @returns      The solution.
 * @example      [...solveCholesky(cholesky([4, 0, 2, 5], 2), [8, 12])] // => [1, 2]
 */
export function solveCholesky(lower: Float64Array, right: ArrayLike<number>): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let rest = solution[row] ?? 0;
    for (let column = 0; column < row; column++) rest -= (lower[row * size + column] ?? 0) * (solution[column] ?? 0);
    solution[row] = rest / (lower[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = solution[row] ?? 0;
    for (let column = row + 1; column < size; column++) rest -= (lower[column * size + row] ?? 0) * (solution[column] ?? 0);
    solution[row] = rest / (lower[row * size + row] ?? 1);
  }
  return solution;
}

/**
 * The inverse of a matrix through its Cholesky factor.
 *
 * @param lower  What `cholesky` returned.
 * @param size   Rows.
 * @returns      size × size numbers, row after row.
 * @example      [...invertCholesky(cholesky([4, 0, 0, 16], 2), 2)] // => [0.25, 0, 0, 0.0625]
 */
export function invertCholesky(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const unit = new Float64Array(size);
    unit[row] = 1;
    inverse.set(solveCholesky(lower, unit), row * size);
  }
  return inverse;
}
