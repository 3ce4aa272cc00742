import type { Slope } from './maximise.ts';
import { softplus } from './softplus.ts';
import type { Standardised } from './standardised.ts';

/** Rows that are added up at a time: each cell of the information is fetched once for all of them. */
const TOGETHER = 4;

/**
 * The log-likelihood of a logistic regression at one place, over some rows: it adds up over rows, and so do its slope and its information.
 *
 * @param table   Standardised columns.
 * @param labels  0 or 1 a row.
 * @param at      The intercept, then a coefficient a column.
 * @param from    First row.
 * @param to      The row after the last one.
 * @returns       Value, gradient, and the lower half of the information.
 * @example       logisticSlope({ rows: Float64Array.of(-1, 1), size: 1 }, [0, 1], Float64Array.of(0, 0), 0, 2).gradient // => Float64Array.of(0, 1)
 */
export function logisticSlope(
  { rows, size }: Pick<Standardised, 'rows' | 'size'>,
  labels: ArrayLike<number>,
  at: Float64Array,
  from: number,
  to: number,
): Slope {
  const width = size + 1;
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  let value = 0;
  const block = new Float64Array(TOGETHER * width);
  const [residuals, weights] = [new Float64Array(TOGETHER), new Float64Array(TOGETHER)];
  for (let first = from; first < to; first += TOGETHER) {
    for (let own = 0; own < TOGETHER; own++) {
      const row = first + own;
      [residuals[own], weights[own]] = [0, 0];
      if (row >= to) continue;
      const start = own * width;
      block[start] = 1;
      for (let place = 0; place < size; place++) block[start + place + 1] = rows[row * size + place] ?? 0;
      const logOdds = dot(block, start, at);
      const label = labels[row] ?? 0;
      const chance = 1 / (1 + Math.exp(-logOdds));
      value += label * logOdds - softplus(logOdds);
      [residuals[own], weights[own]] = [label - chance, chance * (1 - chance)];
    }
    addOuter(gradient, information, block, residuals, weights);
  }
  return { value, gradient, information };
}

function dot(block: Float64Array, start: number, at: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < at.length; place++) sum += (block[start + place] ?? 0) * (at[place] ?? 0);
  return sum;
}

function addOuter(
  gradient: Float64Array,
  information: Float64Array,
  block: Float64Array,
  residuals: Float64Array,
  weights: Float64Array,
): void {
  const width = gradient.length;
  const [second, third, fourth] = [width, 2 * width, 3 * width];
  const [rest0 = 0, rest1 = 0, rest2 = 0, rest3 = 0] = residuals;
  const [weight0 = 0, weight1 = 0, weight2 = 0, weight3 = 0] = weights;
  for (let row = 0; row < width; row++) {
    const [cell0, cell1] = [block[row] ?? 0, block[second + row] ?? 0];
    const [cell2, cell3] = [block[third + row] ?? 0, block[fourth + row] ?? 0];
    gradient[row] = (gradient[row] ?? 0) + rest0 * cell0 + rest1 * cell1 + rest2 * cell2 + rest3 * cell3;
    const [part0, part1, part2, part3] = [weight0 * cell0, weight1 * cell1, weight2 * cell2, weight3 * cell3];
    const base = row * width;
    for (let column = 0; column <= row; column++) {
      information[base + column] =
        (information[base + column] ?? 0) +
        part0 * (block[column] ?? 0) +
        part1 * (block[second + column] ?? 0) +
        part2 * (block[third + column] ?? 0) +
        part3 * (block[fourth + column] ?? 0);
    }
  }
}
