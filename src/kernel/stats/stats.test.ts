import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean } from './mean.ts';
import { quantile } from './quantile.ts';
import { wilsonInterval } from './wilson-interval.ts';

describe('statistics', () => {
  test('the mean and the quantile of nothing are Unknown, never 0', () => {
    expect([mean([]), quantile([], 0.5)]).toEqual([
      { known: false, reason: 'insufficient-data' },
      { known: false, reason: 'insufficient-data' },
    ]);
  });

  test('quantile type 7 agrees with R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1))', () => {
    const values = [50, 15, 40, 20, 35];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => quantile(values, share))).toEqual(
      [16, 23, 29, 35, 50].map((value) => ({ known: true, value: expect.closeTo(value, 12) })),
    );
    expect(() => quantile(values, 1.2)).toThrow('1.2 is not a share');
  });

  test('Wilson interval: the figures of Newcombe (1998), table I, method 3', () => {
    // Statistics in Medicine 17: 857–872: 81/263, 15/148, 0/20, 1/29.
    const published = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [successes, trials, low, high] of published) {
      const interval = wilsonInterval(successes, trials);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
    expect(() => wilsonInterval(3, 2)).toThrow('impossible');
  });

  test('Wilson interval contains the share and stays within 0 to 1', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (a, b) => {
        const [successes, trials] = [Math.min(a, b), Math.max(a, b, 1)];
        const { low, high } = wilsonInterval(successes, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low <= successes / trials + 1e-12 && successes / trials <= high + 1e-12).toBe(true);
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});
