import { describe, expect, test } from 'vitest';
import { estimated } from '../../../../test/estimated.ts';
import { randomNormal, seededRandom } from '../../../kernel/random.ts';
import { areaWithin, ranksByCutOff } from './area-by-cut-off.ts';
import { assess, type Problem } from './assess.ts';
import { type HazardPast, LOG_AGE, withAge } from './hazard.ts';
import { type Fate, labelledRows } from './labels.ts';
import { learnModel, riskNow } from './learned-model.ts';
import { learnedRisk } from './learned-risk.ts';
import { monthRows } from './month-rows.ts';
import { recalibrate } from './recalibrate.ts';

const CUT_OFFS = Array.from({ length: 14 }, (_, place) => 30 * (place + 1));
const WINDOW = { days: 90, looksFor: 'some' as const };
const CUSTOMERS = 240;

/** Customers that leave for good; two metrics say how likely, a third says nothing. */
function leaving(seed: number): Problem {
  const random = seededRandom(seed);
  const levels = Array.from({ length: CUSTOMERS }, () => [0, 1, 2].map(() => randomNormal(random, 0, 1)));
  const fates = levels.map(([one = 0, other = 0]): Fate => {
    const startsOn = -Math.floor(900 * random());
    for (let day = 1; day <= 520; day += 30)
      if (random() < 1 / (1 + Math.exp(4 - one + other))) return { startsOn, endsOn: day + 15, days: [day + 15], knownUntil: 520 };
    return { startsOn, endsOn: Number.POSITIVE_INFINITY, days: [], knownUntil: 520 };
  });
  const valueAt = levels.map((own) => CUT_OFFS.map(() => own.map((level) => level + randomNormal(random, 0, 0.3))));
  const metricsAt = ({ accounts, places }: { accounts: Uint32Array; places: Uint16Array }) =>
    ['a', 'b', 'c'].map((id, metric) => ({
      id,
      values: Float64Array.from(accounts, (account, row) => valueAt[account]?.[places[row] ?? 0]?.[metric] ?? Number.NaN),
    }));
  const { rows } = labelledRows(fates, CUT_OFFS, WINDOW);
  const months = monthRows(fates, CUT_OFFS, WINDOW);
  const startsOn = Float64Array.from(fates, (fate) => fate.startsOn);
  return {
    ...{ cutOffs: CUT_OFFS, judgedFrom: 200, windowDays: 90, rows, accounts: CUSTOMERS, beside: null, seed, rounds: 50, leastOutcomes: 10 },
    judgement: { kind: 'learned', by: 'hazard', penalty: 1 },
    metrics: metricsAt(rows),
    hazard: { months, metrics: metricsAt(months), startsOn, windowDays: 90, waitDays: 0 },
    lots: Uint32Array.from(fates.keys()),
    segments: fates.map(() => ''),
    outcomeDays: Float64Array.from(rows.accounts, (account) => fates[account]?.days[0] ?? Number.NaN),
  };
}

const problem = leaving(11);
const hazard = problem.hazard as HazardPast;
const settings = { windowDays: 90, penalty: 1, leastOutcomes: 10, lots: problem.lots };

