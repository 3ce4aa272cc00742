import type { Hit } from './facts.ts';

/** How many examples of a finding are kept. */
export const SAMPLES = 20;

/** What a rule found about things of one kind. */
export interface Finding {
  readonly rule: string;
  readonly entity: string;
  readonly count: number;
  /** The first that were found, in the order of the reading: by id, or by customer and id. */
  readonly samples: readonly Omit<Hit, 'entity'>[];
}

/** Gathers what rules find, however much it is, in the memory of some examples. */
export interface Gathering {
  add(rule: string, hits: readonly Hit[]): void;
  /** What was found so far, by rule and kind. */
  findings(): readonly Finding[];
}

/**
 * A new gathering.
 *
 * @returns  An empty one.
 * @example  gatherFindings().findings() // => []
 */
export function gatherFindings(): Gathering {
  const found = new Map<string, { rule: string; entity: string; count: number; samples: Omit<Hit, 'entity'>[] }>();
  return {
    add(rule, hits) {
      for (const { entity, ...hit } of hits) {
        const key = `${rule} ${entity}`;
        const one = found.get(key) ?? { rule, entity, count: 0, samples: [] };
        one.count += hit.count ?? 1;
        if (one.samples.length < SAMPLES) one.samples.push(hit);
        found.set(key, one);
      }
    },
    findings: () => [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
}

/**
 * Whether two runs found the same, whatever the order in which a database keeps the values of an example.
 *
 * @param one    What one run found.
 * @param other  What the other found.
 * @returns      True when rules, counts and examples are equal.
 * @example      sameFindings([{ rule: 'r', entity: 'e', count: 1, samples: [{ id: 'x', account: null, values: { a: 1, b: 2 } }] }], [{ rule: 'r', entity: 'e', count: 1, samples: [{ values: { b: 2, a: 1 }, account: null, id: 'x' }] }]) // => true
 */
export function sameFindings(one: readonly Finding[], other: readonly Finding[]): boolean {
  return textOf(one) === textOf(other);
}

function textOf(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ rule, entity, count, samples }) => [
      ...[rule, entity, count],
      samples.map((sample) => [
        sample.id,
        sample.account,
        sample.count ?? 1,
        Object.entries(sample.values).sort(([a], [b]) => (a < b ? -1 : 1)),
      ]),
    ]),
  );
}
