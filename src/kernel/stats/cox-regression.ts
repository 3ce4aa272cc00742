import { known, type Maybe, unknown } from '../known.ts';
import { ascendingOrder, endOfTie } from './ascending-order.ts';
import { chiSquaredTail } from './chi-squared-tail.ts';
import { type Coefficient, coefficient } from './coefficient.ts';
import { type Concordance, concordance } from './concordance.ts';
import { checkDurations, type Durations } from './durations.ts';
import { maximise, type Slope } from './maximise.ts';
import { type Standardised, standardised } from './standardised.ts';

export interface CoxFit {
  /** By column: the logarithm of the factor by which one unit more multiplies the hazard. */
  readonly coefficients: readonly Coefficient[];
  /** Of each row, the sum of coefficient × (value − mean of the column): the higher, the sooner the end. */
  readonly scores: Float64Array;
  /** Partial log-likelihood at the estimates and with all coefficients 0. */
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  /** Likelihood ratio test of all coefficients together. */
  readonly p: number;
  readonly events: number;
  readonly concordance: Maybe<Concordance>;
}

/**
 * Cox's proportional hazards: by which factor each column multiplies the chance to end next.
 *
 * @param durations  One row a customer, in any order.
 * @param columns    One list of finite numbers a column, at least one; each as long as there are rows.
 * @param ties       How ends at the same time are treated: `efron` (the default) or `breslow`.
 * @returns          Known fit; Unknown(`insufficient-data`) for nobody, Unknown(`one-outcome`) when nobody ended, Unknown(`no-estimate`) for a
 *                   column that does not vary or repeats others, or one that separates the ends completely.
 * @throws           InvariantError for impossible times or values that are not finite.
 * @source           D. R. Cox (1972); ties: B. Efron (1977), N. E. Breslow (1974). Standard errors from the observed information.
 * @example          coxRegression({ times: [1, 2, 3, 4], ended: [1, 1, 1, 1] }, [[1, 0, 1, 0]]).value.coefficients[0].estimate.toFixed(4) // => '0.9406'
 */
export function coxRegression(
  durations: Durations,
  columns: readonly ArrayLike<number>[],
  ties: 'efron' | 'breslow' = 'efron',
): Maybe<CoxFit> {
  const events = checkDurations(durations);
  const count = durations.times.length;
  const table = standardised(columns, count);
  if (count === 0 || table.size === 0) return unknown('insufficient-data');
  if (events === 0) return unknown('one-outcome');
  if (table.deviations.includes(0)) return unknown('no-estimate');
  const slopeAt = partialLikelihood(durations, table, ties);
  const top = maximise(slopeAt, new Float64Array(table.size));
  if (!top.known) return top;
  const { at, covariance, value } = top.value;
  const coefficients = [...at].map((estimate, place) => {
    const unit = table.deviations[place] ?? 1;
    return coefficient(estimate / unit, Math.sqrt(covariance[place * table.size + place] ?? 0) / unit);
  });
  const scores = scoresOf(table, at);
  const nullLogLikelihood = slopeAt(new Float64Array(table.size)).value;
  return known({
    coefficients,
    scores,
    logLikelihood: value,
    nullLogLikelihood,
    p: chiSquaredTail(Math.max(0, 2 * (value - nullLogLikelihood)), table.size),
    events,
    concordance: concordance(durations, scores),
  });
}

function scoresOf({ rows, size }: Standardised, at: Float64Array): Float64Array {
  const scores = new Float64Array(rows.length / size);
  for (let row = 0; row < scores.length; row++) {
    let score = 0;
    for (let place = 0; place < size; place++) score += (rows[row * size + place] ?? 0) * (at[place] ?? 0);
    scores[row] = score;
  }
  return scores;
}

/** Sums over a set of rows: of the hazards, of hazard × value, of hazard × value × value (lower half). */
class Moments {
  count = 0;
  weight = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(readonly size: number) {
    this.first = new Float64Array(size);
    this.second = new Float64Array(size * size);
  }

  add(values: Float64Array, hazard: number): void {
    const { first, second, size } = this;
    this.count++;
    this.weight += hazard;
    for (let row = 0; row < size; row++) {
      const part = hazard * (values[row] ?? 0);
      first[row] = (first[row] ?? 0) + part;
      const base = row * size;
      for (let column = 0; column <= row; column++) second[base + column] = (second[base + column] ?? 0) + part * (values[column] ?? 0);
    }
  }
}

/** The partial log-likelihood as a function of the coefficients: walked backwards in time, so that who is at risk only grows. */
function partialLikelihood({ times, ended }: Durations, table: Standardised, ties: 'efron' | 'breslow') {
  const order = ascendingOrder(times).reverse();
  const { rows, size } = table;
  return (at: Float64Array): Slope => {
    const scores = scoresOf(table, at);
    // A shift of all scores changes nothing, and keeps the exponentials in range.
    const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
    const atRisk = new Moments(size);
    const sums = { value: 0, gradient: new Float64Array(size), information: new Float64Array(size * size) };
    for (let from = 0; from < order.length; ) {
      const alike = order.subarray(from, endOfTie(times, order, from));
      const ending = new Moments(size);
      for (const row of alike) {
        const values = rows.subarray(row * size, row * size + size);
        const score = (scores[row] ?? 0) - highest;
        atRisk.add(values, Math.exp(score));
        if (ended[row] === 1) addEnd(sums, ending, values, score);
      }
      subtractRisks(sums, atRisk, ending, ties);
      from += alike.length;
    }
    return sums;
  };
}

interface Sums {
  value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

function addEnd(sums: Sums, ending: Moments, values: Float64Array, score: number): void {
  ending.add(values, Math.exp(score));
  sums.value += score;
  for (let place = 0; place < values.length; place++) sums.gradient[place] = (sums.gradient[place] ?? 0) + (values[place] ?? 0);
}

function subtractRisks(sums: Sums, atRisk: Moments, ending: Moments, ties: 'efron' | 'breslow'): void {
  for (let nth = 0; nth < ending.count; nth++) subtractRisk(sums, atRisk, ending, ties === 'efron' ? nth / ending.count : 0);
}

/** What one end takes off: the logarithm of all hazards at risk, less the share of those ending with it that Efron counts as gone. */
function subtractRisk(sums: Sums, atRisk: Moments, ending: Moments, gone: number): void {
  const { size } = atRisk;
  const weight = atRisk.weight - gone * ending.weight;
  const means = atRisk.first.map((first, place) => (first - gone * (ending.first[place] ?? 0)) / weight);
  sums.value -= Math.log(weight);
  for (let row = 0; row < size; row++) {
    const mean = means[row] ?? 0;
    sums.gradient[row] = (sums.gradient[row] ?? 0) - mean;
    for (let column = 0; column <= row; column++) {
      const cell = row * size + column;
      const second = ((atRisk.second[cell] ?? 0) - gone * (ending.second[cell] ?? 0)) / weight;
      sums.information[cell] = (sums.information[cell] ?? 0) + second - mean * (means[column] ?? 0);
    }
  }
}
