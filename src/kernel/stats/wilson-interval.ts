import { InvariantError } from '../errors.ts';

/**
 * The Wilson score interval: between which shares the true share lies, given some successes in some trials. Right for small numbers too.
 *
 * @param successes  An integer, 0 to `trials`.
 * @param trials     An integer ≥ 0. With 0 trials nothing is known, and the interval is all of 0 to 1.
 * @param z          Standard normal quantile of the confidence; 1.96 (the default, to more digits) is 95 %.
 * @returns          Lower and upper bound as fractions.
 * @throws           InvariantError when `successes` is not within 0 to `trials`.
 * @source           E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927); without continuity correction.
 * @example          wilsonInterval(0, 0) // => { low: 0, high: 1 }
 */
export function wilsonInterval(successes: number, trials: number, z = 1.959963984540054): { low: number; high: number } {
  if (!(successes >= 0 && successes <= trials)) throw new InvariantError(`${successes} successes in ${trials} trials are impossible.`);
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const centre = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}
