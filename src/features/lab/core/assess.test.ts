import { describe, expect, test } from 'vitest';
import { known } from '../../../kernel/known.ts';
import { logOdds } from '../../../kernel/stats/log-odds.ts';
import { assess, metricScores, type Problem } from './assess.ts';
import { type Fate, labelledRows } from './labels.ts';
import { leadTimes, outcomeDay } from './lead-times.ts';
import { learnModel, riskNow } from './learned-model.ts';
import { scoreGroups } from './score-groups.ts';

const CUT_OFFS = Array.from({ length: 12 }, (_, place) => 30 * (place + 1));
const ACCOUNTS = 60;
/** Every fourth customer has the outcome every 90 days; `low` is what it has little of. */
const FATES: readonly Fate[] = Array.from({ length: ACCOUNTS }, (_, account) => ({
  ...{ startsOn: 0, endsOn: Number.POSITIVE_INFINITY, knownUntil: 500 },
  days: account % 4 === 0 ? [80, 170, 260, 350, 440] : [],
}));
const WINDOW = { days: 90, looksFor: 'some' as const };

function problem(judgement: Problem['judgement']): Problem {
  const { rows } = labelledRows(FATES, CUT_OFFS, WINDOW);
  const low = Float64Array.from(rows.accounts, (account, row) => (account % 4 === 0 ? 1 : 4) + ((account * 7 + row) % 5));
  return {
    ...{
      cutOffs: CUT_OFFS,
      judgedFrom: 200,
      windowDays: 90,
      rows,
      accounts: ACCOUNTS,
      judgement,
      beside: null,
      seed: 1,
      rounds: 50,
      leastOutcomes: 10,
    },
    metrics: [
      { id: 'low', values: low },
      { id: 'noise', values: low.map((_, row) => (row * 31) % 17) },
      { id: 'unknown', values: low.map((value, row) => (row % 3 === 0 ? value : Number.NaN)) },
    ],
    hazard: null,
    lots: Uint32Array.from(FATES.keys()),
    segments: FATES.map((_, account) => (account < 40 ? 'a' : 'b')),
    outcomeDays: Float64Array.from(rows.labels, (label, row) =>
      label === 1 ? outcomeDay(FATES[rows.accounts[row] ?? 0] as Fate, CUT_OFFS[rows.places[row] ?? 0] ?? 0, WINDOW) : Number.NaN,
    ),
  };
}

describe('a whole back-test', () => {
  test('a metric alone is turned so that the higher is the likelier, and is no better than itself', () => {
    const { report, scores, segments, groups, model } = assess(problem({ kind: 'metric', id: 'low' }));
    expect([report.skill, report.addedValue]).toEqual(['shown', 'not-shown']);
    expect(report.difference.known && report.difference.value.estimate).toBe(0);
    expect(report.fates.filter((fate) => fate === 'before').length).toBe(6 * ACCOUNTS);
    expect(report.cutOffs.map(({ cutOff }) => cutOff)).toEqual(CUT_OFFS.slice(6));
    expect(scores.every((score) => Number.isNaN(score) || score < 0)).toBe(true);
    expect(segments.map(({ segment, rows }) => [segment, rows])).toEqual([
      ['a', 240],
      ['b', 120],
    ]);
    expect(groups.reduce((sum, group) => sum + group.rows * group.observed, 0)).toBeCloseTo(report.outcomes, 9);
    expect(model).toBeNull();
  });

  test('a learned risk comes with what it would judge by today; its parts add up in log-odds', () => {
    const { report, model } = assess(problem({ kind: 'learned', by: 'logistic', penalty: 1 }));
    expect(report.skill).toBe('shown');
    // What is not known of two thirds teaches nothing.
    expect(model?.features.map(({ metric }) => metric)).toEqual(['low', 'noise']);
    const said = riskNow(model as NonNullable<typeof model>, { low: 1, noise: Number.NaN });
    expect(said.parts[1]).toBe(0);
    expect(said.parts.reduce((sum, part) => sum + part, said.base)).toBe(said.total);
    expect(said.chance).toBeCloseTo(1 / (1 + Math.exp(-said.total)), 15);
    const { rows, metrics } = problem({ kind: 'learned', by: 'logistic', penalty: 1 });
    const few = learnModel(rows, metrics.slice(0, 1), CUT_OFFS, { penalty: 1, leastOutcomes: 16 });
    expect(few).toEqual({ known: false, reason: 'insufficient-data' });
  });

  test('the model says of a row what the regression says', () => {
    const { rows, metrics } = problem({ kind: 'learned', by: 'logistic', penalty: 1 });
    const found = learnModel(rows, metrics.slice(0, 2), CUT_OFFS, { penalty: 1, leastOutcomes: 10 });
    if (!found.known) throw new Error('nothing was learned');
    const { features, base } = found.value;
    const intercept = features.reduce((sum, { perUnit, mean }) => sum - perUnit * mean, base);
    const fit = {
      intercept,
      coefficients: features.map(({ perUnit }) => ({ estimate: perUnit, error: 0, z: 0, p: 0, low: 0, high: 0 })),
      means: Float64Array.from(features, ({ mean }) => mean),
    };
    expect(riskNow(found.value, { low: 3, noise: 5 }).total).toBeCloseTo(logOdds(fit, [3, 5]).total, 12);
  });

  test('the direction of a metric is not learned from the cut-off it is judged at', () => {
    const { rows, metrics } = problem({ kind: 'metric', id: 'low' });
    const scores = metricScores(rows, metrics[0], CUT_OFFS, 90);
    // At the first three cut-offs no outcome was known: 30 + 90 is the fourth.
    expect([...scores.keys()].filter((row) => Number.isNaN(scores[row])).every((row) => (rows.places[row] ?? 0) < 3)).toBe(true);
    expect([...scores.keys()].filter((row) => !Number.isNaN(scores[row])).length).toBe(9 * ACCOUNTS);
  });
});

describe('lead times', () => {
  test('counted from the first time in the top tenth; who ties at its edge is not seen', () => {
    const rows = {
      accounts: Uint32Array.of(0, 1, 2, 0, 1, 2),
      places: Uint16Array.of(0, 0, 0, 1, 1, 1),
      labels: Uint8Array.of(1, 1, 0, 1, 1, 0),
    };
    const fates = rows.accounts.reduce<'judged'[]>((all) => [...all, 'judged'], []);
    const days = [100, 100, Number.NaN, 100, 100, Number.NaN];
    // At the first cut-off the two tie for one place; at the second customer 1 has it.
    const found = leadTimes(rows, fates, [5, 5, 1, 4, 6, 1], days, [10, 40]);
    expect(found).toMatchObject({ outcomes: 2, seen: 1, median: known(60) });
  });

  test('a dormancy can be seen when the last use lies its length back', () => {
    const fate = { startsOn: 0, endsOn: Number.POSITIVE_INFINITY, days: [5, 20], knownUntil: 900 };
    expect(outcomeDay(fate, 30, { days: 180, looksFor: 'none' })).toBe(200);
    expect(outcomeDay({ ...fate, days: [] }, 30, { days: 180, looksFor: 'none' })).toBe(210);
    expect(outcomeDay(fate, 10, { days: 180, looksFor: 'some' })).toBe(20);
  });
});

test('groups of a score keep equal scores together', () => {
  const groups = scoreGroups([1, 1, 1, 1, 2, 3], [0, 1, 0, 0, 1, 1], 3);
  expect(groups.map(({ rows, observed }) => [rows, observed])).toEqual([
    [4, 0.25],
    [1, 1],
    [1, 1],
  ]);
});
