import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { type Brier, brierScore } from '../../../kernel/stats/brier-score.ts';
import { type Calibration, calibration } from '../../../kernel/stats/calibration.ts';
import { type ClusterDraws, clusterDraws } from '../../../kernel/stats/cluster-draws.ts';
import { prAuc, weightedPrAuc } from '../../../kernel/stats/pr-auc.ts';
import { rankedRows } from '../../../kernel/stats/ranked-rows.ts';
import { type TopShare, topShare } from '../../../kernel/stats/top-share.ts';
import { areaWithin, type Bounded, bounded, type RanksByCutOff, ranksByCutOff } from './area-by-cut-off.ts';
import { trainingPlaces } from './cut-offs.ts';
import type { LabelledRows } from './labels.ts';
import { bestSingleMetric, type MetricColumn, metricPairs, type SingleMetric } from './single-metric.ts';
import { LEAST_SAMPLE } from './time-travel.ts';

export interface BackTestInput {
  /** Day numbers, rising. */
  readonly cutOffs: readonly number[];
  /** How many days after a cut-off its outcome is known. */
  readonly windowDays: number;
  readonly rows: LabelledRows;
  /** Customers there are: numbers in `rows.accounts` are below it. */
  readonly accounts: number;
  /** The judgement: a number a row, the higher the likelier the outcome; NaN where it says nothing. */
  readonly scores: Float64Array;
  /** Whether the scores are probabilities: only then Brier and calibration mean anything. */
  readonly probabilities: boolean;
  /** The candidates for the best single metric. */
  readonly metrics: readonly MetricColumn[];
  readonly seed: number;
  /** Day number; cut-offs before it teach which single metric is best, and are not judged. */
  readonly judgedFrom?: number;
  readonly rounds?: number;
  /** Customers with the outcome, among those judged, below which nothing is concluded. */
  readonly leastOutcomes?: number;
}

/** `shown`: the rule for it is met. `not-shown`: it is not. `too-few`: too few outcomes to say (样本不足). */
export type Verdict = 'shown' | 'not-shown' | 'too-few';

/** A row is judged, is before the time judged, or is left out: no single metric to compare with could be chosen, no score, no value of that metric. */
export type RowFate = 'judged' | 'before' | 'no-single-metric' | 'no-score' | 'single-metric-unknown';

export interface CutOffReport {
  readonly cutOff: number;
  /** Chosen on the cut-offs whose outcome was known by then. */
  readonly single: SingleMetric;
  /** Rows judged: labelled, with a score and a value of the single metric. */
  readonly rows: number;
  readonly outcomes: number;
  /** Labelled rows that are not judged: no score, or no value of the single metric. */
  readonly unscored: number;
  readonly singleUnknown: number;
  readonly area: Maybe<Bounded>;
  readonly prArea: Maybe<number>;
  readonly top: Maybe<TopShare>;
  readonly singleArea: Maybe<Bounded>;
  readonly singleTop: Maybe<TopShare>;
}

export interface BackTestReport {
  /** The cut-offs judged: those before which there was something to choose a single metric from. */
  readonly cutOffs: readonly CutOffReport[];
  readonly rows: number;
  /** Rows with the outcome, and customers who had it at one cut-off or more. */
  readonly outcomes: number;
  readonly customersWithOutcome: number;
  /** What became of each row. */
  readonly fates: readonly RowFate[];
  /** Within cut-offs, out of time, with 95 % intervals by drawing customers. */
  readonly area: Maybe<Bounded>;
  readonly singleArea: Maybe<Bounded>;
  /** Area of the judgement − area of the single metric, over the same rows and draws. */
  readonly difference: Maybe<Bounded>;
  /** All cut-offs together: of the tenth with the highest scores at each of them. */
  readonly prArea: Maybe<Bounded>;
  readonly top: Maybe<TopShare>;
  readonly singleTop: Maybe<TopShare>;
  /** All cut-offs together; only for probabilities. */
  readonly brier: Maybe<Brier> | null;
  readonly calibration: Maybe<Calibration> | null;
  /** Lower bound of the area above 0.5. Not shown: 没有可证明的预测力. */
  readonly skill: Verdict;
  /** Lower bound of the difference above 0. Not shown: 不优于单一指标. */
  readonly addedValue: Verdict;
  /** Metrics that rank almost perfectly on training cut-offs: more likely a leak than a find. */
  readonly suspects: readonly string[];
}

