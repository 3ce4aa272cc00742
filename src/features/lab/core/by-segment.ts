import type { Maybe } from '../../../kernel/known.ts';
import { clusterDraws } from '../../../kernel/stats/cluster-draws.ts';
import { areaWithin, type Bounded, bounded, ranksByCutOff } from './area-by-cut-off.ts';
import type { RowFate } from './back-test.ts';
import type { LabelledRows } from './labels.ts';

/** How a judgement did among some of the customers. */
export interface SegmentReport {
  /** '' for those of whom the field is not filled in. */
  readonly segment: string;
  readonly rows: number;
  readonly outcomes: number;
  readonly area: Maybe<Bounded>;
}

/**
 * The area of a judgement among the customers of each segment.
 *
 * @param rows      Customers at cut-offs.
 * @param fates     Which of them are judged.
 * @param scores    A score a row, the higher the likelier.
 * @param segments  The segment of each customer.
 * @param options   How many cut-offs, seed and rounds of the intervals, and how many segments to name: the largest.
 * @returns         Segments by falling number of rows.
 * @source          Issue 8: by segment.
 * @example         bySegment({ accounts: [0, 1], places: [0, 0], labels: [1, 0] }, ['judged', 'judged'], [2, 1], ['a', 'b'], { cutOffs: 1, seed: 1, rounds: 2, most: 1 })[0].rows // => 1
 */
export function bySegment(
  rows: LabelledRows,
  fates: readonly RowFate[],
  scores: Float64Array,
  segments: readonly string[],
  { cutOffs, seed, rounds, most }: { readonly cutOffs: number; readonly seed: number; readonly rounds: number; readonly most: number },
): SegmentReport[] {
  const draws = clusterDraws(Math.max(1, segments.length), rounds, seed);
  const own = new Map<string, number[]>();
  for (const [row, fate] of fates.entries()) {
    if (fate !== 'judged') continue;
    const segment = segments[rows.accounts[row] ?? 0] ?? '';
    const found = own.get(segment);
    if (found === undefined) own.set(segment, [row]);
    else found.push(row);
  }
  const largest = [...own].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1)).slice(0, most);
  return largest.map(([segment, some]) => {
    const only = new Float64Array(scores.length).fill(Number.NaN);
    for (const row of some) only[row] = scores[row] ?? Number.NaN;
    const ranks = ranksByCutOff(rows, only, cutOffs);
    return {
      segment,
      rows: some.length,
      outcomes: some.filter((row) => rows.labels[row] === 1).length,
      area: bounded(draws, (weights) => areaWithin(ranks, weights)),
    };
  });
}
