import { describe, expect, test } from 'vitest';
import { estimated } from '../../../../test/estimated.ts';
import { randomNormal, seededRandom } from '../../../kernel/random.ts';
import { rocAuc } from '../../../kernel/stats/roc-auc.ts';
import { areaWithin, ranksByCutOff } from './area-by-cut-off.ts';
import { type BackTestInput, backTest } from './back-test.ts';
import { trainingPlaces } from './cut-offs.ts';
import { type Fate, labelledRows } from './labels.ts';
import { learnedRisk } from './learned-risk.ts';
import { bestSingleMetric, metricPairs } from './single-metric.ts';

const CUT_OFFS = Array.from({ length: 10 }, (_, place) => 30 * (place + 1));
const WINDOW = 60;

interface World {
  readonly fates: readonly Fate[];
  /** By customer: its level in each of three metrics. */
  readonly levels: readonly (readonly number[])[];
}

/** Customers whose outcome depends on their levels: `weights` in log-odds a month. */
function world(seed: number, customers: number, weights: readonly number[]): World {
  const random = seededRandom(seed);
  const levels = Array.from({ length: customers }, () => weights.map(() => randomNormal(random, 0, 1)));
  const fates = levels.map((own): Fate => {
    const logOdds = -3 + own.reduce((sum, level, place) => sum + level * (weights[place] ?? 0), 0);
    const days: number[] = [];
    for (let day = 1; day <= 360; day += 30) if (random() < 1 / (1 + Math.exp(-logOdds))) days.push(day + Math.floor(random() * 30));
    return { startsOn: 0, endsOn: Number.POSITIVE_INFINITY, days, knownUntil: 360 };
  });
  return { fates, levels };
}

/** The back-test of what is learned from the three metrics, each seen with some noise. */
function trial({ fates, levels }: World, seed: number): BackTestInput {
  const random = seededRandom(seed);
  const { rows } = labelledRows(fates, CUT_OFFS, { days: WINDOW, looksFor: 'some' });
  const metrics = ['a', 'b', 'c'].map((id, metric) => ({
    id,
    values: Float64Array.from(rows.accounts, (account) => (levels[account]?.[metric] ?? 0) + randomNormal(random, 0, 0.3)),
  }));
  const { scores } = learnedRisk(rows, metrics, CUT_OFFS, { windowDays: WINDOW, penalty: 1, leastOutcomes: 10 });
  return { cutOffs: CUT_OFFS, windowDays: WINDOW, rows, accounts: fates.length, scores, probabilities: true, metrics, seed };
}

/** The fates dealt out anew: what is known of a customer says nothing of what becomes of it any more. */
function shuffled({ fates, levels }: World, seed: number): World {
  const random = seededRandom(seed);
  const dealt = [...fates];
  for (let place = dealt.length - 1; place > 0; place--) {
    const other = Math.floor(random() * (place + 1));
    [dealt[place], dealt[other]] = [dealt[other] as Fate, dealt[place] as Fate];
  }
  return { fates: dealt, levels };
}

