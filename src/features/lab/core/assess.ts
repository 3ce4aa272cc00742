import type { Maybe } from '../../../kernel/known.ts';
import { type Brier, brierScore } from '../../../kernel/stats/brier-score.ts';
import { type Calibration, calibration } from '../../../kernel/stats/calibration.ts';
import { type BackTestReport, backTest } from './back-test.ts';
import { bySegment, type SegmentReport } from './by-segment.ts';
import { type Comparison, compare } from './compare.ts';
import { trainingPlaces } from './cut-offs.ts';
import { type HazardPast, withAge } from './hazard.ts';
import type { LabelledRows } from './labels.ts';
import { type LeadTimes, leadTimes } from './lead-times.ts';
import { type LearnedModel, type Learner, learnable, learnModel } from './learned-model.ts';
import { type LearnedRisk, learnedRisk } from './learned-risk.ts';
import { type ScoreGroup, scoreGroups } from './score-groups.ts';
import { bestSingleMetric, type MetricColumn, metricPairs } from './single-metric.ts';

/** What is put to the test: scores that are there already, a metric alone, or a risk learned on the way. */
export type Judgement =
  | { readonly kind: 'scores'; readonly scores: Float64Array }
  | { readonly kind: 'metric'; readonly id: string }
  | { readonly kind: 'learned'; readonly by: Learner; readonly penalty: number };

/** A back-test as it can be handed to another thread: plain data. */
export interface Problem {
  readonly cutOffs: readonly number[];
  readonly judgedFrom: number;
  /** How many days after a cut-off its outcome is known. */
  readonly windowDays: number;
  readonly rows: LabelledRows;
  readonly accounts: number;
  readonly judgement: Judgement;
  /** What it is compared with; null for nothing. */
  readonly beside: Judgement | null;
  readonly metrics: readonly MetricColumn[];
  /** What a hazard learns from; null where none is learned. */
  readonly hazard: HazardPast | null;
  /** The lot of each customer, by which customers are dealt into groups where a risk is learned. */
  readonly lots: Uint32Array;
  /** The segment of each customer. */
  readonly segments: readonly string[];
  /** Day of the outcome a row; read of rows labelled 1 only. */
  readonly outcomeDays: Float64Array;
  readonly seed: number;
  readonly rounds: number;
  readonly leastOutcomes: number;
}

export interface Assessment {
  readonly report: BackTestReport;
  /** A row, the higher the likelier; NaN where the judgement says nothing. */
  readonly scores: Float64Array;
  readonly groups: readonly ScoreGroup[];
  readonly segments: readonly SegmentReport[];
  readonly lead: LeadTimes;
  /** Of a learned risk: what it would judge by today; null where there is too little to learn from. */
  readonly model: LearnedModel | null;
  /** Of a learned risk: how its probabilities were set right; null for anything else. */
  readonly recalibration: RecalibrationReport | null;
  /** Over the rows of which both say something; null where nothing is compared. */
  readonly comparison: Comparison | null;
  /** A row, of what it is compared with. */
  readonly besideScores: Float64Array | null;
}

/** What recalibration did to the probabilities of the rows judged. */
export interface RecalibrationReport {
  /** Cut-offs judged whose probabilities were set right by what earlier ones came to. */
  readonly cutOffs: number;
  /** As they were before. */
  readonly brier: Maybe<Brier>;
  readonly calibration: Maybe<Calibration>;
}

/** Segments that are told of: the largest. */
const MOST_SEGMENTS = 12;

/**
 * Carries out a whole back-test.
 *
 * @param problem  Labelled rows, candidates, and what is put to the test.
 * @param onStep   Is told how much is done, 0 to 1.
 * @returns        The report, the scores it rests on, what they come to, by segment, and how early they told.
 * @source         Issue 8.
 * @example        assess({ cutOffs: [], judgedFrom: 0, windowDays: 30, rows: { accounts: [], places: [], labels: [] }, accounts: 0, judgement: { kind: 'metric', id: 'dau' }, beside: null, metrics: [], hazard: null, lots: [], segments: [], outcomeDays: [], seed: 1, rounds: 2, leastOutcomes: 20 }).report.skill // => 'too-few'
 */
export function assess(problem: Problem, onStep: (share: number) => void = () => undefined): Assessment {
  const { cutOffs, rows, metrics, windowDays, seed, rounds } = problem;
  const { scores, learned } = scoresOf(problem, problem.judgement);
  onStep(problem.beside === null ? 0.5 : 0.3);
  const besideScores = problem.beside === null ? null : scoresOf(problem, problem.beside).scores;
  onStep(0.5);
  const probabilities = problem.judgement.kind === 'learned';
  const report = backTest({ ...problem, scores, probabilities, metrics, windowDays });
  onStep(0.9);
  const judged = report.fates.flatMap((fate, row) => (fate === 'judged' ? [row] : []));
  const picked = (values: ArrayLike<number>): number[] => judged.map((row) => values[row] ?? 0);
  return {
    report,
    scores,
    groups: scoreGroups(picked(scores), picked(rows.labels)),
    segments: bySegment(rows, report.fates, scores, problem.segments, { cutOffs: cutOffs.length, seed, rounds, most: MOST_SEGMENTS }),
    lead: leadTimes(rows, report.fates, scores, problem.outcomeDays, cutOffs),
    model: modelOf(problem, learned),
    recalibration: learned === null ? null : recalibrationOf(learned, picked(learned.logOdds), picked(rows.labels)),
    comparison: besideScores === null ? null : comparisonOf(problem, report.fates, scores, besideScores),
    besideScores,
  };
}

