import type { UnknownReason } from '../../kernel/known.ts';
import type { Day } from '../../kernel/time.ts';

/** One day of one series: a value, or null with the reason why there is none. */
export interface SeriesPoint {
  readonly day: Day;
  readonly value: number | null;
  readonly reason?: UnknownReason | undefined;
  readonly partial?: true | undefined;
}

/** A run of points without a value and with one reason; both indexes inclusive. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly reason: UnknownReason | undefined;
}

interface SeriesRow extends SeriesPoint {
  readonly metric: string;
}

/**
 * The points of one metric out of an answer of `metrics.series`.
 *
 * @param rows    Rows of any number of metrics, ordered by day.
 * @param metric  The metric wanted.
 * @returns       Its points in the same order.
 */
export function pointsOf(rows: readonly SeriesRow[], metric: string): SeriesPoint[] {
  return rows.filter((row) => row.metric === metric).map(({ day, value, reason, partial }) => ({ day, value, reason, partial }));
}

/**
 * Where a line must break: the runs of points without a value.
 *
 * @param points  Points in order.
 * @returns       Runs in order; neighbouring days with different reasons are different runs.
 */
export function gapsOf(points: readonly SeriesPoint[]): Gap[] {
  const gaps: { start: number; end: number; reason: UnknownReason | undefined }[] = [];
  points.forEach((point, index) => {
    if (point.value !== null) return;
    const last = gaps.at(-1);
    if (last && last.end === index - 1 && last.reason === point.reason) last.end = index;
    else gaps.push({ start: index, end: index, reason: point.reason });
  });
  return gaps;
}

/**
 * The mean of each point and those before it, to read a noisy line by.
 *
 * @param values  Values in order, null where Unknown.
 * @param window  Points in the window, the point itself included.
 * @param least   Known points a mean needs.
 * @returns       One mean a point; null where the point itself is Unknown or too few are Known.
 */
export function trailingMean(values: readonly (number | null)[], window: number, least: number): (number | null)[] {
  return values.map((value, index) => {
    if (value === null) return null;
    const seen = values.slice(Math.max(0, index - window + 1), index + 1).filter((one) => one !== null);
    return seen.length < least ? null : seen.reduce((sum, one) => sum + one, 0) / seen.length;
  });
}

/**
 * The first point of each month, where the axis names the month.
 *
 * @param days   Days in order.
 * @param least  Fewest points between two names; nearer ones are left out.
 * @returns      Indexes, ascending. The month a series begins in is named only when it has room.
 */
export function monthStarts(days: readonly Day[], least: number): number[] {
  const starts: number[] = [];
  days.forEach((day, index) => {
    if (index === 0 || day.slice(0, 7) === days[index - 1]?.slice(0, 7)) return;
    const last = starts.at(-1);
    if (last === undefined || index - last >= least) starts.push(index);
  });
  return starts;
}

/**
 * The last value of a line, which carries its label.
 *
 * @param values  Values in order, null where Unknown.
 * @returns       Index and value, or null when nothing is Known.
 */
export function lastKnown(values: readonly (number | null)[]): { readonly index: number; readonly value: number } | null {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index];
    if (value !== null && value !== undefined) return { index, value };
  }
  return null;
}

/**
 * A round maximum for an axis that begins at zero.
 *
 * @param highest  Largest value to be drawn, ≥ 0.
 * @returns        A maximum above it, divisible into `steps` equal parts with short labels.
 */
export function niceScale(highest: number): { readonly max: number; readonly step: number } {
  if (!(highest > 0)) return { max: 1, step: 0.5 };
  const rough = highest / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? 10 * power;
  const steps = Math.max(2, Math.ceil(highest / step - 1e-9));
  return { max: clean(step * steps), step: clean(step) };
}

function clean(value: number): number {
  return Number(value.toPrecision(12));
}
