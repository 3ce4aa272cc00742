import { InvariantError } from '../errors.ts';

/**
 * The probability of a chi-squared value at least this large by chance alone: the p-value of a test.
 *
 * @param value    The value, ≥ 0.
 * @param degrees  Degrees of freedom, > 0. With 1, `value` may be the square of a standard normal value (two-sided).
 * @returns        0 to 1, right to about 1e-13 of itself.
 * @throws         InvariantError for a negative value or no degrees of freedom.
 * @source         The regularised incomplete gamma function Q(degrees/2, value/2): series below the mean, continued fraction (Lentz) above; W. H. Press and others, Numerical Recipes, 6.2.
 * @example        chiSquaredTail(3.841458820694124, 1).toFixed(10) // => '0.0500000000'
 */
export function chiSquaredTail(value: number, degrees: number): number {
  if (!(value >= 0 && degrees > 0))
    throw new InvariantError(`A chi-squared value of ${value} with ${degrees} degrees of freedom is impossible.`);
  if (value === 0) return 1;
  if (value === Number.POSITIVE_INFINITY) return 0;
  const [shape, x] = [degrees / 2, value / 2];
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? 1 - scale * lowerSeries(shape, x) : scale * upperFraction(shape, x);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let step = 1; term > sum * 1e-17; step++) {
    term *= x / (shape + step);
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1; step < 10_000; step++) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

const LANCZOS = [
  0.999_999_999_999_809_9, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];

/** The logarithm of the gamma function of x > 0; C. Lanczos (1964), g = 7. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0] ?? 0;
  for (let term = 1; term < LANCZOS.length; term++) sum += (LANCZOS[term] ?? 0) / (x - 1 + term);
  const t = x + 6.5;
  return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
