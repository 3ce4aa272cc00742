import { softplus } from '../../../kernel/stats/softplus.ts';
import type { LabelledRows } from './labels.ts';
import type { MetricColumn } from './single-metric.ts';

/** What a discrete-time hazard learns from: customers from one cut-off to the next. */
export interface HazardPast {
  /** Labelled 1 where the outcome came by the next cut-off. */
  readonly months: LabelledRows;
  /** Metrics at those rows; the same as of the rows that are judged, in the same order. */
  readonly metrics: readonly MetricColumn[];
  /** Day number of the start of each customer. */
  readonly startsOn: Float64Array;
  /** Length of the outcome window. */
  readonly windowDays: number;
  /** Days after the end of a month until what came in it is known. */
  readonly waitDays: number;
}

/** The baseline of a hazard, as a column beside the metrics: the logarithm of a customer's month. */
export const LOG_AGE = 'log-month';
const MONTH_DAYS = 365.25 / 12;

/**
 * Metrics, and behind them the baseline of a hazard: the natural logarithm of the month that the customer is in, 1 for its first.
 *
 * @param metrics   Metrics at the rows.
 * @param rows      Customers at cut-offs.
 * @param cutOffs   Day numbers.
 * @param startsOn  Day number of the start of each customer.
 * @returns         The columns. A month is 30.44 days; its fractions count.
 * @source          The `log` baseline of kernel/stats/discrete-hazard.ts. It bears the penalty as every column does, so that it may also not vary.
 * @example         withAge([], { accounts: [0], places: [0], labels: [1] }, [100], [100])[0].values // => Float64Array.of(0)
 */
export function withAge(
  metrics: readonly MetricColumn[],
  rows: LabelledRows,
  cutOffs: readonly number[],
  startsOn: ArrayLike<number>,
): MetricColumn[] {
  const values = Float64Array.from(rows.accounts, (account, row) => {
    const days = (cutOffs[rows.places[row] ?? 0] ?? 0) - (startsOn[account] ?? Number.NaN);
    return Math.log(1 + Math.max(0, days) / MONTH_DAYS);
  });
  return [...metrics, { id: LOG_AGE, values }];
}

/**
 * From the hazard of a month to the chance of a window: 1 − Π(1 − h) over its months, everything as at the cut-off but the age of the customer.
 *
 * @param monthly     Log-odds to have the outcome in the first month.
 * @param perLogAge   What one more on the logarithm of the customer's month adds to them.
 * @param logAge      That logarithm at the cut-off.
 * @param windowDays  Length of the window, > 0; of a last month that it holds in part, that part counts as a power.
 * @returns           Log-odds to have the outcome in the window.
 * @source            J. D. Singer, J. B. Willett (1993): survival is the product of what is left by each period.
 * @example           windowLogOdds(0, 0, 0, 2 * 365.25 / 12).toFixed(6) // => '1.098612'
 */
export function windowLogOdds(monthly: number, perLogAge: number, logAge: number, windowDays: number): number {
  // −ln of the share that is left.
  let gone = 0;
  for (let left = windowDays / MONTH_DAYS, month = 0; left > 1e-9; left--, month++) {
    const older = Math.log(Math.exp(logAge) + month) - logAge;
    gone += Math.min(1, left) * softplus(monthly + perLogAge * older);
  }
  return gone > 30 ? gone : Math.log(Math.expm1(Math.max(gone, 1e-300)));
}
