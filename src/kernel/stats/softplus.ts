/**
 * ln(1 + exp(x)), without overflow: minus the logarithm of the chance that it does not come about at log-odds x.
 *
 * @param x  Log-odds.
 * @returns  A number above 0.
 * @example  softplus(0).toFixed(6) // => '0.693147'
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
