import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { type LogOdds, logOdds } from '../../../kernel/stats/log-odds.ts';
import { type LogisticFit, logisticRegression } from '../../../kernel/stats/logistic-regression.ts';
import type { Recalibration } from '../../../kernel/stats/platt-scaling.ts';
import { LOG_AGE, windowLogOdds } from './hazard.ts';
import type { LabelledRows } from './labels.ts';
import type { MetricColumn } from './single-metric.ts';

/** What a metric does in a learned risk. */
export interface LearnedFeature {
  readonly metric: string;
  /** What one unit more adds to the log-odds. */
  readonly perUnit: number;
  /** Over the rows it learned from; a value that is not known counts as this mean, and adds nothing. */
  readonly mean: number;
  readonly deviation: number;
  readonly unknownShare: number;
  /** How far the mean of the last cut-off lies from that of all, in deviations; null where it is known of nobody. */
  readonly drift: number | null;
}

/** Which learner: of the window as a whole, or of one month after the other. */
export type Learner = 'logistic' | 'hazard';

/** A risk learned from the past, for judging the present. */
export interface LearnedModel {
  readonly by: Learner;
  /** Of a hazard: the length of the outcome window, in days. */
  readonly windowDays: number | null;
  /** Log-odds of a customer that is average in everything. */
  readonly base: number;
  readonly features: readonly LearnedFeature[];
  /** Day numbers of the first and the last cut-off it learned from. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly customersWithOutcome: number;
  readonly penalty: number;
  /** What its words at earlier cut-offs came to, by which its log-odds are set right; null where too few came about to say, or it would not have been
   * better so far. */
  readonly calibration: Recalibration | null;
}

export interface LearnSettings {
  readonly penalty: number;
  /** Customers with the outcome that it takes. */
  readonly leastOutcomes: number;
  /** `calibration` of what `learnedRisk` said out of time. */
  readonly calibration?: Recalibration | null;
  /** Where rows are customer-months and the last metric is their age (`withAge`): the length of the outcome window. */
  readonly hazardDays?: number;
}

/** A metric that is not known of more than this share of the rows teaches nothing (a default of ours). */
const MOST_UNKNOWN = 0.5;

/**
 * The metrics from which a risk can be learned.
 *
 * @param metrics  Candidates.
 * @returns        Those that are known of half of the rows at least, and vary.
 * @example        learnable([{ id: 'flat', values: Float64Array.of(1, 1) }, { id: 'dau', values: Float64Array.of(1, 2) }]).map(({ id }) => id) // => ['dau']
 */
export function learnable(metrics: readonly MetricColumn[]): MetricColumn[] {
  return metrics.filter(({ values }) => {
    const some = values.filter((value) => !Number.isNaN(value));
    return some.length >= (1 - MOST_UNKNOWN) * values.length && some.some((value) => value !== some[0]);
  });
}

/**
 * Learns a risk from all labelled rows, for judging those of whom nobody knows yet.
 *
 * @param rows      Customers at cut-offs, with what came in the window; for a hazard with what came by the next cut-off.
 * @param metrics   Metrics at the rows.
 * @param cutOffs   Day numbers.
 * @param settings  λ of the penalty, how many customers with the outcome it takes, and what earlier words of it came to.
 * @returns         The model; Unknown(`insufficient-data`) below that number, or as for logistic regression.
 * @source          Penalised logistic regression (kernel/stats/logistic-regression.ts).
 * @example         learnModel({ accounts: [0], places: [0], labels: [1] }, [], [10], { penalty: 1, leastOutcomes: 20 }) // => { known: false, reason: 'insufficient-data' }
 */
