import type { Brand } from './brand.ts';
import { InvariantError } from './errors.ts';

/** A share or rate as a fraction: 0.2 is 20 %. May exceed 1 where a definition says so. Formatted at the edge only. */
export type Ratio = Brand<number, 'Ratio'>;

/** A score: 0 is worst, 100 is best. */
export type Points = Brand<number, 'Points'>;

/**
 * Takes a number as a ratio.
 *
 * @param value  A finite number; 1 is 100 %.
 * @returns      The same number as a Ratio.
 * @throws       InvariantError for NaN and infinities: "no value" is Unknown, never NaN.
 * @example      ratio(0.2) // => 0.2
 */
export function ratio(value: number): Ratio {
  if (!Number.isFinite(value)) throw new InvariantError(`${value} is not a ratio.`);
  return value as Ratio;
}

/**
 * Takes a number as points.
 *
 * @param value  0 to 100.
 * @returns      The same number as Points.
 * @throws       InvariantError outside 0 to 100.
 * @example      points(75) // => 75
 */
export function points(value: number): Points {
  if (!(value >= 0 && value <= 100)) throw new InvariantError(`${value} is not between 0 and 100 points.`);
  return value as Points;
}
