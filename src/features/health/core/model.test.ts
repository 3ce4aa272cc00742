import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, cell, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import type { MetricUnit } from '../../metrics/core/definition.ts';
import { acrossModels, causesOf, changesOf, contributionsOf } from './attribution.ts';
import { FULL_HEALTH, USAGE_HEALTH } from './default-models.ts';
import { levelLimits } from './judge.ts';
import { LEVEL_LIMITS, type LevelEvidence, type LevelLimits, levelColumn, levelOf, quadrantOf } from './levels.ts';
import { bandOf, evaluateModel, type HealthModel, modelMetrics } from './model.ts';
import { modelProblems } from './model-problems.ts';
import { growthSignal, linearFactor, totangoSteps, vitallySteps, weightedMean, worstOf } from './published-models.ts';
import { RISK_SIGNS, riskOf } from './risk.ts';
import { pointsOf, scoringProblem } from './scoring.ts';

/** Cells as numbers, or as the reason why there is none. */
const column = (cells: readonly (number | string)[], from = 0): Column => ({
  from,
  values: Float64Array.from(cells, (one) => (typeof one === 'number' ? one : Number.NaN)),
  reasons: Uint8Array.from(cells, (one) => (typeof one === 'number' ? 0 : reasonCode(one as 'ended'))),
});

const HLT_02 = {
  'activity-rate': column([0.45]),
  'core-module-share': column([3 / 4]),
  'module-share': column([6 / 10]),
  'integration-points': column([96]),
  'integration-expected': column([1]),
};
const sumOf = (parts: readonly { points: number }[] | null): number => (parts ?? []).reduce((sum, { points }) => sum + points, 0);

describe('a health model as data', () => {
  test('HLT-02: 45 % of 60 %, 3 of 4, 6 of 10, 96 points: 76.95; without an expected integration 72.19', () => {
    expect(evaluateModel(HLT_02, USAGE_HEALTH, 0, 0).score.values[0]).toBeCloseTo(76.95, 10);
    const without = { ...HLT_02, 'integration-expected': column([0]), 'integration-points': column(['not-measured']) };
    const { score, coverage } = evaluateModel(without, USAGE_HEALTH, 0, 0);
    expect(score.values[0]).toBeCloseTo(72.1875, 10);
    expect(coverage[0]).toBe(1);
  });

  test('HLT-01: activity of 15 % caps at 39, and without activity there is no score', () => {
    const low = evaluateModel({ ...HLT_02, 'activity-rate': column([0.15]) }, USAGE_HEALTH, 0, 0);
    expect(low.score.values[0]).toBe(39);
    expect(low.uncapped[0]).toBeGreaterThan(39);
    const none = evaluateModel({ ...HLT_02, 'activity-rate': column(['source-silent']) }, USAGE_HEALTH, 0, 0);
    expect(cell(none.score, 0)).toEqual(unknown('insufficient-data'));
  });

  test('settled 6: below the required coverage it is 数据不足; a customer that is not live has no score', () => {
    const only = { 'activity-rate': column([0.45, 'ended', 'not-started']) };
    const { score, coverage } = evaluateModel(only, USAGE_HEALTH, 0, 2);
    expect([0, 1, 2].map((day) => cell(score, day))).toEqual([unknown('insufficient-data'), unknown('ended'), unknown('not-started')]);
    expect(coverage[0]).toBeCloseTo(0.4, 10);
    const partial = { ...HLT_02, 'activity-rate': { ...column([0.45]), reasons: Uint8Array.of(PARTIAL) } };
    expect(cell(evaluateModel(partial, USAGE_HEALTH, 0, 0).score, 0)).toMatchObject({ known: true, partial: true });
  });

  test('what keeps a model from being used is named', () => {
    const metrics = new Map(
      modelMetrics(USAGE_HEALTH).map((id): [string, MetricUnit] => [id, id.startsWith('integration') ? 'points' : 'ratio']),
    );
    expect(modelProblems(USAGE_HEALTH, metrics)).toEqual([]);
    const [activity, ...rest] = USAGE_HEALTH.measures;
    if (activity === undefined) throw new Error('no measure');
    const wrong = (change: Partial<HealthModel>): string[] =>
      modelProblems({ ...USAGE_HEALTH, ...change }, metrics).map(({ path }) => path);
    expect(wrong({ measures: USAGE_HEALTH.measures.map((one) => ({ ...one, weight: 0 })) })).toEqual(['measures']);
    expect(wrong({ measures: rest })).toEqual(['requires', 'requires']);
    expect(wrong({ measures: [activity, { ...activity, metric: 'gone' }] })).toEqual(['measures.1.id', 'measures.1.metric']);
    expect(wrong({ measures: [{ ...activity, scoring: { kind: 'ratio', full: 0 } }] })).toEqual(['measures.0.scoring']);
    expect(wrong({ bands: { healthy: 50, watch: 75 }, requiredCoverage: 0 })).toEqual(['requiredCoverage', 'bands']);
    expect(wrong({ caps: [{ metric: 'activity-rate', below: Number.NaN, points: 390 }] })).toEqual(['caps.0.points', 'caps.0.below']);
    // Thresholds in the wrong unit: 60 where a share is written 0.6.
    expect(wrong({ measures: [{ ...activity, scoring: { kind: 'ratio', full: 60 } }] })).toEqual(['measures.0.scoring']);
    expect(wrong({ caps: [{ metric: 'activity-rate', below: 20, points: 39 }] })).toEqual(['caps.0.below']);
    expect(wrong({ measures: [{ ...activity, scoring: { kind: 'file', measure: 'gone' } }] })).toEqual(['measures.0.scoring']);
    expect(wrong({ measures: [activity, { ...activity, id: 'self', metric: 'usage-health' }] })).toEqual(['measures.1.metric']);
    expect(wrong({ segment: {} })).toEqual(['segment']);
    expect(wrong({ measures: [{ ...activity, weight: Number.NaN }] })).toEqual(['measures']);
    expect(
      scoringProblem({
        kind: 'steps',
        below: 0,
        steps: [
          { from: 2, points: 1 },
          { from: 1, points: 2 },
        ],
      }),
    ).not.toBeNull();
    expect(scoringProblem({ kind: 'log-normal', median: 1, good: 1 })).not.toBeNull();
  });
});