describe('a risk learned of one month after the other', () => {
  test('a month has a label as soon as it is over, and who is there hangs on nothing behind it', () => {
    const fate = { startsOn: 0, endsOn: 70, days: [70], knownUntil: 75 };
    expect([...monthRows([fate], [30, 60, 90, 120], WINDOW).labels]).toEqual([0]);
    expect([...monthRows([{ ...fate, knownUntil: 90 }], [30, 60, 90, 120], WINDOW).labels]).toEqual([0, 1]);
    // Silence comes about on the day on which it has lasted 60 days; who leaves meanwhile is not asked about.
    const asked = { days: 60, looksFor: 'none' as const, awakeWithin: 60 };
    const quiet = { startsOn: 0, endsOn: Number.POSITIVE_INFINITY, days: [5, 20], knownUntil: 500 };
    const found = monthRows([quiet, { ...quiet, endsOn: 70 }], [30, 60, 90, 120], asked);
    expect([[...found.accounts], [...found.places], [...found.labels]]).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
    ]);
  });

  test('it ranks as the one of the window does, and begins earlier', () => {
    const byMonth = assess(problem);
    const byWindow = assess({ ...problem, judgement: { kind: 'learned', by: 'logistic', penalty: 1 } });
    expect([byMonth.report.skill, byMonth.report.addedValue]).toEqual(['shown', 'shown']);
    expect(estimated(byMonth.report.area).estimate).toBeGreaterThan(estimated(byWindow.report.area).estimate - 0.02);
    const [first, other] = [byMonth.scores, byWindow.scores].map((scores) => scores.findIndex((score) => !Number.isNaN(score)));
    expect(first).toBeLessThanOrEqual(other ?? 0);
    expect(byMonth.report.calibration?.known && Math.abs(byMonth.report.calibration.value.bias)).toBeLessThan(0.05);
  });

  test('what it says at a cut-off hangs on nothing behind it: neither labels nor metrics', () => {
    const at = 9;
    const before = learnedRisk(problem.rows, problem.metrics, CUT_OFFS, { ...settings, hazard });
    // From the month of the cut-off on everything is turned round.
    const turned: HazardPast = {
      ...hazard,
      months: {
        ...hazard.months,
        labels: hazard.months.labels.map((label, row) => ((hazard.months.places[row] ?? 0) >= at ? 1 - label : label)),
      },
      metrics: hazard.metrics.map(({ id, values }) => ({
        id,
        values: values.map((value, row) => ((hazard.months.places[row] ?? 0) >= at ? -value : value)),
      })),
    };
    const labels = problem.rows.labels.map((label, row) =>
      (CUT_OFFS[problem.rows.places[row] ?? 0] ?? 0) + 90 > (CUT_OFFS[at] ?? 0) ? 1 - label : label,
    );
    const after = learnedRisk({ ...problem.rows, labels }, problem.metrics, CUT_OFFS, { ...settings, hazard: turned });
    const own = [...problem.rows.places.keys()].filter((row) => (problem.rows.places[row] ?? 0) <= at);
    expect(own.some((row) => !Number.isNaN(before.scores[row]))).toBe(true);
    expect(own.every((row) => Object.is(before.scores[row], after.scores[row]))).toBe(true);
    expect(before.scores.some((score, row) => !Object.is(score, after.scores[row]))).toBe(true);
    // A metric that knows the outcome is suspected, whichever learner it taught.
    const oracle = Float64Array.from(problem.rows.labels, (label, row) => label + (row % 7) / 100);
    expect(assess({ ...problem, metrics: [...problem.metrics, { id: 'oracle', values: oracle }] }).report.suspects).toEqual(['oracle']);
  });

  test('the model says of a customer what its months come to, in parts that add up in log-odds', () => {
    const columns = withAge(hazard.metrics, hazard.months, CUT_OFFS, hazard.startsOn);
    const calibration = { intercept: 0.3, slope: 0.7, rows: 900, events: 90 };
    const found = learnModel(hazard.months, columns, CUT_OFFS, { penalty: 1, leastOutcomes: 10, hazardDays: 90, calibration });
    if (!found.known) throw new Error('nothing was learned');
    const { base, features } = found.value;
    expect(features.map(({ metric }) => metric)).toEqual(['a', 'b', 'c', LOG_AGE]);
    const values = { a: 1.5, b: -1, c: 0.2, [LOG_AGE]: Math.log(12) };
    const monthAt = (month: number): number => {
      const own: Record<string, number> = { ...values, [LOG_AGE]: Math.log(12 + month) };
      return features.reduce((sum, { metric, perUnit, mean }) => sum + perUnit * ((own[metric] ?? 0) - mean), base);
    };
    const months = 90 / (365.25 / 12);
    const stays = [0, 1, 2].reduce((left, month) => left * (1 / (1 + Math.exp(monthAt(month)))) ** Math.min(1, months - month), 1);
    const said = riskNow(found.value, values);
    expect(said.total).toBeCloseTo(0.3 + 0.7 * Math.log((1 - stays) / stays), 9);
    expect(said.parts.reduce((sum, part) => sum + part, said.base)).toBeCloseTo(said.total, 9);
    expect(said.chance).toBeCloseTo(1 / (1 + Math.exp(-said.total)), 12);
    // Without the calibration the same parts, stretched.
    const plain = riskNow({ ...found.value, calibration: null }, values);
    expect(said.parts.map((part) => part / 0.7)).toEqual(plain.parts.map((part) => expect.closeTo(part, 9)));
    expect(said.base).toBeCloseTo(0.3 + 0.7 * plain.base, 9);
  });
});

describe('setting probabilities right', () => {
  const { rows } = problem;
  const honest = learnedRisk(rows, problem.metrics, CUT_OFFS, settings).logOdds;
  /** Twice as sure as it should be, and too high. */
  const loud = honest.map((odds) => 2 * odds + 5);

  test('what is far too sure is set right, from what earlier cut-offs came to; the order within a cut-off stays', () => {
    const found = recalibrate(rows, loud, CUT_OFFS, settings);
    expect(found.recalibrated).toBeGreaterThan(2);
    expect(found.calibration?.slope).toBeGreaterThan(0.25);
    expect(found.calibration?.slope).toBeLessThan(0.75);
    const area = (values: Float64Array) => areaWithin(ranksByCutOff(rows, values, CUT_OFFS.length));
    expect(area(found.scores)).toBe(area(loud));
    const last = [...rows.places.keys()].filter((row) => rows.places[row] === CUT_OFFS.length - 1);
    const mean = (values: ArrayLike<number>): number => last.reduce((sum, row) => sum + (values[row] ?? 0), 0) / last.length;
    expect(Math.abs(mean(found.scores) - mean(rows.labels))).toBeLessThan(0.06);
    expect(Math.abs(mean(loud.map((odds) => 1 / (1 + Math.exp(-odds)))) - mean(rows.labels))).toBeGreaterThan(0.15);
  });

  test('its own future is not asked; too few outcomes, or no gain that could be told from chance, leave it as it is', () => {
    const at = 9;
    const labels = rows.labels.map((label, row) => ((CUT_OFFS[rows.places[row] ?? 0] ?? 0) + 90 > (CUT_OFFS[at] ?? 0) ? 1 - label : label));
    const [before, after] = [recalibrate(rows, loud, CUT_OFFS, settings), recalibrate({ ...rows, labels }, loud, CUT_OFFS, settings)];
    expect(before.scores.every((score, row) => (rows.places[row] ?? 0) > at || Object.is(score, after.scores[row]))).toBe(true);
    const few = recalibrate(rows, loud, CUT_OFFS, { ...settings, leastOutcomes: CUSTOMERS });
    expect([few.recalibrated, few.calibration]).toEqual([0, null]);
    expect(few.scores.every((score, row) => Object.is(score, 1 / (1 + Math.exp(-(loud[row] ?? 0)))))).toBe(true);
    // What ranks the wrong way round is not turned.
    expect(
      recalibrate(
        rows,
        honest.map((odds) => -odds),
        CUT_OFFS,
        settings,
      ),
    ).toMatchObject({ recalibrated: 0, calibration: null });
  });
});
