import { type LinearFit, leaveOutLogistic } from '../../../kernel/stats/leave-out-logistic.ts';
import { type HazardPast, windowLogOdds, withAge } from './hazard.ts';
import { type LabelledRows, rowsUntil } from './labels.ts';
import { type Recalibrated, recalibrate } from './recalibrate.ts';
import type { MetricColumn } from './single-metric.ts';

/** A risk learned from the past of a cut-off, and what it says of the customers at that cut-off. */
export interface LearnedRisk extends Recalibrated {
  /** As it was learned, before recalibration: log-odds a row, of cut-offs that are not judged too; NaN where too little was known to learn from. */
  readonly logOdds: Float64Array;
}

export interface LearnedRiskSettings {
  /** How many days after a cut-off its outcome is known. */
  readonly windowDays: number;
  /** λ of the penalty, ≥ 0. */
  readonly penalty: number;
  /** Customers with the outcome that it takes to learn. */
  readonly leastOutcomes: number;
  /** Day number; cut-offs before it teach, and are not judged. */
  readonly judgedFrom?: number;
  /** A number a customer, by which customers are dealt into groups (`lotOf`); absent: their numbers in `rows.accounts`. */
  readonly lots?: ArrayLike<number>;
  /** Learned by discrete-time hazard from these customer-months; absent: by logistic regression from the rows themselves. */
  readonly hazard?: HazardPast | undefined;
}

/**
 * Customers are dealt into so many groups; each is judged by what the others taught. How the lots fall moves what is found: decision 0035 says how
 * much.
 */
const GROUPS = 10;

/** From what is learned, and how what was learned is said of a row. */
interface Lessons {
  readonly rows: LabelledRows;
  readonly columns: readonly MetricColumn[];
  /** Day number on which the labels of a cut-off are known. */
  readonly knownOn: (place: number) => number;
  /** Columns of the rows that are judged, in the same order. */
  readonly judged: readonly MetricColumn[];
  readonly said: (fit: LinearFit, values: Float64Array) => number;
}

/**
 * Learns a risk at each cut-off from what was known by then, and judges the customers of that cut-off by it: each by a fit that has seen neither its
 * future nor itself. Otherwise a fit could know a customer again, and pass for skill with what is chance. What it says is then set right by what its
 * own words at earlier cut-offs came to, as far as that was known, and as soon as that would have been better at those cut-offs.
 *
 * @param rows      Customers at cut-offs, cut-off after cut-off.
 * @param metrics   The metrics it may look at. One that is not known counts as average: it adds nothing to the log-odds.
 * @param cutOffs   Day numbers, rising.
 * @param settings  Window, penalty and least number of outcomes; by which learner.
 * @returns         A probability a row.
 * @source          Penalised logistic regression (kernel/stats/leave-out-logistic.ts), walk-forward and cross-fitted by customer; recalibrated by Platt
 *                  scaling, which leaves the order within a cut-off as it is.
 * @example         learnedRisk({ accounts: [0], places: [0], labels: [1] }, [], [10], { windowDays: 30, penalty: 1, leastOutcomes: 20 }).scores.length // => 1
 */
export function learnedRisk(
  rows: LabelledRows,
  metrics: readonly MetricColumn[],
  cutOffs: readonly number[],
  settings: LearnedRiskSettings,
): LearnedRisk {
  const logOdds = walked(rows, cutOffs, lessonsOf(rows, metrics, cutOffs, settings), settings);
  return { logOdds, ...recalibrate(rows, logOdds, cutOffs, settings) };
}

function lessonsOf(
  rows: LabelledRows,
  metrics: readonly MetricColumn[],
  cutOffs: readonly number[],
  { windowDays, hazard }: LearnedRiskSettings,
): Lessons {
  if (hazard === undefined) {
    const knownOn = (place: number): number => (cutOffs[place] ?? 0) + windowDays;
    return { rows, columns: metrics, knownOn, judged: metrics, said: linear };
  }
  return {
    rows: hazard.months,
    columns: withAge(hazard.metrics, hazard.months, cutOffs, hazard.startsOn),
    knownOn: (place) => (cutOffs[place + 1] ?? Number.POSITIVE_INFINITY) + hazard.waitDays,
    judged: withAge(metrics, rows, cutOffs, hazard.startsOn),
    said: (fit, values) => windowLogOdds(linear(fit, values), fit.slopes.at(-1) ?? 0, values.at(-1) ?? 0, hazard.windowDays),
  };
}

function linear({ intercept, slopes }: LinearFit, values: Float64Array): number {
  let sum = intercept;
  for (let place = 0; place < slopes.length; place++) sum += (slopes[place] ?? 0) * (values[place] ?? 0);
  return sum;
}

/** Log-odds a row, by the fit of its cut-off that left its customer out. */
function walked(
  rows: LabelledRows,
  cutOffs: readonly number[],
  lessons: Lessons,
  { penalty, leastOutcomes, lots }: LearnedRiskSettings,
): Float64Array {
  const logOdds = new Float64Array(rows.labels.length).fill(Number.NaN);
  const groupOf = (account: number): number => (lots?.[account] ?? account) % GROUPS;
  const groups = Uint8Array.from(lessons.rows.accounts, groupOf);
  // What an earlier cut-off taught is near what the next one teaches.
  let near: LinearFit | undefined;
  for (const [place, cutOff] of cutOffs.entries()) {
    const count = rowsUntil(lessons.rows, (other) => lessons.knownOn(other) <= cutOff);
    if (customersWithOutcome(lessons.rows, count) < leastOutcomes) continue;
    const averages = Float64Array.from(lessons.columns, ({ values }) => averageOf(values, count));
    const columns = lessons.columns.map(({ values }, column) => filled(values, count, averages[column] ?? 0));
    const fits = leaveOutLogistic(columns, lessons.rows.labels.subarray(0, count), groups, GROUPS, { penalty, near });
    if (!fits.known) continue;
    near = fits.value.whole;
    const [from, to] = [rowsUntil(rows, (other) => other < place), rowsUntil(rows, (other) => other <= place)];
    for (let row = from; row < to; row++) {
      const fit = fits.value.without[groupOf(rows.accounts[row] ?? 0)];
      if (fit?.known !== true) continue;
      const values = averages.map((average, column) => knownOr(lessons.judged[column]?.values[row], average));
      logOdds[row] = lessons.said(fit.value, values);
    }
  }
  return logOdds;
}

function customersWithOutcome({ accounts, labels }: LabelledRows, count: number): number {
  const found = new Set<number>();
  for (let row = 0; row < count; row++) if (labels[row] === 1) found.add(accounts[row] ?? 0);
  return found.size;
}

function knownOr(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

function filled(values: Float64Array, count: number, otherwise: number): Float64Array {
  const column = values.slice(0, count);
  for (let row = 0; row < count; row++) if (Number.isNaN(column[row])) column[row] = otherwise;
  return column;
}

function averageOf(values: Float64Array, count: number): number {
  let [sum, known] = [0, 0];
  for (let row = 0; row < count; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    known++;
  }
  return known === 0 ? 0 : sum / known;
}
