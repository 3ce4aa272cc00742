import { logNormalScore } from '../../../kernel/stats/log-normal-score.ts';

/**
 * How the value of a metric becomes points.
 *
 * - `ratio`: 100 × value ÷ full, between 0 and 100.
 * - `linear`: 0 points at `zero`, 100 at `full`, straight between them and level outside; `full` below `zero` for what is better when smaller.
 * - `steps`: the points of the last step the value reaches; `below` before the first.
 * - `log-normal`: 50 points at the median, 90 at `good`.
 */
export type Scoring =
  | { readonly kind: 'ratio'; readonly full: number }
  | { readonly kind: 'linear'; readonly zero: number; readonly full: number }
  | { readonly kind: 'steps'; readonly below: number; readonly steps: readonly { readonly from: number; readonly points: number }[] }
  | { readonly kind: 'log-normal'; readonly median: number; readonly good: number };

/**
 * The points of a value.
 *
 * @param scoring  How points are given.
 * @param value    The value, in the unit of its metric; finite.
 * @returns        Points. Those of `steps` as they stand in it, the others 0 to 100.
 * @source         HLT-02 (ratio); Planhat (linear bounded), Totango and Vitally (steps), Lighthouse (log-normal), as published.
 * @example        pointsOf({ kind: 'linear', zero: 30, full: 0 }, 6) // => 80
 */
export function pointsOf(scoring: Scoring, value: number): number {
  switch (scoring.kind) {
    case 'ratio':
      // Multiplied first: 100 × 0.45 ÷ 0.6 is 75 to the last bit.
      return clamp((100 * value) / scoring.full);
    case 'linear':
      return clamp((100 * (value - scoring.zero)) / (scoring.full - scoring.zero));
    case 'steps':
      return scoring.steps.reduce((points, step) => (value >= step.from ? step.points : points), scoring.below);
    case 'log-normal':
      return logNormalScore(value, scoring.median, scoring.good);
  }
}

function clamp(points: number): number {
  return Math.min(100, Math.max(0, points));
}

/** Why a scoring does not give a number for every value. */
export type ScoringProblem = 'finite' | 'full-zero' | 'same-ends' | 'log-ends' | 'no-steps' | 'step-points' | 'steps-fall';

/**
 * What is wrong with a scoring.
 *
 * @param scoring  A scoring somebody wrote.
 * @returns        The problem; null when it gives points for every value.
 * @example        scoringProblem({ kind: 'ratio', full: 0 }) // => 'full-zero'
 */
export function scoringProblem(scoring: Scoring): ScoringProblem | null {
  const numbers = Object.values(scoring).filter((value) => typeof value === 'number');
  if (numbers.some((value) => !Number.isFinite(value))) return 'finite';
  switch (scoring.kind) {
    case 'ratio':
      return scoring.full > 0 ? null : 'full-zero';
    case 'linear':
      return scoring.zero === scoring.full ? 'same-ends' : null;
    case 'log-normal':
      return scoring.median > 0 && scoring.good > 0 && scoring.median !== scoring.good ? null : 'log-ends';
    case 'steps':
      return isPoints(scoring.below) ? stepsProblem(scoring.steps) : 'step-points';
  }
}

function stepsProblem(steps: Extract<Scoring, { kind: 'steps' }>['steps']): ScoringProblem | null {
  if (steps.length === 0) return 'no-steps';
  if (steps.some(({ from, points }) => !Number.isFinite(from) || !Number.isFinite(points))) return 'finite';
  if (steps.some(({ points }) => !isPoints(points))) return 'step-points';
  const rising = steps.every(({ from }, index) => index === 0 || from > (steps[index - 1]?.from ?? Number.NEGATIVE_INFINITY));
  return rising ? null : 'steps-fall';
}

function isPoints(points: number): boolean {
  return points >= 0 && points <= 100;
}
