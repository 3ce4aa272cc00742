import type { Column } from '../../../kernel/column.ts';

/** What is expected of the activity where nobody said otherwise: the worked example of HLT-02. Lines of activity are meant for it. */
export const USUAL_ACTIVITY = 0.6;

/** The metric whose lines move with what is expected, and the one that says it. */
export const ACTIVITY = 'activity-rate';
export const EXPECTED_ACTIVITY = 'expected-activity';

/**
 * A line that a metric must not fall below, for one customer and day. A line of the activity is lowered in proportion where a person expects
 * less than usual; it is never raised.
 *
 * @param metric   Id of the metric.
 * @param line     The line, in the unit of the metric.
 * @param columns  By metric id; where nobody said what to expect, `expected-activity` is Unknown or absent.
 * @param day      Day number.
 * @returns        The line of this customer.
 * @source         ACT-07: low use that is all its business calls for is not red; HLT-01 and MON-05 give the line, decision 0030.
 * @example        lineFor('activity-rate', 0.2, { 'expected-activity': { from: 0, values: Float64Array.of(0.15), reasons: Uint8Array.of(0) } }, 0) // => 0.05
 */
export function lineFor(metric: string, line: number, columns: Readonly<Record<string, Column>>, day: number): number {
  if (metric !== ACTIVITY) return line;
  const said = columns[EXPECTED_ACTIVITY];
  const expected = said?.values[day - said.from] ?? Number.NaN;
  return expected > 0 && expected < USUAL_ACTIVITY ? (line * expected) / USUAL_ACTIVITY : line;
}

/**
 * The activity as it is compared with a line that is meant for what is usual: raised in proportion where a person expects less.
 *
 * @param columns  By metric id; as for `lineFor`.
 * @returns        The column of the activity, raised on the days on which less is expected; undefined where there is none.
 * @source         ACT-07, MON-05, decision 0030.
 * @example        raisedActivity({ 'activity-rate': { from: 0, values: Float64Array.of(0.06), reasons: Uint8Array.of(0) }, 'expected-activity': { from: 0, values: Float64Array.of(0.15), reasons: Uint8Array.of(0) } }).values // => Float64Array.of(0.24)
 */
export function raisedActivity(columns: Readonly<Record<string, Column>>): Column | undefined {
  const [activity, said] = [columns[ACTIVITY], columns[EXPECTED_ACTIVITY]];
  if (activity === undefined || said === undefined) return activity;
  const values = activity.values.map((value, index) => value / lineFor(ACTIVITY, 1, columns, activity.from + index));
  return { ...activity, values };
}