describe('back-test', () => {
  test('a signal in one metric gives skill and no added value over it', () => {
    const report = backTest(trial(world(3, 250, [-1, 0, 0]), 1));
    expect([report.skill, report.addedValue]).toEqual(['shown', 'not-shown']);
    expect(report.cutOffs.map(({ single }) => [single.id, single.direction])).toEqual(report.cutOffs.map(() => ['a', -1]));
    expect(estimated(report.area).low).toBeGreaterThan(0.6);
    expect(report.suspects).toEqual([]);
    expect(report.calibration?.known && Math.abs(report.calibration.value.bias)).toBeLessThan(0.05);
    const top = estimated(report.cutOffs.at(-1)?.top ?? { known: false, reason: 'not-computed' });
    expect(top.lift).toBeCloseTo(top.precision / top.baseRate, 12);
  });

  test('a signal that needs two metrics gives skill and added value', () => {
    const report = backTest(trial(world(4, 250, [1, -1, 0]), 2));
    expect([report.skill, report.addedValue]).toEqual(['shown', 'shown']);
    const { estimate } = estimated(report.difference);
    expect(estimate).toBeCloseTo(estimated(report.area).estimate - estimated(report.singleArea).estimate, 12);
  });

  test('of 100 shuffles of the fates each verdict is shown by chance at most 5 times', () => {
    const truth = world(5, 120, [1, -1, 0]);
    const reports = Array.from({ length: 100 }, (_, nth) => backTest(trial(shuffled(truth, 1000 + nth), nth)));
    expect(reports.filter(({ skill }) => skill === 'too-few').length).toBe(0);
    expect(reports.filter(({ skill }) => skill === 'shown').length).toBeLessThanOrEqual(5);
    expect(reports.filter(({ addedValue }) => addedValue === 'shown').length).toBeLessThanOrEqual(5);
  });

  test('below 20 customers with the outcome nothing is concluded, however good it looks', () => {
    const all = world(6, 120, [2, 0, 0]);
    const few: World = { ...all, fates: all.fates.map((fate, place) => (place < 30 ? fate : { ...fate, days: [] })) };
    const report = backTest({ ...trial(few, 3), leastOutcomes: 20 });
    expect(report.customersWithOutcome).toBeLessThan(20);
    expect([report.skill, report.addedValue]).toEqual(['too-few', 'too-few']);
    const nobody = backTest({ ...trial({ ...all, fates: all.fates.map((fate) => ({ ...fate, days: [] })) }, 3) });
    expect([nobody.skill, nobody.rows, nobody.cutOffs]).toEqual(['too-few', 0, []]);
  });

  test('a metric that knows the outcome is suspected', () => {
    const input = trial(world(7, 150, [1, 0, 0]), 4);
    const leaking = { id: 'oracle', values: Float64Array.from(input.rows.labels, (label, row) => label + (row % 7) / 100) };
    expect(backTest({ ...input, metrics: [...input.metrics, leaking] }).suspects).toEqual(['oracle']);
  });

  test('who has no score or no value of the single metric is counted, and both are compared over the same rows', () => {
    const input = trial(world(3, 250, [-1, 0, 0]), 1);
    const [firstMetric, ...others] = input.metrics;
    const metrics = [
      { id: 'a', values: (firstMetric?.values ?? new Float64Array()).map((value, row) => (row % 10 === 0 ? Number.NaN : value)) },
      ...others,
    ];
    const scores = input.scores.map((score, row) => (row % 10 === 1 ? Number.NaN : score));
    const { cutOffs, rows } = backTest({ ...input, metrics, scores });
    for (const own of cutOffs)
      expect([own.rows + own.unscored + own.singleUnknown, own.unscored > 20, own.singleUnknown > 20]).toEqual([250, true, true]);
    expect(cutOffs.reduce((sum, own) => sum + own.rows, 0)).toBe(rows);
  });

  test('the same input gives the same report; the single metric is blind to what later cut-offs hold', () => {
    const input = trial(world(8, 150, [1, 0.8, 0]), 5);
    expect(backTest(input)).toEqual(backTest(input));
    const pairs = metricPairs(input.rows, input.metrics, CUT_OFFS.length);
    const changed = input.rows.labels.map((label, row) => ((input.rows.places[row] ?? 0) > 3 ? 1 - label : label));
    const changedPairs = metricPairs({ ...input.rows, labels: changed }, input.metrics, CUT_OFFS.length);
    const training = trainingPlaces(CUT_OFFS, CUT_OFFS[5] ?? 0, WINDOW);
    expect(training).toEqual([0, 1, 2, 3]);
    expect(bestSingleMetric(changedPairs, training, 600)).toEqual(bestSingleMetric(pairs, training, 600));
    // Nor does what is learned know them.
    const settings = { windowDays: WINDOW, penalty: 1, leastOutcomes: 10 };
    const relearned = learnedRisk({ ...input.rows, labels: changed }, input.metrics, CUT_OFFS, settings);
    const upToFive = [...input.scores.keys()].filter((row) => (input.rows.places[row] ?? 0) <= 5);
    expect(upToFive.every((row) => Object.is(relearned.scores[row], input.scores[row]))).toBe(true);
  });

  test('the area within cut-offs is the mean of their areas weighed by pairs, whatever the scale of each', () => {
    const input = trial(world(9, 100, [1, 0, 0]), 6);
    const values = input.metrics[0]?.values ?? new Float64Array();
    const shifted = values.map((value, row) => value * ((input.rows.places[row] ?? 0) + 1) + 100 * (input.rows.places[row] ?? 0));
    const area = areaWithin(ranksByCutOff(input.rows, values, CUT_OFFS.length));
    expect(areaWithin(ranksByCutOff(input.rows, shifted, CUT_OFFS.length))).toBeCloseTo(area ?? 0, 12);
    let [won, all] = [0, 0];
    for (const place of CUT_OFFS.keys()) {
      const own = [...values.keys()].filter((row) => input.rows.places[row] === place);
      const labels = own.map((row) => input.rows.labels[row] ?? 0);
      const ones = labels.reduce((sum, label) => sum + label, 0);
      const pairs = ones * (labels.length - ones);
      const found = rocAuc(
        own.map((row) => values[row] ?? 0),
        labels,
      );
      won += found.known ? found.value * pairs : 0;
      all += pairs;
    }
    expect(area).toBeCloseTo(won / all, 12);
  });
});