export function learnModel(
  rows: LabelledRows,
  metrics: readonly MetricColumn[],
  cutOffs: readonly number[],
  { penalty, leastOutcomes, calibration = null, hazardDays }: LearnSettings,
): Maybe<LearnedModel> {
  const ones = [...rows.labels.keys()].filter((row) => rows.labels[row] === 1);
  const customersWithOutcome = new Set(ones.map((row) => rows.accounts[row])).size;
  if (customersWithOutcome < leastOutcomes) return unknown('insufficient-data');
  const means = metrics.map(({ values }) => meanOf(values));
  const columns = metrics.map(({ values }, place) => values.map((value) => (Number.isNaN(value) ? (means[place] ?? 0) : value)));
  const fit = logisticRegression(columns, rows.labels, { penalty });
  if (!fit.known) return fit;
  const places = [...rows.places];
  const last = places.at(-1) ?? 0;
  return known({
    by: hazardDays === undefined ? 'logistic' : 'hazard',
    windowDays: hazardDays ?? null,
    base: logOdds(fit.value, fit.value.means).base,
    features: metrics.map(({ id, values }, place) => featureOf(id, values, fit.value, place, rows.places, last)),
    ...{ from: cutOffs[places[0] ?? 0] ?? 0, to: cutOffs[last] ?? 0 },
    ...{ rows: rows.labels.length, customersWithOutcome, penalty, calibration },
  });
}

function featureOf(
  metric: string,
  values: Float64Array,
  fit: LogisticFit,
  place: number,
  places: LabelledRows['places'],
  last: number,
): LearnedFeature {
  const mean = fit.means[place] ?? 0;
  const some = values.filter((value) => !Number.isNaN(value));
  const deviation = Math.sqrt(some.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, some.length));
  const lately = values.filter((value, row) => places[row] === last && !Number.isNaN(value));
  return {
    ...{ metric, perUnit: fit.coefficients[place]?.estimate ?? 0, mean, deviation },
    unknownShare: 1 - some.length / Math.max(1, values.length),
    drift: lately.length === 0 || deviation === 0 ? null : (meanOf(lately) - mean) / deviation,
  };
}

/** What of a model says something of a customer. */
export type RiskModel = Pick<LearnedModel, 'base' | 'features'> & Partial<Pick<LearnedModel, 'windowDays' | 'calibration'>>;

/**
 * What a learned risk says of a customer, and through which metrics.
 *
 * @param model   The model.
 * @param values  By metric; absent or NaN where it is not known.
 * @returns       Log-odds in parts, in the order of the features, that add up, and the probability. They are set right by the calibration of the
 *                model: its slope stretches the parts, and its intercept goes to the base. Of a hazard, what lies between the base and the window's
 *                log-odds is dealt to the parts as they share in those of a month.
 * @source        As `logOdds`; Platt scaling.
 * @example       riskNow({ base: 0, features: [{ metric: 'dau', perUnit: -1, mean: 2 }] }, { dau: 3 }).parts // => [-1]
 */
export function riskNow(model: RiskModel, values: Readonly<Record<string, number>>): LogOdds {
  const { intercept, slope } = model.calibration ?? { intercept: 0, slope: 1 };
  const learned = model.features.map(({ metric, perUnit, mean }) => {
    const value = values[metric];
    return value === undefined || Number.isNaN(value) ? 0 : perUnit * (value - mean);
  });
  const found = model.windowDays == null ? { base: model.base, stretch: 1 } : overWindow(model, learned, values, model.windowDays);
  const base = intercept + slope * found.base;
  const parts = learned.map((part) => slope * found.stretch * part);
  const total = parts.reduce((sum, part) => sum + part, base);
  return { base, parts, total, chance: 1 / (1 + Math.exp(-total)) };
}

/** Of a hazard: the window's log-odds of an average customer, and by how much what moves a month moves the window. */
function overWindow(
  { base: monthly, features }: RiskModel,
  parts: readonly number[],
  values: Readonly<Record<string, number>>,
  windowDays: number,
): { readonly base: number; readonly stretch: number } {
  const age = features.find(({ metric }) => metric === LOG_AGE);
  const [perLogAge, average] = [age?.perUnit ?? 0, age?.mean ?? 0];
  const own = values[LOG_AGE];
  const logAge = own === undefined || Number.isNaN(own) ? average : own;
  const moved = parts.reduce((sum, part) => sum + part, 0);
  const base = windowLogOdds(monthly, perLogAge, average, windowDays);
  if (Math.abs(moved) < 1e-9) return { base, stretch: 1 };
  return { base, stretch: (windowLogOdds(monthly + moved, perLogAge, logAge, windowDays) - base) / moved };
}

function meanOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
