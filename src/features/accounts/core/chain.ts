import { addDays, type Day } from '../../../kernel/time.ts';

/** A person at a customer, and the last day on which somebody reached them; null: never. */
export interface ChainPerson {
  readonly id: string;
  readonly roles: readonly string[];
  readonly leftOn: Day | null;
  readonly seenOn: Day | null;
}

/** How much of the decision chain was met lately. */
export interface ChainCoverage {
  readonly people: number;
  readonly met: number;
  /** Whether one who decides was met; null where nobody is known to decide. */
  readonly deciderMet: boolean | null;
}

/** So many days count as lately (C360-02). */
export const MET_DAYS = 90;

/**
 * How much of the decision chain was met in the last 90 days (C360-02).
 *
 * @param people  Everybody kept at the customer; those who left are not counted.
 * @param today   The workspace's today.
 * @returns       Counts of people.
 * @example       chainCoverage([{ id: 'a', roles: ['DECIDER'], leftOn: null, seenOn: '2026-11-01' }, { id: 'b', roles: [], leftOn: null, seenOn: null }], '2026-11-18') // => { people: 2, met: 1, deciderMet: true }
 */
export function chainCoverage(people: readonly ChainPerson[], today: Day): ChainCoverage {
  const here = people.filter(({ leftOn }) => leftOn === null || leftOn > today);
  const since = addDays(today, -MET_DAYS);
  const met = here.filter(({ seenOn }) => seenOn !== null && seenOn > since);
  const deciders = here.filter(({ roles }) => roles.includes('DECIDER'));
  return {
    people: here.length,
    met: met.length,
    deciderMet: deciders.length === 0 ? null : met.some(({ roles }) => roles.includes('DECIDER')),
  };
}
