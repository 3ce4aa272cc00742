import type { HealthModel, Scored } from './model.ts';

/** What a part of a score gave. `cap` is what caps took away. */
export interface Contribution {
  readonly part: string;
  /** Points of the score that come from it; those of all parts add up to the score. */
  readonly points: number;
  /** Its share of the weight that is Known; 0 for `cap`. The points are its share times what it scores. */
  readonly share: number;
}

/**
 * What each measure gave to the score of a day.
 *
 * @param scored  What a model said.
 * @param model   The model.
 * @param day     Index of the day in `scored`.
 * @returns       One entry a Known, expected measure that counts, and `cap` where one held the score down; null where there is no score. The
 *                points add up to the score.
 * @example       contributionsOf({ score: { from: 0, values: Float64Array.of(39), reasons: Uint8Array.of(0) }, points: [Float64Array.of(80)], expected: [Uint8Array.of(1)], coverage: Float64Array.of(1), uncapped: Float64Array.of(80) }, { id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [{ id: 'a', group: '', name: { 'zh-CN': '', 'en-US': '' }, weight: 2, metric: 'a', scoring: { kind: 'ratio', full: 1 } }], caps: [], requires: [], requiredCoverage: 1, bands: { healthy: 75, watch: 50 } }, 0) // => [{ part: 'a', points: 80, share: 1 }, { part: 'cap', points: -41, share: 0 }]
 */
export function contributionsOf(scored: Scored, model: HealthModel, day: number): readonly Contribution[] | null {
  const score = scored.score.values[day];
  const uncapped = scored.uncapped[day];
  if (score === undefined || uncapped === undefined || Number.isNaN(score)) return null;
  const counted = model.measures.flatMap(({ id, weight }, index) => {
    const points = scored.points[index]?.[day] ?? Number.NaN;
    const counts = weight > 0 && scored.expected[index]?.[day] === 1 && !Number.isNaN(points);
    return counts ? [{ part: id, weight, points }] : [];
  });
  const known = counted.reduce((sum, { weight }) => sum + weight, 0);
  const parts = counted.map(({ part, weight, points }) => ({ part, points: (weight * points) / known, share: weight / known }));
  return score === uncapped ? parts : [...parts, { part: 'cap', points: score - uncapped, share: 0 }];
}

/** By how much a part moved a score. */
export interface PartChange {
  readonly part: string;
  readonly points: number;
  /** What it gave before and after; 0 where it gave nothing. */
  readonly from: number;
  readonly to: number;
}

/** What moved a score, in points that add up. */
export interface Causes {
  /** What was measured is another value. Between two models: it is scored otherwise. */
  readonly values: number;
  /** Parts count for more or less: because others came or went. Between two models: because their weights are others. */
  readonly shares: number;
  /** Caps hold more or less. */
  readonly cap: number;
}

/**
 * What moved a score, by cause. A part that gave s × p and gives t × q moved it by (s+t)/2 × (q−p) through its value and by (t−s) × (p+q)/2
 * through its share; one that came or went, by all that it gives or gave through its share.
 *
 * @param before  What each part gave before.
 * @param after   What each part gives now.
 * @returns       Points; together the change of the score.
 * @example       causesOf([{ part: 'a', points: 80, share: 1 }], [{ part: 'a', points: 30, share: 0.5 }, { part: 'b', points: 10, share: 0.5 }]) // => { values: -15, shares: -25, cap: 0 }
 */
export function causesOf(before: readonly Contribution[], after: readonly Contribution[]): Causes {
  let [values, shares, cap] = [0, 0, 0];
  for (const part of new Set([...before, ...after].map((one) => one.part))) {
    const [old, now] = [before.find((one) => one.part === part), after.find((one) => one.part === part)];
    const change = (now?.points ?? 0) - (old?.points ?? 0);
    if (part === 'cap') cap += change;
    else if (old === undefined || now === undefined) shares += change;
    else {
      const scored = now.points / now.share - old.points / old.share;
      const byValue = ((old.share + now.share) / 2) * scored;
      values += byValue;
      shares += change - byValue;
    }
  }
  return { values, shares, cap };
}

/**
 * Why a score is another one than before: the changes of all parts add up to the change of the score.
 *
 * @param before  What each part gave before.
 * @param after   What each part gives now.
 * @returns       One entry a part of either side, the largest loss first.
 * @example       changesOf([{ part: 'a', points: 40, share: 1 }], [{ part: 'a', points: 30, share: 0.5 }, { part: 'b', points: 5, share: 0.5 }]) // => [{ part: 'a', from: 40, to: 30, points: -10 }, { part: 'b', from: 0, to: 5, points: 5 }]
 */
export function changesOf(before: readonly Contribution[], after: readonly Contribution[]): readonly PartChange[] {
  const given = (of: readonly Contribution[], part: string): number => of.find((one) => one.part === part)?.points ?? 0;
  const parts = [...new Set([...before, ...after].map(({ part }) => part))];
  return parts
    .map((part) => {
      const [from, to] = [given(before, part), given(after, part)];
      return { part, from, to, points: to - from };
    })
    .sort((a, b) => a.points - b.points || (a.part < b.part ? -1 : 1));
}

/**
 * Why a score is another one when the model changed in between: first what the new model says of the old day, then what changed since. Both
 * together add up to the change of the score.
 *
 * @param before     What each part gave by the old model on the old day.
 * @param reread     What each part gives by the new model on the old day.
 * @param after      What each part gives by the new model on the new day.
 * @returns          Points that come from the change of the model, and the changes of the parts.
 * @example          acrossModels([{ part: 'a', points: 40, share: 1 }], [{ part: 'a', points: 50, share: 1 }], [{ part: 'a', points: 45, share: 1 }]) // => { model: 10, parts: [{ part: 'a', from: 50, to: 45, points: -5 }] }
 */
export function acrossModels(
  before: readonly Contribution[],
  reread: readonly Contribution[],
  after: readonly Contribution[],
): { readonly model: number; readonly parts: readonly PartChange[] } {
  const sum = (of: readonly Contribution[]): number => of.reduce((total, { points }) => total + points, 0);
  return { model: sum(reread) - sum(before), parts: changesOf(reread, after) };
}
