import type { Maybe } from '../../../kernel/known.ts';
import { clusterDraws } from '../../../kernel/stats/cluster-draws.ts';
import { areaWithin, type Bounded, bounded, ranksByCutOff } from './area-by-cut-off.ts';
import type { LabelledRows } from './labels.ts';

/** `better`, `worse`: the whole interval of the paired difference lies on that side of 0. `not-told`: it does not. `too-few`: 样本不足. */
export type ComparisonVerdict = 'better' | 'worse' | 'not-told' | 'too-few';

/** Two judgements over the same customers at the same cut-offs. */
export interface Comparison {
  readonly rows: number;
  readonly outcomes: number;
  readonly customersWithOutcome: number;
  readonly area: Maybe<Bounded>;
  readonly otherArea: Maybe<Bounded>;
  /** Area of the first − area of the other, over the same draws. */
  readonly difference: Maybe<Bounded>;
  readonly verdict: ComparisonVerdict;
}

export interface ComparisonSettings {
  /** How many cut-offs there are. */
  readonly cutOffs: number;
  /** Customers there are. */
  readonly accounts: number;
  readonly seed: number;
  readonly rounds: number;
  readonly leastOutcomes: number;
}

/**
 * Compares two judgements with each other: only where both say something, so that neither gains by being silent about the hard ones.
 *
 * @param rows      Customers at cut-offs, with what came.
 * @param scores    A number a row, the higher the likelier the outcome; NaN where it says nothing.
 * @param others    The same of the other judgement; on any scale of its own.
 * @param settings  What is judged, and how often customers are drawn.
 * @returns         Both areas, their paired difference, and which is better: by the 95 % interval of the difference, drawn by customers.
 * @source          Issue 8: a paired difference of areas, as for the added value over a single metric.
 * @example         compare({ accounts: [0, 1], places: [0, 0], labels: [0, 1] }, [1, 2], [2, 1], { cutOffs: 1, accounts: 2, seed: 1, rounds: 9, leastOutcomes: 20 }).verdict // => 'too-few'
 */
export function compare(
  rows: LabelledRows,
  scores: ArrayLike<number>,
  others: ArrayLike<number>,
  { cutOffs, accounts, seed, rounds, leastOutcomes }: ComparisonSettings,
): Comparison {
  const [own, other] = [new Float64Array(rows.labels.length).fill(Number.NaN), new Float64Array(rows.labels.length).fill(Number.NaN)];
  const [judged, withOutcome] = [[] as number[], new Set<number>()];
  for (let row = 0; row < rows.labels.length; row++) {
    const [one, two] = [scores[row] ?? Number.NaN, others[row] ?? Number.NaN];
    if (Number.isNaN(one) || Number.isNaN(two)) continue;
    [own[row], other[row]] = [one, two];
    judged.push(row);
    if (rows.labels[row] === 1) withOutcome.add(rows.accounts[row] ?? 0);
  }
  const draws = clusterDraws(Math.max(1, accounts), rounds, seed);
  const [ranks, otherRanks] = [ranksByCutOff(rows, own, cutOffs), ranksByCutOff(rows, other, cutOffs)];
  const difference = bounded(draws, (weights) => {
    const [mine, theirs] = [areaWithin(ranks, weights), areaWithin(otherRanks, weights)];
    return mine === undefined || theirs === undefined ? undefined : mine - theirs;
  });
  return {
    rows: judged.length,
    outcomes: judged.filter((row) => rows.labels[row] === 1).length,
    customersWithOutcome: withOutcome.size,
    area: bounded(draws, (weights) => areaWithin(ranks, weights)),
    otherArea: bounded(draws, (weights) => areaWithin(otherRanks, weights)),
    difference,
    verdict: comparisonVerdict(difference, withOutcome.size >= leastOutcomes),
  };
}

/**
 * Which of two judgements is better.
 *
 * @param difference  Area of the first − area of the other, with its interval.
 * @param enough      Whether there are outcomes enough to say anything.
 * @returns           `better` and `worse` are said of the first one.
 * @source            Issue 8.
 * @example           comparisonVerdict({ known: true, value: { estimate: -0.2, low: -0.3, high: -0.1, rounds: 200 } }, true) // => 'worse'
 */
export function comparisonVerdict(difference: Maybe<Bounded>, enough: boolean): ComparisonVerdict {
  if (!enough || !difference.known) return 'too-few';
  if (difference.value.low > 0) return 'better';
  return difference.value.high < 0 ? 'worse' : 'not-told';
}
