import type { Day } from '../../kernel/time.ts';
import type { Unit } from '../format.ts';
import { type Gap, gapsOf, pointsOf, type SeriesPoint, trailingMean } from './series-points.ts';

/** The metrics a customer's usage can be drawn by. */
export const CHART_METRICS = [
  'activity-rate',
  'login-ratio',
  'login-users',
  'dau',
  'wau',
  'mau',
  'modules',
  'modules-in-use',
  'online-time',
  'online-minutes',
  'pc-share',
  'app-share',
] as const;
export type ChartMetric = (typeof CHART_METRICS)[number];

export type ChartUnit = Exclude<Unit, 'points'>;

interface Plan {
  /** Metrics to ask the server for. */
  readonly ask: readonly string[];
  /** The thin line of single days; null for metrics that are smooth already. */
  readonly thin: string | null;
  /** The thick line: a metric as it is, or the 5-day mean of the thin one. */
  readonly thick: string | 'mean5';
  readonly unit: ChartUnit;
}

/** How each metric is drawn: windows as they are, single days thin under their 5-day mean. */
export const CHART_PLANS: Record<ChartMetric, Plan> = {
  'activity-rate': { ask: ['login-ratio', 'activity-rate'], thin: 'login-ratio', thick: 'activity-rate', unit: 'ratio' },
  'login-ratio': { ask: ['login-ratio'], thin: 'login-ratio', thick: 'mean5', unit: 'ratio' },
  'login-users': { ask: ['login-users', 'registered-users'], thin: 'login-users', thick: 'mean5', unit: 'users' },
  dau: { ask: ['dau'], thin: 'dau', thick: 'mean5', unit: 'users' },
  wau: { ask: ['wau'], thin: null, thick: 'wau', unit: 'users' },
  mau: { ask: ['mau'], thin: null, thick: 'mau', unit: 'users' },
  modules: { ask: ['modules'], thin: 'modules', thick: 'mean5', unit: 'modules' },
  'modules-in-use': { ask: ['modules-in-use'], thin: null, thick: 'modules-in-use', unit: 'modules' },
  'online-time': { ask: ['online-time'], thin: 'online-time', thick: 'mean5', unit: 'minutes' },
  'online-minutes': { ask: ['online-minutes'], thin: 'online-minutes', thick: 'mean5', unit: 'minutes' },
  'pc-share': { ask: ['pc-share'], thin: 'pc-share', thick: 'mean5', unit: 'ratio' },
  'app-share': { ask: ['app-share'], thin: 'app-share', thick: 'mean5', unit: 'ratio' },
};

/** What is drawn: both lines over the same days, and the hatched runs. */
export interface UsageLines {
  readonly raw: readonly SeriesPoint[];
  readonly main: readonly SeriesPoint[];
  readonly gaps: readonly Gap[];
  /** The last day is today: its single-day value still grows, so it must not look like a fall. */
  readonly unfinished: boolean;
}

/**
 * Turns an answer of `metrics.series` into the lines of a chart.
 *
 * @param rows    The answer: one row a day and metric.
 * @param metric  The metric to draw.
 * @param days    The days of the axis, in order. A day the server did not answer is Unknown(`not-computed`).
 * @param today   The workspace's today, which is not over yet.
 * @returns       Lines and gaps; a mean is never drawn over an Unknown day, and ends with the last day that is over.
 */
export function usageLines(
  rows: readonly (SeriesPoint & { readonly metric: string })[],
  metric: ChartMetric,
  days: readonly Day[],
  today: Day,
): UsageLines {
  const plan = CHART_PLANS[metric];
  const thin = plan.thin === null ? [] : onDays(pointsOf(rows, plan.thin), days);
  const unfinished = days.at(-1) === today && (thin.at(-1)?.value ?? null) !== null;
  if (plan.thick !== 'mean5') {
    const main = onDays(pointsOf(rows, plan.thick), days);
    return { raw: thin, main, gaps: gapsOf(main), unfinished };
  }
  const mean = trailingMean(
    thin.map((point) => (unfinished && point.day === today ? null : point.value)),
    5,
    3,
  );
  return { raw: thin, main: thin.map((point, index) => ({ ...point, value: mean[index] ?? null })), gaps: gapsOf(thin), unfinished };
}

function onDays(points: readonly SeriesPoint[], days: readonly Day[]): SeriesPoint[] {
  const byDay = new Map(points.map((point) => [point.day, point]));
  return days.map((day) => byDay.get(day) ?? { day, value: null, reason: 'not-computed' });
}