function recalibrationOf({ recalibrated }: LearnedRisk, logOdds: readonly number[], labels: readonly number[]): RecalibrationReport {
  const before = logOdds.map((odds) => 1 / (1 + Math.exp(-odds)));
  return { cutOffs: recalibrated, brier: brierScore(before, labels), calibration: calibration(before, labels) };
}

function modelOf({ judgement, rows, metrics, cutOffs, leastOutcomes, hazard }: Problem, risk: LearnedRisk | null): LearnedModel | null {
  if (judgement.kind !== 'learned' || risk === null) return null;
  const settings = { penalty: judgement.penalty, leastOutcomes, calibration: risk.calibration };
  const learned =
    judgement.by === 'hazard' && hazard !== null
      ? learnModel(hazard.months, withAge(learnable(hazard.metrics), hazard.months, cutOffs, hazard.startsOn), cutOffs, {
          ...{ ...settings, hazardDays: hazard.windowDays },
        })
      : learnModel(rows, learnable(metrics), cutOffs, settings);
  return learned.known ? learned.value : null;
}

/** Over the rows that the report judges, as far as the other says something of them. */
function comparisonOf(problem: Problem, fates: BackTestReport['fates'], scores: Float64Array, others: Float64Array): Comparison {
  const { cutOffs, rows, accounts, seed, rounds, leastOutcomes } = problem;
  const judged = scores.map((score, row) => (fates[row] === 'judged' ? score : Number.NaN));
  return compare(rows, judged, others, { cutOffs: cutOffs.length, accounts, seed, rounds, leastOutcomes });
}

function scoresOf(problem: Omit<Problem, 'judgement'>, judgement: Judgement): { scores: Float64Array; learned: LearnedRisk | null } {
  const { rows, metrics, cutOffs, windowDays } = problem;
  switch (judgement.kind) {
    case 'scores':
      return { scores: judgement.scores, learned: null };
    case 'learned': {
      const learned = learnedBy(problem, judgement);
      return { scores: learned.scores, learned };
    }
    case 'metric': {
      const metric = metrics.find(({ id }) => id === judgement.id);
      return { scores: metricScores(rows, metric, cutOffs, windowDays), learned: null };
    }
  }
}

function learnedBy(problem: Omit<Problem, 'judgement'>, { by, penalty }: Extract<Judgement, { kind: 'learned' }>): LearnedRisk {
  const { rows, metrics, cutOffs, judgedFrom, windowDays, leastOutcomes, lots, hazard } = problem;
  const settings = { windowDays, penalty, leastOutcomes, judgedFrom, lots };
  if (by === 'logistic' || hazard === null) return learnedRisk(rows, learnable(metrics), cutOffs, settings);
  // Both by the same metrics, in the same order.
  const taught = learnable(hazard.metrics);
  const unknown = new Float64Array(rows.labels.length).fill(Number.NaN);
  const judged = taught.map(({ id }) => metrics.find((one) => one.id === id) ?? { id, values: unknown });
  return learnedRisk(rows, judged, cutOffs, { ...settings, hazard: { ...hazard, metrics: taught } });
}

/**
 * A metric as a judgement: its values, turned so that the higher is the likelier, as was known at each cut-off.
 *
 * @param rows        Customers at cut-offs.
 * @param metric      The metric; absent where there is none of that name.
 * @param cutOffs     Day numbers, rising.
 * @param windowDays  How many days after a cut-off its outcome is known.
 * @returns           A score a row; NaN where the value is not known, and at cut-offs before which no outcome was.
 * @source            Issue 8: the direction of a metric is chosen on training cut-offs only.
 * @example           metricScores({ accounts: [0], places: [0], labels: [1] }, undefined, [10], 30) // => Float64Array.of(NaN)
 */
export function metricScores(
  rows: LabelledRows,
  metric: MetricColumn | undefined,
  cutOffs: readonly number[],
  windowDays: number,
): Float64Array {
  const scores = new Float64Array(rows.labels.length).fill(Number.NaN);
  if (metric === undefined) return scores;
  const pairs = metricPairs(rows, [metric], cutOffs.length);
  const directions = cutOffs.map((cutOff) => bestSingleMetric(pairs, trainingPlaces(cutOffs, cutOff, windowDays), 0)?.direction);
  for (let row = 0; row < scores.length; row++) {
    const direction = directions[rows.places[row] ?? 0];
    if (direction !== undefined) scores[row] = direction * (metric.values[row] ?? Number.NaN);
  }
  return scores;
}
