import type { Verdict } from './back-test.ts';

/** How a learned risk stands. Only `not-better` and `better` say anything of a customer. */
export const STANDINGS = ['off', 'untrained', 'too-few', 'no-skill', 'not-better', 'better'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * Whether a learned risk may speak, by the verdicts of its own back-test.
 *
 * @param active   Whether the workspace has a risk learned.
 * @param trained  What the last training came to; null where there is none for what is asked now.
 * @returns        Below the least number of outcomes `too-few`; without skill `no-skill`; with skill by whether it beats the best single metric.
 * @source         Issue 8: replaces nothing unless it proves better; not offered below a stated number of outcomes.
 * @example        standingOf(true, { skill: 'shown', addedValue: 'not-shown', learned: true }) // => 'not-better'
 */
export function standingOf(
  active: boolean,
  trained: { readonly skill: Verdict; readonly addedValue: Verdict; readonly learned: boolean } | null,
): Standing {
  if (!active) return 'off';
  if (trained === null) return 'untrained';
  if (!trained.learned || trained.skill === 'too-few') return 'too-few';
  if (trained.skill === 'not-shown') return 'no-skill';
  return trained.addedValue === 'shown' ? 'better' : 'not-better';
}

/**
 * Whether it is offered beside the hand-made score.
 *
 * @param standing  How it stands.
 * @returns         True with skill, better than the best single metric or not.
 * @example         isOffered('no-skill') // => false
 */
export function isOffered(standing: Standing): standing is 'better' | 'not-better' {
  return standing === 'better' || standing === 'not-better';
}

/**
 * In which tenth each of some risks lies.
 *
 * @param chances  Probabilities.
 * @returns        For each 1 to 10, in their order; 10 for the tenth with the highest. Equal ones share the higher tenth.
 * @example        tenthsOf([0.1, 0.4, 0.2, 0.3]) // => [3, 10, 5, 8]
 */
export function tenthsOf(chances: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(chances).sort();
  return Array.from(chances, (chance) => Math.ceil((10 * upTo(sorted, chance)) / sorted.length));
}

/** How many of rising numbers are not above one. */
function upTo(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
