import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { checkFlags } from './check-column.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import { type LogisticOptions, logisticRegression } from './logistic-regression.ts';
import { logisticSlope } from './logistic-slope.ts';
import { maximise, type Slope } from './maximise.ts';
import { penalisedSlope } from './penalised-slope.ts';
import { type Standardised, standardised } from './standardised.ts';

/** Log-odds as a straight line: the intercept, and what one unit of each column adds. */
export interface LinearFit {
  readonly intercept: number;
  readonly slopes: Float64Array;
}

export interface LeaveOutFits {
  readonly whole: LinearFit;
  /** By group: the fit over all rows but those of the group. Unknown as for logistic regression. */
  readonly without: readonly Maybe<LinearFit>[];
}

export interface LeaveOutOptions extends Pick<LogisticOptions, 'penalty'> {
  /** A fit over the same columns of about the same rows: from there the top is found sooner. It is the same top. */
  readonly near?: LinearFit | undefined;
}

/**
 * Logistic regressions with an L2 penalty that leave one group of rows out each, for hardly more than one over all rows: the information adds up over
 * rows, so that of all but one group is known where the fit over all rows has its top, and from there it leads to the top without the group.
 *
 * @param columns  One list of finite numbers a column; each as long as `labels`.
 * @param labels   0 or 1 a row.
 * @param groups   Number of the group of each row, below `count`.
 * @param count    How many groups there are.
 * @param options  The penalty, on coefficients of columns brought to deviation 1 over the rows of the fit, and where to begin.
 * @returns        Known fits, each as `logisticRegression` finds it over its rows; Unknown as for logistic regression over all rows.
 * @throws         InvariantError for values that are not finite, labels other than 0 and 1, a negative penalty, or a group that is not there.
 * @source         As for logistic regression; from the top of all rows by Newton steps with the information kept (chord method: J. E. Dennis,
 *                 R. B. Schnabel, Numerical Methods for Unconstrained Optimization, 5.4).
 * @example        leaveOutLogistic([[0, 0, 0, 1, 1, 1, 1]], [0, 0, 1, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 1], 2).value.without[1].value.slopes[0].toFixed(4) // => '1.3863'
 */
export function leaveOutLogistic(
  columns: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  groups: ArrayLike<number>,
  count: number,
  { penalty = 0, near }: LeaveOutOptions = {},
): Maybe<LeaveOutFits> {
  const rows = labels.length;
  const events = checkFlags('labels', labels, rows);
  if (!(penalty >= 0 && Number.isFinite(penalty))) throw new InvariantError(`A penalty of ${penalty} is not a number from 0 up.`);
  const { order, starts } = byGroup(groups, rows, count);
  const sorted = columns.map((column) => picked(column, order));
  const sortedLabels = Uint8Array.from(picked(labels, order));
  const table = standardised(sorted, rows);
  if (rows === 0) return unknown('insufficient-data');
  if (events === 0 || events === rows) return unknown('one-outcome');
  if (penalty === 0 && table.deviations.includes(0)) return unknown('no-estimate');
  const penalties = Float64Array.from({ length: table.size + 1 }, (_, place) => (place > 0 ? penalty : 0));
  let last: { readonly at: Float64Array; readonly parts: readonly Slope[] } | null = null;
  const partsAt = (at: Float64Array): readonly Slope[] => {
    last = {
      at,
      parts: [...Array(count).keys()].map((group) => logisticSlope(table, sortedLabels, at, starts[group] ?? 0, starts[group + 1] ?? 0)),
    };
    return last.parts;
  };
  const start = near === undefined ? startOf(table.size, events / rows) : standardisedFrom(table, near);
  const top = maximise((at) => penalisedSlope(sumOf(partsAt(at), at.length), penalties, at), start);
  if (!top.known) return top;
  const { at } = top.value;
  const found = last as { readonly at: Float64Array; readonly parts: readonly Slope[] } | null;
  const parts = found?.at === at ? found.parts : partsAt(at);
  const all: Sorted = { table, labels: sortedLabels, starts, at, parts, sum: sumOf(parts, at.length), penalty };
  const without = parts.map((_, group) => {
    const own = leftOut(all, group);
    if (own !== null) return known(readable(table, own));
    return plain(sorted, sortedLabels, { from: starts[group] ?? 0, to: starts[group + 1] ?? 0 }, penalty);
  });
  return known({ whole: readable(table, at), without });
}

interface Sorted {
  readonly table: Standardised;
  readonly labels: Uint8Array;
  /** First row of each group, and the end of the last one. */
  readonly starts: Uint32Array;
  /** The top over all rows, and there what each group adds and their sum, without penalty. */
  readonly at: Float64Array;
  readonly parts: readonly Slope[];
  readonly sum: Slope;
  readonly penalty: number;
}

