import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { bandOf, integrationPoints, PART_IDS, PART_WEIGHTS, usageHealth } from './usage-health.ts';

const missing = unknown('not-measured');

describe('usage health', () => {
  test('HLT-02: activity 45 % of 60 %, 3/4 core, 6/10 modules, 900 of 1000 calls → 76.95 → 77 green', () => {
    const health = usageHealth(
      {
        activity: known(75),
        'core-modules': known((100 * 3) / 4),
        'module-breadth': known((100 * 6) / 10),
        integration: known(integrationPoints(true, 900, 1000)),
      },
      known(0.45),
      0.6,
    );
    expect(health).toMatchObject({
      score: { known: true, value: expect.closeTo(76.95, 9) },
      band: 'healthy',
      coverage: 1,
      capped: false,
      missing: [],
    });
    expect(health.score.known && Math.round(health.score.value)).toBe(77);
  });

  test('HLT-02: no integration expected → 37.5 + 23.4375 + 11.25 = 72.19 → 72 amber, weights 0.5, 0.3125, 0.1875', () => {
    const health = usageHealth(
      { activity: known(75), 'core-modules': known(75), 'module-breadth': known(60), integration: null },
      known(0.45),
      0.6,
    );
    expect(health).toMatchObject({ score: known(72.1875), band: 'watch', coverage: 1 });
    expect(health.parts.map(({ weight }) => weight)).toEqual([0.5, 0.3125, 0.1875].map((weight) => expect.closeTo(weight, 12)));
  });

  test('HLT-01: activity 15 % → score ≤ 39 whatever else; at 20 % no cap', () => {
    const scores = { activity: known(25), 'core-modules': known(100), 'module-breadth': known(100), integration: known(100) };
    expect(usageHealth(scores, known(0.15), 0.6)).toMatchObject({ score: known(39), band: 'danger', capped: true });
    expect(usageHealth(scores, known(0.2), 0.6)).toMatchObject({ score: { value: expect.closeTo(70, 9) }, capped: false });
  });

  test('settled 6: activity alone is 40 % of the weight: 数据不足, and the missing parts are named', () => {
    const health = usageHealth(
      { activity: known(75), 'core-modules': missing, 'module-breadth': missing, integration: missing },
      known(0.45),
      0.6,
    );
    expect(health).toMatchObject({
      score: unknown('insufficient-data'),
      band: 'insufficient-data',
      coverage: 0.4,
      missing: ['core-modules', 'module-breadth', 'integration'],
    });
  });

  test('settled 6: exactly the required coverage is enough, and the Known parts are renormalised', () => {
    const health = usageHealth(
      { activity: known(75), 'core-modules': missing, 'module-breadth': missing, integration: known(96) },
      known(0.45),
      0.6,
    );
    expect(health.score).toEqual({ known: true, value: expect.closeTo((0.4 * 75 + 0.2 * 96) / 0.6, 9) });
  });

  test('HLT-01: without activity there is no score, however much else is Known', () => {
    const health = usageHealth(
      { activity: missing, 'core-modules': known(100), 'module-breadth': known(100), integration: known(100) },
      missing,
      0.6,
    );
    expect(health).toMatchObject({ score: unknown('insufficient-data'), coverage: expect.closeTo(0.6, 9) });
  });

  test('HLT-02: bands are judged on the rounded score', () => {
    expect([74.49, 74.5, 49.49, 49.5].map(bandOf)).toEqual(['watch', 'healthy', 'danger', 'watch']);
    expect([integrationPoints(false, 900, 1000), integrationPoints(true, 5000, 1000)]).toEqual([0, 100]);
    expect(PART_IDS.reduce((sum, id) => sum + PART_WEIGHTS[id], 0)).toBeCloseTo(1, 12);
  });

  test('a score lies between its worst and its best Known part, or at the cap', () => {
    const part: fc.Arbitrary<Maybe<number>> = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }).map(known), fc.constant(missing));
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), fc.double({ min: 0, max: 1, noNaN: true }), ([a, c, b, i], activity) => {
        const { score, capped } = usageHealth(
          { activity: a, 'core-modules': c, 'module-breadth': b, integration: i },
          known(activity),
          0.6,
        );
        const values = [a, c, b, i].flatMap((p) => (p.known ? [p.value] : []));
        const bounded = !score.known || capped || (score.value >= Math.min(...values) - 1e-9 && score.value <= Math.max(...values) + 1e-9);
        expect(bounded).toBe(true);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