describe('the health, as it was before models were data', () => {
  const parts = (activity: number, core: number | string, breadth: number | string, integration: number | string) => ({
    'activity-rate': column([activity]),
    'core-module-share': column([core]),
    'module-share': column([breadth]),
    'integration-points': column([integration]),
    'integration-expected': column([1]),
  });
  const scoreOf = (columns: Record<string, Column>) => evaluateModel(columns, USAGE_HEALTH, 0, 0);

  test('HLT-01: at 20 % no cap; settled 6: exactly the required coverage is enough, and Known parts are renormalised', () => {
    expect(scoreOf(parts(0.2, 1, 1, 100)).score.values[0]).toBeCloseTo((0.4 * 100 * 0.2) / 0.6 + 60, 9);
    const enough = scoreOf(parts(0.45, 'not-measured', 'not-measured', 96));
    expect(enough.score.values[0]).toBeCloseTo((0.4 * 75 + 0.2 * 96) / 0.6, 9);
    expect(cell(scoreOf(parts(0.45, 'not-measured', 'not-measured', 'not-measured')).score, 0)).toEqual(unknown('insufficient-data'));
  });

  test('HLT-02: bands are judged on the rounded score, and no score is never green', () => {
    const bands = [74.49, 74.5, 49.49, 49.5, Number.NaN].map((score) => bandOf(score, USAGE_HEALTH.bands));
    expect(bands).toEqual(['watch', 'healthy', 'danger', 'watch', 'insufficient-data']);
  });

  test('ACT-07: a product used on 5 days a month by 5 people: with an expectation of 9 %, an activity of 9 % earns all points', () => {
    const low = parts(0.09, 1, 1, 100);
    expect(scoreOf({ ...low, 'expected-activity': column([0.09]) }).points[0]?.[0]).toBe(100);
    expect(scoreOf(low).points[0]?.[0]).toBeCloseTo(15, 9);
    expect(scoreOf({ ...low, 'expected-activity': column([0]) }).points[0]?.[0]).toBeCloseTo(15, 9);
  });

  test('ACT-07, HLT-01: the alarm line is lower in proportion where less is expected than 60 %, and never higher', () => {
    const scored = (activity: number, expected: number) =>
      scoreOf({ ...parts(activity, 1, 1, 100), 'expected-activity': column([expected]) }).score.values[0];
    expect(scored(0.09, 0.09)).toBe(100);
    // A third of what is expected, as 20 % is a third of 60 %.
    expect(scored(0.031, 0.09)).toBeGreaterThan(39);
    expect(scored(0.029, 0.09)).toBe(39);
    expect(scored(0.15, 0.6)).toBe(39);
    expect(scored(0.21, 0.9)).toBeGreaterThan(39);
    expect(scored(0.15, Number.NaN)).toBe(39);
  });

  test('a measure may be a file of its own, and a metric that has gone makes its measure missing, never zero', () => {
    const file: HealthModel = {
      ...USAGE_HEALTH,
      measures: USAGE_HEALTH.measures.map((measure) =>
        measure.id === 'activity' ? { ...measure, scoring: { kind: 'file', measure: 'low-activity' } } : measure,
      ),
    };
    expect(evaluateModel(HLT_02, file, 0, 0).score.values[0]).toBeCloseTo(76.95, 10);
    const { 'core-module-share': _gone, ...rest } = HLT_02;
    const { score, coverage } = evaluateModel(rest, USAGE_HEALTH, 0, 0);
    expect([coverage[0], score.values[0]]).toEqual([0.75, expect.closeTo((0.4 * 75 + 0.15 * 60 + 0.2 * 96) / 0.75, 9)]);
    const zero = evaluateModel(HLT_02, { ...USAGE_HEALTH, measures: USAGE_HEALTH.measures.map((one) => ({ ...one, weight: 0 })) }, 0, 0);
    expect(cell(zero.score, 0)).toEqual(unknown('insufficient-data'));
  });

  test('HLT-07: 77, 60, 70, 80, 50 is 71.0, and both scores are there', () => {
    const columns = {
      'activity-rate': column([0.5]),
      'usage-health': column([77]),
      'issues-open-oldest': column([24]),
      'issues-escalated': column([2]),
      'last-nps': column([7]),
      'last-csat': column([3.5]),
      'sentiment-said': column([70]),
      'days-since-decider-touch': column([18]),
      'value-progress': column([50]),
    };
    expect(evaluateModel(columns, FULL_HEALTH, 0, 0).score.values[0]).toBeCloseTo(71, 10);
    const missing = evaluateModel({ ...columns, 'value-progress': column(['not-measured']) }, FULL_HEALTH, 0, 0);
    expect([missing.coverage[0], missing.score.values[0]]).toEqual([0.9, expect.closeTo((71 - 5) / 0.9, 9)]);
    expect(evaluateModel({ ...columns, 'activity-rate': column([0.15]) }, FULL_HEALTH, 0, 0).score.values[0]).toBe(39);
  });
});

