import type { Slope } from './maximise.ts';

/**
 * A log-likelihood with an L2 penalty taken off it.
 *
 * @param slope      The log-likelihood at one place, without penalty.
 * @param penalties  λ ≥ 0 of each place.
 * @param at         The place.
 * @returns          Value, gradient and information with the penalty; the gradient and the information are those given, changed.
 * @example          penalisedSlope({ value: 0, gradient: Float64Array.of(1), information: Float64Array.of(1) }, [2], [3]) // => { value: -9, gradient: Float64Array.of(-5), information: Float64Array.of(3) }
 */
export function penalisedSlope({ value, gradient, information }: Slope, penalties: ArrayLike<number>, at: ArrayLike<number>): Slope {
  const width = at.length;
  let less = 0;
  for (let place = 0; place < width; place++) {
    const [own, here] = [penalties[place] ?? 0, at[place] ?? 0];
    less += (own / 2) * here * here;
    gradient[place] = (gradient[place] ?? 0) - own * here;
    information[place * width + place] = (information[place * width + place] ?? 0) + own;
  }
  return { value: value - less, gradient, information };
}
