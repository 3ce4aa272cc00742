import { known, type Maybe, unknown } from '../known.ts';
import { checkColumn } from './check-column.ts';
import type { Durations } from './durations.ts';
import { type LogisticFit, logisticRegression } from './logistic-regression.ts';
import { checkPeriods } from './period-hazards.ts';

export interface DiscreteHazardFit extends Pick<LogisticFit, 'coefficients' | 'means' | 'logLikelihood' | 'events'> {
  /** By period from the first: log-odds to end in it for a row that is average in every column. */
  readonly baseline: readonly number[];
  /** How many customer-periods were looked at. */
  readonly customerPeriods: number;
}

export interface DiscreteHazardOptions {
  /** `each`: a level of its own for each period (the default). `log`: the log-odds change with the logarithm of the period. */
  readonly baseline?: 'each' | 'log';
  /** λ ≥ 0 on the coefficients of the columns, as for logistic regression. The baseline bears none. */
  readonly penalty?: number;
}

/**
 * Discrete-time hazard: what each column adds to the log-odds of ending in a period, for those who have come as far as that.
 *
 * @param durations  One row a customer. Times are whole periods ≥ 1.
 * @param columns    One list of finite numbers a column, as known at the start of each customer's time; may be none.
 * @param options    Shape of the baseline, and the penalty.
 * @returns          Known fit; Unknown(`insufficient-data`) for nobody, Unknown(`one-outcome`) when nobody ended, or all did in each period,
 *                   Unknown(`no-estimate`) when a period with a level of its own has no end or only ends, or as for logistic regression.
 * @throws           InvariantError for times that are no whole periods, or values that are not finite.
 * @source           J. D. Singer, J. B. Willett (1993): a logistic regression over one row a customer and period.
 * @example          discreteHazard({ times: [1, 1, 2, 2, 2, 2], ended: [1, 0, 1, 0, 0, 0] }, []).value.baseline.map((odds) => Math.exp(odds).toFixed(3)) // => ['0.200', '0.333']
 */
export function discreteHazard(
  durations: Durations,
  columns: readonly ArrayLike<number>[],
  { baseline = 'each', penalty = 0 }: DiscreteHazardOptions = {},
): Maybe<DiscreteHazardFit> {
  checkPeriods(durations);
  const { times } = durations;
  for (const [place, column] of columns.entries()) checkColumn(`columns[${place}]`, column, times.length);
  if (times.length === 0) return unknown('insufficient-data');
  const { rows, periods, labels } = customerPeriods(durations);
  const last = periods.reduce((most, period) => Math.max(most, period), 1);
  const levels = levelsOf(periods, last, baseline);
  const values = columns.map((column) => rows.map((row) => column[row] ?? 0));
  const fit = logisticRegression([...levels, ...values], labels, { penalty, free: levels.length });
  if (!fit.known) return fit;
  const { intercept, coefficients, means, logLikelihood, events } = fit.value;
  const own = coefficients.slice(levels.length);
  const ownMeans = means.slice(levels.length);
  const average = own.reduce((sum, { estimate }, place) => sum + estimate * (ownMeans[place] ?? 0), intercept);
  const slopes = coefficients.slice(0, levels.length).map(({ estimate }) => estimate);
  const baselines = Array.from({ length: last }, (_, place) => {
    if (baseline === 'log') return average + (slopes[0] ?? 0) * Math.log(place + 1);
    return average + (place === 0 ? 0 : (slopes[place - 1] ?? 0));
  });
  return known({ baseline: baselines, coefficients: own, means: ownMeans, logLikelihood, events, customerPeriods: labels.length });
}

/** The columns of the baseline: a flag for each period after the first, or the logarithm of the period. */
function levelsOf(periods: Float64Array, last: number, baseline: 'each' | 'log'): Float64Array[] {
  if (last === 1) return [];
  if (baseline === 'log') return [periods.map((period) => Math.log(period))];
  return Array.from({ length: last - 1 }, (_, place) => periods.map((period) => Number(period === place + 2)));
}

/** One row for each period a customer came into, labelled 1 where it ended. */
function customerPeriods({ times, ended }: Durations) {
  let total = 0;
  for (let row = 0; row < times.length; row++) total += times[row] ?? 0;
  const [rows, periods, labels] = [new Float64Array(total), new Float64Array(total), new Uint8Array(total)];
  let next = 0;
  for (let row = 0; row < times.length; row++) {
    const time = times[row] ?? 0;
    for (let period = 1; period <= time; period++, next++) {
      rows[next] = row;
      periods[next] = period;
    }
    labels[next - 1] = ended[row] ?? 0;
  }
  return { rows, periods, labels };
}
