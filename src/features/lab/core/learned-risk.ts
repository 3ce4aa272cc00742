import type { Maybe } from '../../../kernel/known.ts';
import { logOdds } from '../../../kernel/stats/log-odds.ts';
import { type LogisticFit, type LogisticOptions, logisticRegression } from '../../../kernel/stats/logistic-regression.ts';
import { trainingPlaces } from './cut-offs.ts';
import type { LabelledRows } from './labels.ts';
import type { MetricColumn } from './single-metric.ts';

/** A risk learned from the past of a cut-off, and what it says of the customers at that cut-off. */
export interface LearnedRisk {
  /** A probability a row, 0 to 1; NaN at cut-offs before which too little was known to learn from. */
  readonly scores: Float64Array;
}

export interface LearnedRiskSettings {
  readonly windowDays: number;
  /** λ of the penalty, ≥ 0. */
  readonly penalty: number;
  /** Customers with the outcome that it takes to learn. */
  readonly leastOutcomes: number;
  /** Day number; cut-offs before it teach, and are not judged. */
  readonly judgedFrom?: number;
  /** A number a customer, by which customers are dealt into groups (`lotOf`); absent: their numbers in `rows.accounts`. */
  readonly lots?: ArrayLike<number>;
}

/**
 * Customers are dealt into so many groups; each is judged by what the others taught. How the lots fall moves what is found: decision 0032
 * says how much.
 */
const GROUPS = 3;

/**
 * Learns a risk at each cut-off from the cut-offs whose outcome was known by then, and judges the customers of that cut-off by it: each by a fit
 * that has seen neither its future nor itself. Otherwise a fit could know a customer again, and pass for skill with what is chance.
 *
 * @param rows      Customers at cut-offs.
 * @param metrics   The metrics it may look at. One that is not known counts as average: it adds nothing to the log-odds.
 * @param cutOffs   Day numbers, rising.
 * @param settings  Window, penalty and least number of outcomes.
 * @returns         A probability a row.
 * @source          Penalised logistic regression (kernel/stats/logistic-regression.ts), walk-forward and cross-fitted by customer.
 * @example         learnedRisk({ accounts: [0], places: [0], labels: [1] }, [], [10], { windowDays: 30, penalty: 1, leastOutcomes: 20 }).scores.length // => 1
 */
export function learnedRisk(
  rows: LabelledRows,
  metrics: readonly MetricColumn[],
  cutOffs: readonly number[],
  settings: LearnedRiskSettings,
): LearnedRisk {
  const scores = new Float64Array(rows.labels.length).fill(Number.NaN);
  const lotAt = (account: number): number => settings.lots?.[account] ?? account;
  // What an earlier cut-off taught is near what the next one teaches.
  const near: (LogisticFit | undefined)[] = [];
  for (const [place, cutOff] of cutOffs.entries()) {
    if (cutOff < (settings.judgedFrom ?? Number.NEGATIVE_INFINITY)) continue;
    const training = new Set(trainingPlaces(cutOffs, cutOff, settings.windowDays));
    const known = rowsWhere(rows, (other) => training.has(other));
    const judged = rowsWhere(rows, (other) => other === place);
    if (customersWithOutcome(rows, known) < settings.leastOutcomes) continue;
    for (let group = 0; group < GROUPS; group++) {
      const isOwn = (row: number): boolean => lotAt(rows.accounts[row] ?? 0) % GROUPS === group;
      const others = known.filter((row) => !isOwn(row));
      const { fit, averages } = fitted(rows, metrics, others, { penalty: settings.penalty, near: near[group] });
      if (!fit.known) continue;
      near[group] = fit.value;
      say(scores, judged.filter(isOwn), metrics, fit.value, averages);
    }
  }
  return { scores };
}

function say(
  scores: Float64Array,
  rows: readonly number[],
  metrics: readonly MetricColumn[],
  fit: LogisticFit,
  averages: readonly number[],
): void {
  for (const row of rows) {
    const values = metrics.map(({ values: column }, metric) => knownOr(column[row], averages[metric] ?? 0));
    scores[row] = logOdds(fit, values).chance;
  }
}

function customersWithOutcome(rows: LabelledRows, own: readonly number[]): number {
  return new Set(own.filter((row) => rows.labels[row] === 1).map((row) => rows.accounts[row])).size;
}

function fitted(
  rows: LabelledRows,
  metrics: readonly MetricColumn[],
  own: readonly number[],
  options: LogisticOptions,
): { fit: Maybe<LogisticFit>; averages: number[] } {
  const picked = metrics.map(({ values }) => columnAt(values, own));
  const averages = picked.map(averageOf);
  const columns = picked.map((column, metric) => filled(column, averages[metric] ?? 0));
  const labels = Uint8Array.from(own, (row) => rows.labels[row] ?? 0);
  return { fit: logisticRegression(columns, labels, options), averages };
}

function rowsWhere(rows: LabelledRows, wanted: (place: number) => boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows.places.length; row++) if (wanted(rows.places[row] ?? 0)) found.push(row);
  return found;
}

function knownOr(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

/** Loops, not iterators: a column of each metric is made for each fit. */
function columnAt(values: Float64Array, rows: readonly number[]): Float64Array {
  const column = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) column[place] = values[rows[place] ?? 0] ?? Number.NaN;
  return column;
}

function filled(column: Float64Array, otherwise: number): Float64Array {
  for (let place = 0; place < column.length; place++) if (Number.isNaN(column[place])) column[place] = otherwise;
  return column;
}

function averageOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