describe('why a score is what it is', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 1.5, noNaN: true }), fc.constant('source-silent'), fc.constant('not-mapped'));
  const days = fc.integer({ min: 1, max: 12 });
  const facts = days.chain((length) =>
    fc.record(
      Object.fromEntries(modelMetrics(USAGE_HEALTH).map((metric) => [metric, fc.array(value, { minLength: length, maxLength: length })])),
    ),
  );
  const model = fc.record({
    weights: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 4, maxLength: 4 }),
    cap: fc.integer({ min: 0, max: 100 }),
  });
  const withWeights = ({ weights, cap }: { weights: number[]; cap: number }): HealthModel => ({
    ...USAGE_HEALTH,
    measures: USAGE_HEALTH.measures.map((measure, index) => ({ ...measure, weight: weights[index] ?? 1 })),
    caps: [{ metric: 'activity-rate', below: 0.4, points: cap }],
  });
  const columnsOf = (cells: Record<string, (number | string)[]>) =>
    Object.fromEntries(Object.entries(cells).map(([name, of]) => [name, column(of)]));

  test('property: parts add up to the score, changes to the change, also across models, to 1e-9', () => {
    fc.assert(
      fc.property(facts, model, model, (cells, one, other) => {
        const columns = columnsOf(cells);
        const last = (Object.values(cells)[0]?.length ?? 1) - 1;
        const [old, now] = [withWeights(one), withWeights(other)];
        const [before, after] = [evaluateModel(columns, old, 0, last), evaluateModel(columns, now, 0, last)];
        const [a, reread, b] = [contributionsOf(before, old, 0), contributionsOf(after, now, 0), contributionsOf(after, now, last)];
        if (a !== null) expect(sumOf(a)).toBeCloseTo(before.score.values[0] ?? 0, 9);
        if (reread === null || b === null || a === null) return;
        const change = (after.score.values[last] ?? 0) - (after.score.values[0] ?? 0);
        expect(Math.abs(sumOf(changesOf(reread, b)) - change)).toBeLessThan(1e-9);
        const across = acrossModels(a, reread, b);
        const whole = (after.score.values[last] ?? 0) - (before.score.values[0] ?? 0);
        expect(Math.abs(across.model + sumOf(across.parts) - whole)).toBeLessThan(1e-9);
        const causes = [causesOf(a, reread), causesOf(reread, b)].flatMap(({ values, shares, cap }) => [values, shares, cap]);
        expect(Math.abs(causes.reduce((all, points) => all + points, 0) - whole)).toBeLessThan(1e-9);
      }),
    );
  });

  test('property: a day judged alone is the same cell, and no later fact moves an earlier one', () => {
    fc.assert(
      fc.property(facts, facts, (cells, later) => {
        const last = (Object.values(cells)[0]?.length ?? 1) - 1;
        const whole = evaluateModel(columnsOf(cells), USAGE_HEALTH, 0, last).score;
        const alone = evaluateModel(columnsOf(cells), USAGE_HEALTH, last, last).score;
        expect(cell(alone, last)).toEqual(cell(whole, last));
        const longer = Object.fromEntries(Object.entries(cells).map(([name, of]) => [name, [...of, ...(later[name] ?? [])]]));
        expect(evaluateModel(columnsOf(longer), USAGE_HEALTH, 0, last).score).toEqual(whole);
      }),
    );
  });
});

