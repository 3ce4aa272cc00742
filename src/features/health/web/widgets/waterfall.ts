import type { OutputOf } from '../../../../contract/operation.ts';
import type { explainChange } from '../../contract.ts';

type Change = OutputOf<typeof explainChange>;
type Part = Change['parts'][number];

/** One step on the way from one score to the other. */
export type Step = Omit<Part, 'kind'> & {
  readonly kind: Part['kind'] | 'model';
  /** Where the way stands before and after it. */
  readonly before: number;
  readonly after: number;
};

/** Steps that do not show: they stay in the sum. */
const LEAST = 1e-6;

/**
 * The way from one score to another, the model first, then the largest loss first.
 *
 * @param change  Both ends, and what came between.
 * @returns       Steps that lead from one end to the other, and the range of points they need.
 */
export function stepsOf(change: Change): { readonly steps: readonly Step[]; readonly low: number; readonly high: number } {
  const nothing = { value: null } as const;
  const model = { part: 'model', name: null, metric: null, from: 0, to: change.model, points: change.model };
  const all = [{ ...model, kind: 'model' as const, valueBefore: nothing, valueAfter: nothing }, ...change.parts];
  let at = change.from.score.value ?? 0;
  const steps: Step[] = [];
  for (const part of all) {
    const before = at;
    at += part.points;
    if (Math.abs(part.points) > LEAST) steps.push({ ...part, before, after: at });
  }
  const seen = [change.from.score.value ?? 0, at, ...steps.flatMap(({ before, after }) => [before, after])];
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const room = Math.max(2, (high - low) * 0.06);
  return { steps, low: Math.max(0, low - room), high: high + room };
}
