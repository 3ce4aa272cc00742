import { known, type Maybe, unknown } from '../known.ts';
import { ascendingOrder, endOfTie } from './ascending-order.ts';
import { checkDurations, type Durations } from './durations.ts';

/** The curve from one time on, until the next step. */
export interface SurvivalStep {
  readonly time: number;
  /** How many were still followed just before this time. */
  readonly atRisk: number;
  readonly ended: number;
  readonly censored: number;
  /** Share that lives longer than this time, 0 to 1. */
  readonly share: number;
  /** Greenwood's standard error and the interval around `share`. */
  readonly interval: Maybe<{ readonly error: number; readonly low: number; readonly high: number }>;
}

export interface KaplanMeierOptions {
  /** The scale on which the interval is symmetric: `log` (the default) or `log-log`, which never leaves 0 to 1 and is better in small groups. */
  readonly scale?: 'log' | 'log-log';
  /** Standard normal quantile of the confidence; 1.96 (the default, to more digits) is 95 %. */
  readonly z?: number;
}

/**
 * The Kaplan–Meier curve: which share is still here after how long, when some are still being followed.
 *
 * @param durations  One row a customer, in any order. One censored at a time still counts as there at that time.
 * @param options    Scale and confidence of the intervals.
 * @returns          A step for each distinct time, rising; Unknown(`insufficient-data`) for nobody. An interval is Unknown(`one-outcome`) before
 *                   the first end and once nobody is left, where Greenwood's formula gives a width of 0 or none. Nothing is known after the last step.
 * @throws           InvariantError for a negative or non-finite time, or a flag that is neither 0 nor 1.
 * @source           E. L. Kaplan, P. Meier, JASA 53 (1958); variance: M. Greenwood (1926); scales: J. D. Kalbfleisch, R. L. Prentice (1980).
 * @example          kaplanMeier({ times: [1, 2, 2, 3], ended: [1, 1, 0, 0] }).value.map((step) => step.share) // => [0.75, 0.5, 0.5]
 */
export function kaplanMeier(durations: Durations, options: KaplanMeierOptions = {}): Maybe<readonly SurvivalStep[]> {
  checkDurations(durations);
  const { times, ended } = durations;
  if (times.length === 0) return unknown('insufficient-data');
  const order = ascendingOrder(times);
  const steps: SurvivalStep[] = [];
  let share = 1;
  let spread = 0;
  for (let from = 0; from < order.length; ) {
    const time = times[order[from] ?? 0] ?? 0;
    const alike = order.subarray(from, endOfTie(times, order, from));
    const ends = alike.reduce((sum, row) => sum + (ended[row] ?? 0), 0);
    const atRisk = order.length - from;
    share *= (atRisk - ends) / atRisk;
    if (ends > 0) spread += ends / (atRisk * (atRisk - ends));
    steps.push({ time, atRisk, ended: ends, censored: alike.length - ends, share, interval: intervalOf(share, spread, options) });
    from += alike.length;
  }
  return known(steps);
}

/** Greenwood: the variance of the share is share² × spread; that of its logarithm is spread. */
function intervalOf(share: number, spread: number, { scale = 'log', z = 1.959963984540054 }: KaplanMeierOptions): SurvivalStep['interval'] {
  if (share === 0 || spread === 0) return unknown('one-outcome');
  const deviation = Math.sqrt(spread);
  const error = share * deviation;
  if (scale === 'log') return known({ error, low: share * Math.exp(-z * deviation), high: Math.min(1, share * Math.exp(z * deviation)) });
  const stretch = Math.exp((z * deviation) / Math.abs(Math.log(share)));
  return known({ error, low: share ** stretch, high: share ** (1 / stretch) });
}
