import { plattScaling, type Recalibration } from '../../../kernel/stats/platt-scaling.ts';
import { softplus } from '../../../kernel/stats/softplus.ts';
import { type LabelledRows, rowsUntil } from './labels.ts';

/** Deviations to the lower bound of a two-sided interval of 95 %. */
const LOW = 1.959964;

export interface Recalibrated {
  /** A probability a row, 0 to 1; NaN where nothing was said, and at cut-offs that are not judged. */
  readonly scores: Float64Array;
  /** Cut-offs judged whose probabilities were set right. */
  readonly recalibrated: number;
  /** What was said came to over all rows; null where too few came about to say, or where setting it right would not have been better so far. */
  readonly calibration: Recalibration | null;
}

export interface RecalibrateSettings {
  /** How many days after a cut-off its outcome is known. */
  readonly windowDays: number;
  /** Customers with the outcome that it takes. */
  readonly leastOutcomes: number;
  /** Day number; cut-offs before it teach, and are not judged. */
  readonly judgedFrom?: number;
}

/**
 * Sets what is said at each cut-off right by what was said at earlier ones, and what came of it, as far as that was known: as soon as that would have
 * been better at those.
 * Better is said when the lower bound of the gain is above 0: else it stays as it was learned.
 *
 * @param rows      Customers at cut-offs, cut-off after cut-off.
 * @param logOdds   What was said, each of it without its own future: log-odds a row; NaN where nothing was.
 * @param cutOffs   Day numbers, rising.
 * @param settings  When outcomes are known, and how many it takes.
 * @returns         Probabilities. Their order within a cut-off is that of the log-odds.
 * @source          Platt scaling (kernel/stats/platt-scaling.ts), walk-forward; better by the logarithmic score (I. J. Good, 1952),
 *                  summed by customer, with a two-sided 95 % interval.
 * @example         recalibrate({ accounts: [0], places: [0], labels: [1] }, [0], [10], { windowDays: 30, leastOutcomes: 20 }).scores // => Float64Array.of(0.5)
 */
export function recalibrate(
  rows: LabelledRows,
  logOdds: ArrayLike<number>,
  cutOffs: readonly number[],
  { windowDays, leastOutcomes, judgedFrom = Number.NEGATIVE_INFINITY }: RecalibrateSettings,
): Recalibrated {
  const count = logOdds.length;
  const scores = new Float64Array(count).fill(Number.NaN);
  // What would have been said, whether it was or not.
  const tried = Float64Array.from(logOdds);
  let recalibrated = 0;
  for (const [place, cutOff] of cutOffs.entries()) {
    const told = rowsUntil(rows, (other) => (cutOffs[other] ?? 0) + windowDays <= cutOff);
    const found = calibrationOf(rows, logOdds, told, leastOutcomes);
    const isBetter = found !== null && wasBetter(rows, tried, logOdds, told);
    const [from, to] = [rowsUntil(rows, (other) => other < place), rowsUntil(rows, (other) => other <= place)];
    if (found !== null) setRight(tried, found, from, to);
    if (cutOff < judgedFrom) continue;
    writeChances(scores, isBetter ? tried : logOdds, from, to);
    if (isBetter && to > from) recalibrated++;
  }
  const calibration = wasBetter(rows, tried, logOdds, count) ? calibrationOf(rows, logOdds, count, leastOutcomes) : null;
  return { scores, recalibrated, calibration };
}

function setRight(logOdds: Float64Array, { intercept, slope }: Recalibration, from: number, to: number): void {
  for (let row = from; row < to; row++) logOdds[row] = intercept + slope * (logOdds[row] ?? Number.NaN);
}

function writeChances(scores: Float64Array, logOdds: ArrayLike<number>, from: number, to: number): void {
  for (let row = from; row < to; row++) scores[row] = 1 / (1 + Math.exp(-(logOdds[row] ?? Number.NaN)));
}

/**
 * Whether one way of saying it lost less than the other over the first rows, as far as chance can be told from it: customers are independent of each
 * other, the months of one are not.
 */
function wasBetter({ accounts, labels }: LabelledRows, one: ArrayLike<number>, other: ArrayLike<number>, count: number): boolean {
  const gains = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    const sign = labels[row] === 1 ? -1 : 1;
    const gain = softplus(sign * (other[row] ?? Number.NaN)) - softplus(sign * (one[row] ?? Number.NaN));
    const account = accounts[row] ?? 0;
    if (!Number.isNaN(gain)) gains.set(account, (gains.get(account) ?? 0) + gain);
  }
  let [sum, squares] = [0, 0];
  for (const gain of gains.values()) {
    sum += gain;
    squares += gain ** 2;
  }
  const spread = Math.sqrt(Math.max(0, squares - sum ** 2 / Math.max(1, gains.size)));
  return sum - LOW * spread > 0;
}

/** What log-odds came to, over the first rows; null where too few customers had the outcome, or those told more came less. */
function calibrationOf(rows: LabelledRows, logOdds: ArrayLike<number>, count: number, leastOutcomes: number): Recalibration | null {
  const said: number[] = [];
  for (let row = 0; row < count; row++) if (!Number.isNaN(logOdds[row] ?? Number.NaN)) said.push(row);
  const came = new Set(said.filter((row) => rows.labels[row] === 1).map((row) => rows.accounts[row]));
  if (came.size < leastOutcomes) return null;
  const found = plattScaling(
    Float64Array.from(said, (row) => logOdds[row] ?? 0),
    Uint8Array.from(said, (row) => rows.labels[row] ?? 0),
  );
  return found.known ? found.value : null;
}
