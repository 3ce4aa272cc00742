import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { close, estimated } from '../../../test/estimated.ts';
import { sbgFit } from './sbg-fit.ts';
import { sbgLifetime, sbgResidualLifetime } from './sbg-lifetime.ts';
import { sbgRetention, sbgSurvival } from './sbg-retention.ts';

/** Survivors of 1,000 after 0 to 7 years: P. S. Fader, B. G. S. Hardie (2007), table 1. */
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];
const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491];

const upTo = (last: number) => Array.from({ length: last }, (_, place) => place + 1);

describe('shifted-beta-geometric', () => {
  test('Fader and Hardie: α, β, log-likelihood, retention and the survivors of years 8 to 12', () => {
    const [regular, highEnd] = [estimated(sbgFit([REGULAR])), estimated(sbgFit([HIGH_END]))];
    expect([regular.alpha, regular.beta]).toEqual(close([0.7041, 1.182], 4));
    expect([highEnd.alpha, highEnd.beta]).toEqual(close([0.6681, 3.8061], 4));
    expect([regular.logLikelihood, highEnd.logLikelihood]).toEqual(close([-1680.27, -1611.16], 2));
    expect([regular, highEnd].map(({ alpha, beta }) => alpha / (alpha + beta))).toEqual(close([0.3733, 0.1493], 4));
    const percent = (figures: readonly number[]) => figures.map((figure) => (100 * figure).toFixed(1)).join(' ');
    const years = upTo(5).map((year) => year + 7);
    expect(percent(years.map((year) => sbgSurvival(regular, year)))).toBe('22.0 20.4 19.1 18.0 17.0');
    expect(percent(years.map((year) => sbgSurvival(highEnd, year)))).toBe('46.0 43.6 41.4 39.5 37.8');
    expect(percent(upTo(5).map((year) => sbgRetention(regular, year)))).toBe('62.7 75.6 81.9 85.6 88.0');
    expect(percent(upTo(5).map((year) => sbgRetention(highEnd, year)))).toBe('85.1 87.8 89.7 91.1 92.1');
    expect([regular, highEnd].map((fitted) => sbgLifetime(fitted, 0.1).toFixed(3))).toEqual(['3.695', '5.922']);
    // They left, all the same, a little more than in truth: 22.3 20.7 19.4 18.3 17.3 and 46.8 44.5 42.7 40.9 39.4 were published.
    expect([22.3, 20.7, 19.4, 18.3, 17.3].every((actual, place) => actual - 100 * sbgSurvival(regular, place + 8) < 0.4)).toBe(true);
    expect([46.8, 44.5, 42.7, 40.9, 39.4].every((actual, place) => actual - 100 * sbgSurvival(highEnd, place + 8) < 1.7)).toBe(true);
  });

  test('cohorts of different lengths give the same as their sums by age, and split cohorts the same as whole ones', () => {
    const half = REGULAR.map((count) => count / 2);
    const [whole, halves] = [estimated(sbgFit([REGULAR])), estimated(sbgFit([half, half]))];
    expect([halves.alpha, halves.beta, halves.started]).toEqual(close([whole.alpha, whole.beta, 1000], 8));
    const staggered = estimated(sbgFit([REGULAR, HIGH_END.slice(0, 4), [500, 300]]));
    expect(staggered.started).toBe(2500);
    expect(staggered.left).toBe(759 + 347 + 200);
  });

  test('what a known model leaves behind leads back to it; S(t), P(T = t) and r(t) belong together', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 8, noNaN: true }), fc.double({ min: 0.3, max: 8, noNaN: true }), (alpha, beta) => {
        const survivors = [0, ...upTo(12)].map((age) => 1e6 * sbgSurvival({ alpha, beta }, age));
        const fitted = estimated(sbgFit([survivors]));
        expect([fitted.alpha / alpha, fitted.beta / beta]).toEqual(close([1, 1], 5));
        let leaving = alpha / (alpha + beta);
        for (const age of upTo(12)) {
          if (age > 1) leaving *= (beta + age - 2) / (alpha + beta + age - 1);
          expect(((survivors[age - 1] ?? 0) - (survivors[age] ?? 0)) / 1e6).toBeCloseTo(leaving, 12);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('DEL is the first payment and, a period later, DERL of the first renewal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.double({ min: 0.005, max: 1, noNaN: true }),
        (alpha, beta, discount) => {
          const model = { alpha, beta };
          expect(1 + sbgResidualLifetime(model, 1, discount) / (1 + discount)).toBeCloseTo(sbgLifetime(model, discount), 8);
          // The same step by step: renew, or not, and then stand before the next renewal.
          const next = 1 + sbgResidualLifetime(model, 5, discount) / (1 + discount);
          expect(sbgResidualLifetime(model, 4, discount)).toBeCloseTo(sbgRetention(model, 4) * next, 8);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('nobody left, all alike, or too short a time gives no estimate; impossible counts are refused', () => {
    expect(sbgFit([])).toEqual({ known: false, reason: 'insufficient-data' });
    expect(sbgFit([[100, 80]])).toEqual({ known: false, reason: 'insufficient-data' });
    expect(sbgFit([[100, 100, 100]])).toEqual({ known: false, reason: 'one-outcome' });
    expect(sbgFit([[1024, 512, 256, 128, 64]])).toEqual({ known: false, reason: 'no-estimate' });
    expect(sbgFit([[100, 60, 60, 60]])).toEqual({ known: false, reason: 'no-estimate' });
    expect(() => sbgFit([[100, 120]])).toThrow('cohorts[0][1] is 120: survivors are at least 0 and never more than before');
    expect(() => sbgFit([[100, -1]])).toThrow('cohorts[0][1] is -1');
    expect(() => sbgFit([[100, Number.NaN]])).toThrow('cohorts[0][1] is NaN');
    expect(() => sbgLifetime({ alpha: 1, beta: 1 }, 0)).toThrow('A discount rate of 0 is not above 0');
    expect(() => sbgRetention({ alpha: 0, beta: 1 }, 1)).toThrow('not above 0');
    expect(() => sbgSurvival({ alpha: 1, beta: 1 }, 1.5)).toThrow('not a number of renewals');
  });
});