describe('levels, quadrant, risk', () => {
  const all: LevelEvidence = {
    activity: known(0.5),
    recordEvents: known(9),
    finishedRuns: known(40),
    processUsers: known(5),
    integrationDays: known(20),
    extensionUsers: known(0),
  };

  test('HLT-04: a link with calls on 20 days and 40 runs is L3; a custom page nobody uses leaves it there; activity of 15 % is L0', () => {
    expect(levelOf(all, LEVEL_LIMITS)).toMatchObject({ level: known(3), next: 4, processMissing: false });
    expect(levelOf({ ...all, extensionUsers: known(2) }, LEVEL_LIMITS).level).toEqual(known(3));
    expect(levelOf({ ...all, extensionUsers: known(3) }, LEVEL_LIMITS)).toMatchObject({ level: known(4), next: null });
    expect(levelOf({ ...all, activity: known(0.15) }, LEVEL_LIMITS).level).toEqual(known(0));
  });

  test('HLT-04, ACT-07: a model may say other thresholds; the line of activity is lower where less is expected', () => {
    const units = new Map(modelMetrics(USAGE_HEALTH).map((id): [string, MetricUnit] => [id, 'points']));
    const columns = {
      'activity-rate': column([0.09]),
      'record-events-30': column([9]),
      'process-runs-30': column([15]),
      'process-users-30': column([5]),
      'integration-days-30': column([0]),
      'extension-users-30': column([0]),
    };
    const level = (limits: LevelLimits, expected = Number.NaN) =>
      levelColumn({ ...columns, 'expected-activity': column([expected]) }, limits, 0, 0).values[0];
    expect([level(LEVEL_LIMITS), level(LEVEL_LIMITS, 0.15), level(LEVEL_LIMITS, 0.6)]).toEqual([0, 2, 0]);
    expect([level(levelLimits({ levels: { activity: 0.05 } })), level(levelLimits({ levels: { activity: 0.05, runs: 20 } }))]).toEqual([
      2, 1,
    ]);
    expect(modelProblems({ ...USAGE_HEALTH, levels: { runs: 20 } }, units)).toEqual([]);
    for (const levels of [{ activity: 20 }, { integrationDays: 31 }, { runs: 0 }, { extensionUsers: Number.NaN }])
      expect(modelProblems({ ...USAGE_HEALTH, levels }, units).map(({ code }) => code)).toEqual(['level']);
  });

  test('HLT-05: level 3 without a process says so; the hint of level 1 is the process', () => {
    expect(levelOf({ ...all, finishedRuns: known(2) }, LEVEL_LIMITS)).toMatchObject({ level: known(3), processMissing: true, next: 2 });
    const records = { ...all, finishedRuns: known(0), integrationDays: known(0) };
    expect(levelOf(records, LEVEL_LIMITS)).toMatchObject({ level: known(1), next: 2 });
  });

  test('settled 2: a level above that nobody mapped is not the lowest: the level is Unknown, and at least what is sure', () => {
    const found = levelOf({ ...all, extensionUsers: unknown('not-mapped') }, LEVEL_LIMITS);
    expect(found).toMatchObject({ level: unknown('not-mapped'), atLeast: 3 });
    expect(levelOf({ ...all, recordEvents: unknown('not-mapped') }, LEVEL_LIMITS).level).toEqual(known(3));
    expect(levelOf({ ...all, activity: unknown('source-silent') }, LEVEL_LIMITS).level).toEqual(unknown('source-silent'));
  });

  test('HLT-06: login of 50 % at level 1 is 假活跃', () => {
    expect(quadrantOf(known(0.5), 0.6, known(1))).toEqual(known('fake-active'));
    expect(quadrantOf(known(0.5), 0.6, known(3))).toEqual(known('sticky'));
    expect(quadrantOf(known(0.3), 0.6, known(4))).toEqual(known('to-activate'));
    expect(quadrantOf(known(0.3), 0.6, known(2))).toEqual(known('silent'));
    expect(quadrantOf(known(0.3), 0.6, unknown('not-mapped'))).toEqual(unknown('not-mapped'));
  });

  test('MON-09: L1 15, activity below 20 % 30, decision maker left 25: 70, high, with its reasons', () => {
    const risk = riskOf(RISK_SIGNS, { 'activity-rate': known(0.18), 'health-level': known(1), 'decision-makers-left-90': known(1) });
    expect(risk).toMatchObject({ points: known(70), band: 'high' });
    expect(risk.reasons.map(({ sign, points }) => [sign, points])).toEqual([
      ['low-activity', 30],
      ['decision-maker-left', 25],
      ['records-only', 15],
    ]);
    expect(risk.blind).toContain('unhappy');
    expect(riskOf(RISK_SIGNS, {})).toMatchObject({ points: unknown('insufficient-data'), band: null });
    const every = Object.fromEntries(RISK_SIGNS.map(({ metric, below }) => [metric, known(below === undefined ? 999 : 0)]));
    expect(riskOf(RISK_SIGNS, every).points).toEqual(known(100));
  });
});