/** An area from here on is more likely a leak than a find (a default of ours). */
const SUSPECT_AREA = 0.99;
const ROUNDS = 200;

/**
 * Says how good a judgement was, out of time, against the best single metric.
 *
 * @param input  Labelled rows, scores and candidate metrics.
 * @returns      Figures by cut-off and over all, and the two verdicts by rules fixed beforehand.
 * @source       Issue 8. Skill: the lower bound of the two-sided 95 % interval of the area is above 0.5. Added value: that of the paired difference is above 0.
 * @example      backTest({ cutOffs: [], windowDays: 30, rows: { accounts: [], places: [], labels: [] }, accounts: 1, scores: [], probabilities: false, metrics: [], seed: 1 }).skill // => 'too-few'
 */
export function backTest(input: BackTestInput): BackTestReport {
  const { cutOffs, rows } = input;
  const pairs = metricPairs(rows, input.metrics, cutOffs.length);
  const perPlace = countsBy(rows, cutOffs.length);
  const singles = cutOffs.map((cutOff) => {
    if (cutOff < (input.judgedFrom ?? Number.NEGATIVE_INFINITY)) return undefined;
    const training = trainingPlaces(cutOffs, cutOff, input.windowDays);
    return bestSingleMetric(
      pairs,
      training,
      training.reduce((sum, place) => sum + (perPlace[place] ?? 0), 0),
    );
  });
  const judged = judgedRows(input, singles);
  const draws = clusterDraws(Math.max(1, input.accounts), input.rounds ?? ROUNDS, input.seed);
  const [ranks, singleRanks] = [ranksByCutOff(rows, judged.scores, cutOffs.length), ranksByCutOff(rows, judged.single, cutOffs.length)];
  const at = { cutOffs, rows, judged, draws, ranks, singleRanks };
  const difference = bounded(draws, (weights) => {
    const [own, other] = [areaWithin(ranks, weights), areaWithin(singleRanks, weights)];
    return own === undefined || other === undefined ? undefined : own - other;
  });
  const area = bounded(draws, (weights) => areaWithin(ranks, weights));
  const all = columnsOf(rows, judged, (row) => judged.fates[row] === 'judged');
  const outcomeRows = all.rows.filter((row) => rows.labels[row] === 1);
  const customersWithOutcome = new Set(outcomeRows.map((row) => rows.accounts[row])).size;
  const enough = customersWithOutcome >= (input.leastOutcomes ?? LEAST_SAMPLE);
  const reports = singles.flatMap((single, place) => (single === undefined ? [] : [cutOffReport({ ...at, place, single })]));
  const together = rankedRows(
    all.scores,
    all.labels,
    Uint32Array.from(all.rows, (row) => rows.accounts[row] ?? 0),
  );
  return {
    cutOffs: reports,
    rows: all.rows.length,
    outcomes: outcomeRows.length,
    customersWithOutcome,
    fates: judged.fates,
    area,
    prArea: bounded(draws, (weights) => weightedPrAuc(together, weights)),
    top: topOfAll(reports.map(({ top }) => top)),
    singleTop: topOfAll(reports.map(({ singleTop }) => singleTop)),
    singleArea: bounded(draws, (weights) => areaWithin(singleRanks, weights)),
    difference,
    brier: input.probabilities ? brierScore(all.scores, all.labels) : null,
    calibration: input.probabilities ? calibration(all.scores, all.labels) : null,
    skill: verdict(area, 0.5, enough),
    addedValue: verdict(difference, 0, enough),
    suspects: suspectsOf(pairs),
  };
}

interface AtCutOff {
  readonly cutOffs: readonly number[];
  readonly rows: LabelledRows;
  readonly judged: Judged;
  readonly draws: ClusterDraws;
  readonly ranks: RanksByCutOff;
  readonly singleRanks: RanksByCutOff;
  readonly place: number;
  readonly single: SingleMetric;
}

