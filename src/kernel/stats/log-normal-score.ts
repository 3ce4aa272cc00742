/**
 * Points by where a value stands in a log-normal spread: half of the points at the median, nine tenths at the better mark.
 *
 * @param value   The value, ≥ 0. Which direction is better follows from the two marks.
 * @param median  Value that earns 50 points, above 0.
 * @param good    Value that earns 90 points, above 0 and not the median.
 * @returns       Points, 0 to 100.
 * @source        Lighthouse's scoring curve: the complement of the log-normal distribution through two control points; Φ⁻¹(0.9) = 1.2815515655.
 * @example       Math.round(logNormalScore(20, 10, 20)) // => 90
 */
export function logNormalScore(value: number, median: number, good: number): number {
  if (value <= 0) return good < median ? 100 : 0;
  const z = (Math.log(value / median) / Math.log(good / median)) * Z_90;
  return 100 * normalDistribution(z);
}

/** The quantile of the standard normal distribution below which 90 % lie. */
const Z_90 = 1.2815515655446004;

/**
 * The standard normal distribution.
 *
 * @param z  Distance from the mean in standard deviations.
 * @returns  The share of values below `z`, 0 to 1, right to 1e-7.
 * @source   M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.2.17.
 * @example  normalDistribution(1.2815515655446004).toFixed(6) // => '0.900000'
 */
export function normalDistribution(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const tail = density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z < 0 ? tail : 1 - tail;
}
