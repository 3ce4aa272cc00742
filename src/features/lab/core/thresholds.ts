import { quantileOfSorted } from '../../../kernel/stats/quantile-of-sorted.ts';

/** Shares of the customer-days on the bad side of a line: from strict to sensitive. */
const SHARES = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];
const DIGITS = 2;

/**
 * Thresholds worth trying, from what was measured.
 *
 * @param values     What the rule watched, a value a customer and day; NaN where it was not known.
 * @param live       The threshold now, which is one of them.
 * @param direction  On which side of the line it is bad.
 * @returns          Ascending, each once: lines with 0.2 % to half of the days on the bad side, rounded to two digits.
 * @example          thresholdsAround([1, 2, 3, 4], 2, 'down') // => [1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 1.9, 2, 2.2, 2.5]
 */
export function thresholdsAround(values: readonly number[], live: number, direction: 'down' | 'up'): readonly number[] {
  const known = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const found = known.length === 0 ? [] : SHARES.map((share) => quantileOfSorted(known, direction === 'down' ? share : 1 - share));
  return [...new Set([...found.map(rounded), live])].sort((a, b) => a - b);
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
