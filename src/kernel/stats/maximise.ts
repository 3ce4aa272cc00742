import { known, type Maybe, unknown } from '../known.ts';
import { cholesky, invertCholesky, solveCholesky } from './cholesky.ts';

/** A log-likelihood at one place: its value, its slope, and minus its curvature (size × size, row after row; the lower half counts). */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

export interface Maximum extends Slope {
  readonly at: Float64Array;
  /** The inverse of the information: the covariance of the estimates. */
  readonly covariance: Float64Array;
  readonly rounds: number;
}

/**
 * Finds the top of a concave function by Newton's method, halving steps that do not climb.
 *
 * @param slopeAt  The function; its information must be positive definite around the top.
 * @param start    Where to begin.
 * @returns        Known top; Unknown(`no-estimate`) where there is none (the function climbs for ever, as with complete separation) or where it
 *                 is flat in some direction (columns that repeat each other).
 * @source         J. Nocedal, S. J. Wright, Numerical Optimization, 3.5 (Newton with backtracking).
 * @example        maximise(([x]) => ({ value: -((x - 3) ** 2), gradient: Float64Array.of(6 - 2 * x), information: Float64Array.of(2) }), [0]).value.at[0].toFixed(9) // => '3.000000000'
 */
export function maximise(slopeAt: (at: Float64Array) => Slope, start: ArrayLike<number>): Maybe<Maximum> {
  let at = Float64Array.from(start);
  let slope = slopeAt(at);
  const first = slope.information;
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds++) {
    const factor = cholesky(slope.information, at.length);
    if (factor === undefined || hasFlattened(slope.information, first, at.length)) return unknown('no-estimate');
    const step = solveCholesky(factor, slope.gradient);
    if (step.every((part, place) => Math.abs(part) <= 1e-10 * (1 + Math.abs(at[place] ?? 0)))) {
      return known({ ...slope, at, covariance: invertCholesky(factor, at.length), rounds });
    }
    const next = climbed(slopeAt, at, slope, step);
    // No step climbs any more although it should: the digits are used up.
    if (next === undefined) return known({ ...slope, at, covariance: invertCholesky(factor, at.length), rounds });
    ({ at, slope } = next);
  }
  return unknown('no-estimate');
}

const MOST_ROUNDS = 60;

/** Towards infinity a likelihood flattens by a factor of e each round: long before its digits end, there is no top. */
function hasFlattened(information: Float64Array, first: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const cell = row * size + row;
    if ((information[cell] ?? 0) < 1e-9 * (first[cell] ?? 0)) return true;
  }
  return false;
}

function climbed(slopeAt: (at: Float64Array) => Slope, at: Float64Array, slope: Slope, step: Float64Array) {
  for (let part = 1; part > 1e-6; part /= 2) {
    const there = at.map((place, index) => place + part * (step[index] ?? 0));
    const found = slopeAt(there);
    if (found.value >= slope.value - 1e-13 * Math.abs(slope.value)) return { at: there, slope: found };
  }
  return undefined;
}