/** A column that varies less than this outside of a group, as a share of its variance, is left to the plain way. */
const LEAST_VARIANCE = 1e-6;
/** Steps get smaller by more than this from one to the next, or the plain way is taken. */
const MOST_LEFT = 0.7;
/** What may be left to go, beside where it leads. */
const SMALL = 1e-10;

/** The top without a group, standardised as all rows are; null where it is not found this way. */
function leftOut(all: Sorted, group: number): Float64Array | null {
  const { table, starts, at, penalty } = all;
  const rows = { from: starts[group] ?? 0, to: starts[group + 1] ?? 0 };
  const penalties = penaltiesWithout(table, rows, penalty);
  if (penalties === null) return null;
  const first = slopeWithout(all, group, penalties);
  const factor = cholesky(first.information, at.length);
  if (factor === undefined) return null;
  const here = Float64Array.from(at);
  let size = moved(here, solveCholesky(factor, first.gradient));
  for (;;) {
    const next = moved(here, solveCholesky(factor, gradientWithout(all, rows, penalties, here)));
    // What all steps to come add up to, when each is that much shorter than the one before.
    const left = next / size;
    if (next === 0 || next * left <= SMALL) return here;
    if (!(left < MOST_LEFT)) return null;
    size = next;
  }
}

/** Where all rows have their top: what is left of the slope without a group. */
function slopeWithout({ sum, parts, at }: Sorted, group: number, penalties: Float64Array): Slope {
  const own = parts[group];
  return penalisedSlope(
    {
      value: 0,
      gradient: sum.gradient.map((cell, place) => cell - (own?.gradient[place] ?? 0)),
      information: sum.information.map((cell, place) => cell - (own?.information[place] ?? 0)),
    },
    penalties,
    at,
  );
}

