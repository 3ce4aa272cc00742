/** A metric that knew at a cut-off what happened later. */
export interface Leak {
  readonly metric: string;
  readonly cutOff: number;
  /** With later facts at hand, and without; NaN where it is not known. */
  readonly withLater: number;
  readonly without: number;
}

/**
 * Catches what looks into the future: measures each cut-off twice, with all facts and with those up to it, and names what differs.
 *
 * @param facts    Facts of one customer.
 * @param dayOf    The day number on which a fact was known.
 * @param measure  How metrics are measured from facts at the end of a day: the code that a back-test uses.
 * @param cutOffs  Day numbers to try.
 * @returns        A line for each metric and cut-off that differs; none when nothing leaks.
 * @source         Issue 8: a planted leak is caught.
 * @example        findLeaks([1, 9], (day) => day, (days) => ({ count: days.length }), [5]) // => [{ metric: 'count', cutOff: 5, withLater: 2, without: 1 }]
 */
export function findLeaks<Fact>(
  facts: readonly Fact[],
  dayOf: (fact: Fact) => number,
  measure: (facts: readonly Fact[], cutOff: number) => Readonly<Record<string, number>>,
  cutOffs: readonly number[],
): Leak[] {
  return cutOffs.flatMap((cutOff) => {
    const withLater = measure(facts, cutOff);
    const without = measure(
      facts.filter((fact) => dayOf(fact) <= cutOff),
      cutOff,
    );
    const metrics = [...new Set([...Object.keys(withLater), ...Object.keys(without)])];
    return metrics.flatMap((metric) => {
      const [one, other] = [withLater[metric] ?? Number.NaN, without[metric] ?? Number.NaN];
      return Object.is(one, other) ? [] : [{ metric, cutOff, withLater: one, without: other }];
    });
  });
}