function cutOffReport({ cutOffs, rows, judged, draws, ranks, singleRanks, place, single }: AtCutOff): CutOffReport {
  const own = columnsOf(rows, judged, (row) => judged.fates[row] === 'judged' && rows.places[row] === place);
  const left = (fate: RowFate): number => judged.fates.filter((one, row) => one === fate && rows.places[row] === place).length;
  return {
    cutOff: cutOffs[place] ?? 0,
    single,
    rows: own.rows.length,
    outcomes: own.labels.reduce((sum, label) => sum + label, 0),
    unscored: left('no-score'),
    singleUnknown: left('single-metric-unknown'),
    area: bounded(draws, (weights) => areaWithin([ranks[place]], weights)),
    prArea: prAuc(own.scores, own.labels),
    top: topShare(own.scores, own.labels),
    singleArea: bounded(draws, (weights) => areaWithin([singleRanks[place]], weights)),
    singleTop: topShare(own.single, own.labels),
  };
}

/**
 * A verdict by a rule fixed beforehand.
 *
 * @param figure  The figure with its interval.
 * @param above   What its lower bound must exceed.
 * @param enough  Whether there are outcomes enough to say anything.
 * @returns       `shown`, `not-shown`, or `too-few`: also where there is no interval.
 * @source        Issue 8.
 * @example       verdict({ known: true, value: { estimate: 0.7, low: 0.52, high: 0.8, rounds: 200 } }, 0.5, true) // => 'shown'
 */
export function verdict(figure: Maybe<Bounded>, above: number, enough: boolean): Verdict {
  if (!enough || !figure.known) return 'too-few';
  return figure.value.low > above ? 'shown' : 'not-shown';
}

interface Judged {
  readonly fates: RowFate[];
  readonly scores: Float64Array;
  readonly single: Float64Array;
}

/** Both are compared over the same rows: where one says nothing, neither is counted. */
function judgedRows(input: BackTestInput, singles: readonly (SingleMetric | undefined)[]): Judged {
  const { rows, scores, metrics, cutOffs } = input;
  const count = rows.labels.length;
  const [own, single] = [new Float64Array(count).fill(Number.NaN), new Float64Array(count).fill(Number.NaN)];
  const byId = new Map(metrics.map(({ id, values }) => [id, values]));
  const fates = Array.from({ length: count }, (_, row): RowFate => {
    const place = rows.places[row] ?? 0;
    const chosen = singles[place];
    if (chosen === undefined) return (cutOffs[place] ?? 0) < (input.judgedFrom ?? Number.NEGATIVE_INFINITY) ? 'before' : 'no-single-metric';
    const [score, value] = [scores[row] ?? Number.NaN, byId.get(chosen.id)?.[row] ?? Number.NaN];
    if (Number.isNaN(score)) return 'no-score';
    if (Number.isNaN(value)) return 'single-metric-unknown';
    [own[row], single[row]] = [score, chosen.direction * value];
    return 'judged';
  });
  return { fates, scores: own, single };
}

/** The top tenths of all cut-offs, as if somebody had called on them every month; base rate of the same cut-offs. */
function topOfAll(tops: readonly Maybe<TopShare>[]): Maybe<TopShare> {
  const found = tops.flatMap((top) => (top.known ? [top.value] : []));
  if (found.length === 0) return unknown('one-outcome');
  const sum = (of: (top: TopShare) => number): number => found.reduce((total, top) => total + of(top), 0);
  const [rows, ones] = [sum((top) => top.rows), sum((top) => top.ones)];
  const [precision, baseRate] = [ones / rows, sum((top) => top.rows * top.baseRate) / rows];
  return known({ rows, ones, precision, baseRate, lift: precision / baseRate });
}

function columnsOf({ labels }: LabelledRows, judged: Judged, wanted: (row: number) => boolean) {
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) if (wanted(row)) rows.push(row);
  const column = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => values[row] ?? 0);
  return { rows, labels: column(labels), scores: column(judged.scores), single: column(judged.single) };
}

function countsBy({ places }: LabelledRows, count: number): number[] {
  const counts: number[] = Array.from({ length: count }, () => 0);
  for (let row = 0; row < places.length; row++) counts[places[row] ?? 0] = (counts[places[row] ?? 0] ?? 0) + 1;
  return counts;
}

function suspectsOf(pairs: ReturnType<typeof metricPairs>): string[] {
  return pairs
    .filter(({ byCutOff }) => {
      const [won, all] = [byCutOff.reduce((sum, own) => sum + own.won, 0), byCutOff.reduce((sum, own) => sum + own.pairs, 0)];
      return all > 0 && Math.abs(won / all - 0.5) >= SUSPECT_AREA - 0.5;
    })
    .map(({ id }) => id);
}
