import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, cell, reasonCode } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import { METRICS } from '../../metrics/core/registry.ts';
import { adviceOn } from './advice.ts';
import { FULL_HEALTH, USAGE_HEALTH } from './default-models.ts';
import { driversOf } from './drivers.ts';
import { judge, metricsFor } from './judge.ts';
import type { HealthModel } from './model.ts';
import { modelProblems } from './model-problems.ts';
import { overrideOn } from './overrides.ts';
import { EXAMPLE_MODELS } from './published-models.ts';
import { fixFor, rankFixes, type Unscored } from './readiness.ts';
import { riskFrom } from './risk.ts';
import { modelOn } from './versions.ts';

const column = (cells: readonly (number | string)[]): Column => ({
  from: 0,
  values: Float64Array.from(cells, (one) => (typeof one === 'number' ? one : Number.NaN)),
  reasons: Uint8Array.from(cells, (one) => (typeof one === 'number' ? 0 : reasonCode(one as 'ended'))),
});
const MODELS = { usage: USAGE_HEALTH, full: FULL_HEALTH };
const KNOWN = new Map([
  ...METRICS.map(({ id, unit }) => [id, unit] as const),
  ['health-level', 'count'] as const,
  ['usage-health', 'points'] as const,
]);

describe('judging a customer', () => {
  test('everything that judging reads is a metric there is, and the built-in models and examples may be used', () => {
    expect(metricsFor([USAGE_HEALTH, FULL_HEALTH]).filter((id) => !KNOWN.has(id))).toEqual([]);
    for (const model of [USAGE_HEALTH, FULL_HEALTH, ...EXAMPLE_MODELS.map(({ id, model: of }) => ({ id, version: 1, ...of }))])
      expect(modelProblems(model, KNOWN)).toEqual([]);
  });

  test('property: the last cell is what the day alone says, and no future fact moves a past cell, in health, full health, level and risk', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 40, noNaN: true }), fc.constant('source-silent'), fc.constant('not-mapped'));
    const facts = fc
      .integer({ min: 1, max: 8 })
      .chain((days) =>
        fc.record(
          Object.fromEntries(
            metricsFor([USAGE_HEALTH, FULL_HEALTH]).map((id) => [id, fc.array(value, { minLength: days, maxLength: days })]),
          ),
        ),
      );
    fc.assert(
      fc.property(facts, facts, (cells, later) => {
        const last = (Object.values(cells)[0]?.length ?? 1) - 1;
        const of = (all: Record<string, (number | string)[]>) =>
          Object.fromEntries(Object.entries(all).map(([id, one]) => [id, column(one)]));
        const whole = judge(of(cells), MODELS, 0, last);
        const alone = judge(of(cells), MODELS, last, last);
        for (const pick of [
          (one: typeof whole) => one.usage.score,
          (one: typeof whole) => one.full?.score,
          (one: typeof whole) => one.columns['health-level'],
        ]) {
          const [a, b] = [pick(whole), pick(alone)];
          expect(b && cell(b, last)).toEqual(a && cell(a, last));
        }
        expect(riskFrom(alone.columns, last)).toEqual(riskFrom(whole.columns, last));
        const longer = of(Object.fromEntries(Object.entries(cells).map(([id, one]) => [id, [...one, ...(later[id] ?? [])]])));
        const replayed = judge(longer, MODELS, 0, last);
        expect(replayed.usage.score).toEqual(whole.usage.score);
        expect(replayed.full?.score).toEqual(whole.full?.score);
        expect(replayed.columns['health-level']).toEqual(whole.columns['health-level']);
      }),
      { numRuns: 60 },
    );
  });

  test('HLT-04, MON-09: the level is a metric for the signs of risk: L1 15, activity below 20 % 30, a decision maker who left 25', () => {
    const records = { 'record-events-30': column([9]), 'process-runs-30': column([0]), 'process-users-30': column([0]) };
    const rest = { 'integration-days-30': column([0]), 'extension-users-30': column([0]), 'decision-makers-left-90': column([1]) };
    const busy = judge({ 'activity-rate': column([0.5]), ...records, ...rest }, MODELS, 0, 0);
    expect(riskFrom(busy.columns, 0).points).toEqual(known(40));
    const quiet = judge({ 'activity-rate': column([0.15]), ...records, ...rest }, MODELS, 0, 0);
    expect(riskFrom(quiet.columns, 0)).toMatchObject({ points: known(70), band: 'high' });
  });

  test('HLT-08: the three dearest measures with their numbers, the cap among them where it holds the score down', () => {
    const columns = {
      'activity-rate': column([0.15]),
      'core-module-share': column([1]),
      'module-share': column([0.4]),
      'integration-points': column([0]),
      'integration-expected': column([1]),
    };
    const { usage, columns: seen } = judge(columns, MODELS, 0, 0);
    // 0.4·25 + 0.25·100 + 0.15·40 + 0.2·0 = 41, held at 39.
    expect(driversOf(usage, USAGE_HEALTH, seen, 0)).toEqual([
      { part: 'activity', metric: 'activity-rate', value: known(0.15), lost: expect.closeTo(30, 9) },
      { part: 'integration', metric: 'integration-points', value: known(0), lost: expect.closeTo(20, 9) },
      { part: 'module-breadth', metric: 'module-share', value: known(0.4), lost: expect.closeTo(9, 9) },
    ]);
    const capped = judge({ ...columns, 'module-share': column([1]), 'integration-points': column([100]) }, MODELS, 0, 0);
    expect(driversOf(capped.usage, USAGE_HEALTH, capped.columns, 0)).toEqual([
      { part: 'cap', metric: 'activity-rate', value: known(0.15), lost: expect.closeTo(31, 9) },
      { part: 'activity', metric: 'activity-rate', value: known(0.15), lost: expect.closeTo(30, 9) },
    ]);
    expect(driversOf(judge({}, MODELS, 0, 0).usage, USAGE_HEALTH, {}, 0)).toEqual([]);
    expect(adviceOn('anything')['zh-CN']).not.toBe('');
  });
});

