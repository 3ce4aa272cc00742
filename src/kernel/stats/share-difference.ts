import { InvariantError } from '../errors.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** How often something happened, of how many. */
export interface Counted {
  readonly hits: number;
  readonly of: number;
}

/**
 * How much two shares of different customers differ, with an interval that is right for small numbers too.
 *
 * @param one    Hits and trials of the first.
 * @param other  Of the second.
 * @returns      The first share less the second, and its 95 % bounds. Between −1 and 1.
 * @throws       InvariantError where one of them has no trials.
 * @source       R. G. Newcombe, "Interval Estimation for the Difference between Independent Proportions", Statistics in Medicine 17 (1998), method 10.
 * @example      Object.values(shareDifference({ hits: 56, of: 70 }, { hits: 48, of: 80 })).map((part) => part.toFixed(4)) // => ['0.2000', '0.0524', '0.3339']
 */
export function shareDifference(one: Counted, other: Counted): { readonly value: number; readonly low: number; readonly high: number } {
  if (one.of === 0 || other.of === 0) throw new InvariantError('A share of nobody differs from nothing.');
  const [first, second] = [one.hits / one.of, other.hits / other.of];
  const [a, b] = [wilsonInterval(one.hits, one.of), wilsonInterval(other.hits, other.of)];
  const value = first - second;
  return { value, low: value - Math.hypot(first - a.low, b.high - second), high: value + Math.hypot(a.high - first, second - b.low) };
}