/** Takes a step; returns how large it was beside where it leads, in the direction in which it was largest. */
function moved(here: Float64Array, step: Float64Array): number {
  let size = 0;
  for (let place = 0; place < here.length; place++) {
    here[place] = (here[place] ?? 0) + (step[place] ?? 0);
    size = Math.max(size, Math.abs(step[place] ?? 0) / (1 + Math.abs(here[place] ?? 0)));
  }
  return size;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** λ of each place as it is over the rows outside of a group, for coefficients standardised over all; null where a column hardly varies there. */
function penaltiesWithout({ rows, size, deviations }: Standardised, { from, to }: Range, penalty: number): Float64Array | null {
  const all = size === 0 ? 0 : rows.length / size;
  const count = all - (to - from);
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  for (let row = from; row < to; row++) {
    for (let place = 0; place < size; place++) {
      const cell = rows[row * size + place] ?? 0;
      sums[place] = (sums[place] ?? 0) + cell;
      squares[place] = (squares[place] ?? 0) + cell * cell;
    }
  }
  const penalties = new Float64Array(size + 1);
  for (let place = 0; place < size; place++) {
    // Over all rows the cells of a column add up to 0, and their squares to the number of rows.
    const variance = (all - (squares[place] ?? 0)) / count - ((sums[place] ?? 0) / count) ** 2;
    if (deviations[place] === 0) penalties[place + 1] = penalty;
    else if (variance > LEAST_VARIANCE) penalties[place + 1] = penalty * variance;
    else return null;
  }
  return penalties;
}

function gradientWithout({ table, labels }: Sorted, { from, to }: Range, penalties: Float64Array, at: Float64Array): Float64Array {
  const gradient = at.map((here, place) => -(penalties[place] ?? 0) * here);
  addGradient(gradient, table, labels, { from: 0, to: from }, at);
  addGradient(gradient, table, labels, { from: to, to: labels.length }, at);
  return gradient;
}

function addGradient(gradient: Float64Array, table: Standardised, labels: Uint8Array, { from, to }: Range, at: Float64Array): void {
  const whole = to - ((to - from) % 4);
  for (let row = from; row < whole; row += 4) addFour(gradient, table, labels, row, at);
  const { rows, size } = table;
  for (let row = whole; row < to; row++) {
    const start = row * size - 1;
    let logOdds = at[0] ?? 0;
    for (let place = 1; place <= size; place++) logOdds += (rows[start + place] ?? 0) * (at[place] ?? 0);
    const residual = residualOf(labels, row, logOdds);
    gradient[0] = (gradient[0] ?? 0) + residual;
    for (let place = 1; place <= size; place++) gradient[place] = (gradient[place] ?? 0) + residual * (rows[start + place] ?? 0);
  }
}

/** Four rows at a time: each cell of the place and of the gradient is fetched once for all of them. */
function addFour(gradient: Float64Array, { rows, size }: Standardised, labels: Uint8Array, row: number, at: Float64Array): void {
  const first = row * size - 1;
  const [second, third, fourth] = [first + size, first + 2 * size, first + 3 * size];
  const intercept = at[0] ?? 0;
  let [odds0, odds1, odds2, odds3] = [intercept, intercept, intercept, intercept];
  for (let place = 1; place <= size; place++) {
    const slope = at[place] ?? 0;
    odds0 += (rows[first + place] ?? 0) * slope;
    odds1 += (rows[second + place] ?? 0) * slope;
    odds2 += (rows[third + place] ?? 0) * slope;
    odds3 += (rows[fourth + place] ?? 0) * slope;
  }
  const [rest0, rest1] = [residualOf(labels, row, odds0), residualOf(labels, row + 1, odds1)];
  const [rest2, rest3] = [residualOf(labels, row + 2, odds2), residualOf(labels, row + 3, odds3)];
  gradient[0] = (gradient[0] ?? 0) + rest0 + rest1 + rest2 + rest3;
  for (let place = 1; place <= size; place++) {
    const [cell0, cell1] = [rows[first + place] ?? 0, rows[second + place] ?? 0];
    const [cell2, cell3] = [rows[third + place] ?? 0, rows[fourth + place] ?? 0];
    gradient[place] = (gradient[place] ?? 0) + rest0 * cell0 + rest1 * cell1 + rest2 * cell2 + rest3 * cell3;
  }
}

function residualOf(labels: Uint8Array, row: number, logOdds: number): number {
  return (labels[row] ?? 0) - 1 / (1 + Math.exp(-logOdds));
}

/** The plain way: a regression of its own over the rows outside of a group. */
function plain(columns: readonly Float64Array[], labels: Uint8Array, { from, to }: Range, penalty: number): Maybe<LinearFit> {
  const outside = (_: number, row: number): boolean => row < from || row >= to;
  const fit = logisticRegression(
    columns.map((column) => column.filter(outside)),
    labels.filter(outside),
    { penalty },
  );
  if (!fit.known) return fit;
  return known({ intercept: fit.value.intercept, slopes: Float64Array.from(fit.value.coefficients, ({ estimate }) => estimate) });
}

function byGroup(groups: ArrayLike<number>, rows: number, count: number): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? -1;
    if (!(Number.isInteger(group) && group >= 0 && group < count))
      throw new InvariantError(`groups[${row}] is ${group}: no group below ${count}.`);
    starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  }
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? 0;
    order[next[group] ?? 0] = row;
    next[group] = (next[group] ?? 0) + 1;
  }
  return { order, starts };
}

/** A loop, not an iterator: it is done for each column. */
function picked(column: ArrayLike<number>, order: Uint32Array): Float64Array {
  const found = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) found[place] = column[order[place] ?? 0] ?? Number.NaN;
  return found;
}

function sumOf(parts: readonly Slope[], width: number): Slope {
  const sum = { value: 0, gradient: new Float64Array(width), information: new Float64Array(width * width) };
  for (const { value, gradient, information } of parts) {
    sum.value += value;
    for (let place = 0; place < width; place++) sum.gradient[place] = (sum.gradient[place] ?? 0) + (gradient[place] ?? 0);
    for (let place = 0; place < information.length; place++)
      sum.information[place] = (sum.information[place] ?? 0) + (information[place] ?? 0);
  }
  return sum;
}

function startOf(size: number, share: number): Float64Array {
  const start = new Float64Array(size + 1);
  start[0] = Math.log(share / (1 - share));
  return start;
}

function standardisedFrom({ size, means, deviations }: Standardised, { intercept, slopes }: LinearFit): Float64Array {
  const start = new Float64Array(size + 1);
  start[0] = slopes.reduce((sum, slope, place) => sum + slope * (means[place] ?? 0), intercept);
  for (let place = 0; place < size; place++) start[place + 1] = (slopes[place] ?? 0) * (deviations[place] ?? 0);
  return start;
}

function readable({ means, deviations }: Standardised, at: Float64Array): LinearFit {
  const slopes = means.map((_, place) => (deviations[place] === 0 ? 0 : (at[place + 1] ?? 0) / (deviations[place] ?? 1)));
  return { intercept: slopes.reduce((sum, slope, place) => sum - slope * (means[place] ?? 0), at[0] ?? 0), slopes };
}