describe('which model judges', () => {
  const version = (id: string, number: number, from: number, more: Partial<HealthModel> = {}, retired = false) => ({
    model: { ...USAGE_HEALTH, id, version: number, ...more },
    from,
    retired,
  });
  const versions = [
    version('usage-health', 1, Number.NEGATIVE_INFINITY),
    version('usage-health', 2, 10),
    version('strategic', 1, 5, { segment: { tier: ['STRATEGIC'] } }),
    version('strategic-renewal', 1, 5, { segment: { tier: ['STRATEGIC'], stage: ['RENEWAL'] } }),
    version('strategic-renewal', 2, 20, { segment: { tier: ['STRATEGIC'], stage: ['RENEWAL'] } }, true),
  ];
  const on = (day: number, profile = {}) => {
    const model = modelOn(versions, 'usage', profile, day);
    return model === null ? null : `${model.id}-${model.version}`;
  };

  test('HLT-09: the version in force on the day, also for days before it was published', () => {
    expect([0, 9, 10, 99].map((day) => on(day))).toEqual(['usage-health-1', 'usage-health-1', 'usage-health-2', 'usage-health-2']);
  });

  test('the narrowest segment the customer belongs to; a retired one leaves its customers to the others', () => {
    expect(on(10, { tier: 'STRATEGIC' })).toBe('strategic-1');
    expect(on(10, { tier: 'STRATEGIC', stage: 'RENEWAL' })).toBe('strategic-renewal-1');
    expect(on(20, { tier: 'STRATEGIC', stage: 'RENEWAL' })).toBe('strategic-1');
    expect(on(10, { tier: 'ENTERPRISE' })).toBe('usage-health-2');
    expect(on(4, { tier: 'STRATEGIC' })).toBe('usage-health-1');
    expect(modelOn(versions, 'full', {}, 10)).toBeNull();
  });

  test('an override holds from its first to its last day and then expires by itself; a later one takes its place', () => {
    const overrides = [
      { id: 'a', band: 'danger', from: 3, until: 9 },
      { id: 'b', band: 'watch', from: 5, until: 6 },
    ] as const;
    expect([2, 3, 5, 6, 7, 9, 10].map((day) => overrideOn(overrides, day)?.id ?? null)).toEqual([null, 'a', 'b', 'b', 'a', 'a', null]);
  });
});

describe('what would make scores known', () => {
  const customer = (account: string, known: number, ...missing: Unscored['missing']): Unscored => ({
    ...{ account, expected: 1, requiredCoverage: 0.6, known, missing },
  });
  const logins = { measure: 'activity', weight: 0.4, required: true, fix: 'map-logins' } as const;
  const modules = { measure: 'core-modules', weight: 0.4, required: false, fix: 'record-modules' } as const;
  const link = { measure: 'integration', weight: 0.2, required: false, fix: 'say-integration' } as const;

  test('fixes are ranked by the customers they unlock, then by whom they affect', () => {
    const ranked = rankFixes([
      customer('a', 0.4, modules, link),
      customer('b', 0.4, modules, link),
      customer('c', 0, logins, modules, link),
    ]);
    expect(ranked.map(({ fix, affects, unlocks, unlockedSoFar }) => [fix, affects, unlocks, unlockedSoFar])).toEqual([
      ['record-modules', 3, 2, 2],
      ['map-logins', 1, 0, 3],
      ['say-integration', 3, 2, 3],
    ]);
    expect(ranked[0]).toMatchObject({ measures: ['core-modules'], accounts: ['a', 'b', 'c'] });
    expect(rankFixes([])).toEqual([]);
  });

  test('every reason leads to a fix; a metric that has gone leads to the model', () => {
    expect(fixFor('activity-rate', 'not-mapped', true)).toBe('map-logins');
    expect(fixFor('core-module-share', 'not-mapped', true)).toBe('map-modules');
    expect(fixFor('core-module-share', 'not-measured', true)).toBe('record-modules');
    expect(fixFor('activity-rate', 'source-silent', true)).toBe('restart-source');
    expect(fixFor('last-nps', 'not-measured', true)).toBe('record-answers');
    expect(fixFor('gone', 'not-measured', false)).toBe('mend-model');
    expect(unknown('not-measured').known).toBe(false);
  });
});