describe('how others score, as they publish it', () => {
  test('Totango 100/60/0 and the worst of them; Vitally (10 + 10 + 0) ÷ 3; Planhat NPS 7 is +2; Salesforce 693 against 564 is 61', () => {
    const totango = totangoSteps(2, 5);
    expect([1, 2, 5].map((value) => pointsOf(totango, value))).toEqual([0, 60, 100]);
    expect(worstOf([100, 60, 100])).toBe(60);
    const vitally = vitallySteps(3, 8);
    const points = [9, 8, 1].map((value) => ({ points: pointsOf(vitally, value), weight: 1 }));
    expect(weightedMean(points)).toBeCloseTo(6.67, 2);
    expect(linearFactor(7, 0, 10, -5, 5)).toBe(2);
    expect([growthSignal(693, 564), growthSignal(499, 564)].map(Math.round)).toEqual([61, 44]);
  });

  test('a log-normal scoring gives half at its median, nine tenths at its good value, in either direction', () => {
    expect(pointsOf({ kind: 'log-normal', median: 10, good: 20 }, 10)).toBeCloseTo(50, 4);
    expect(pointsOf({ kind: 'log-normal', median: 10, good: 5 }, 5)).toBeCloseTo(90, 4);
    expect(pointsOf({ kind: 'log-normal', median: 10, good: 5 }, 0)).toBe(100);
  });
});
