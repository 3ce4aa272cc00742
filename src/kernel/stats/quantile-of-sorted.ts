/**
 * A quantile of values that are sorted already, between two of them in proportion (type 7 of Hyndman and Fan).
 *
 * @param sorted  Ascending, none NaN.
 * @param share   0 to 1: 0.5 is the median.
 * @returns       The quantile; NaN without any value.
 * @source        Hyndman and Fan 1996, as in R.
 * @example       quantileOfSorted(Float64Array.of(1, 2, 4), 0.75) // => 3
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}
