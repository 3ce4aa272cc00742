import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { close, estimated } from '../../../test/estimated.ts';
import { FIELD_SURVIVAL, gehan, numbersOf, survivalRows } from '../../../test/survival-data.ts';
import { chiSquaredTail } from './chi-squared-tail.ts';
import { kaplanMeier, type SurvivalStep } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';
import { survivalAt } from './survival-at.ts';
import { survivalQuantile } from './survival-quantile.ts';

function curveOf(times: readonly number[], ended: readonly number[], scale: 'log' | 'log-log' = 'log'): readonly SurvivalStep[] {
  return estimated(kaplanMeier({ times, ended }, { scale }));
}

function at(curve: readonly SurvivalStep[], time: number): number[] {
  const step = curve.findLast((candidate) => candidate.time <= time);
  const { error, low, high } = estimated(step?.interval ?? { known: false, reason: 'not-reached' });
  return [step?.share ?? 1, error, low, high];
}

describe('Kaplan–Meier', () => {
  test('Freireich 6-MP: shares and Greenwood errors to the four digits published', () => {
    const { times, ended, placebo } = gehan();
    const drug = <T>(column: readonly T[]) => column.filter((_, row) => placebo[row] === 0);
    const curve = curveOf(drug(times), drug(ended));
    const found = [6, 7, 10, 13, 16, 22, 23].map((week) => at(curve, week).slice(0, 2));
    expect(found).toEqual([
      close([0.8571, 0.0764], 4),
      close([0.8067, 0.0869], 4),
      close([0.7529, 0.0963], 4),
      close([0.6902, 0.1068], 4),
      close([0.6275, 0.1141], 4),
      close([0.5378, 0.1282], 4),
      close([0.4482, 0.1346], 4),
    ]);
    expect(curve.map(({ atRisk }) => atRisk).slice(0, 4)).toEqual([21, 17, 16, 15]);
    expect(survivalQuantile(curve)).toEqual({ known: true, value: 23 });
    expect(survivalAt(curve, 36)).toEqual({ known: false, reason: 'not-reached' });
    expect(survivalQuantile(curve, 0.4)).toEqual({ known: false, reason: 'not-reached' });
  });

  // Reference figures: survfit of R's package survival 3.5-3 (R 4.2.2).
  test('waltons: shares, errors and both intervals agree with R to ten digits', () => {
    const rows = survivalRows('waltons_dataset.csv');
    const group = (name: string, scale: 'log' | 'log-log') => {
      const own = rows.filter((row) => row.group === name);
      return curveOf(numbersOf(own, 'T'), numbersOf(own, 'E'), scale);
    };
    expect(at(group('miR-137', 'log'), 20)).toEqual(close([0.6470588235, 0.0819565348, 0.5048129552, 0.8293866408], 10));
    expect(at(group('miR-137', 'log-log'), 60)).toEqual(close([0.0588235294, 0.0403526083, 0.0105267644, 0.1715789278], 10));
    expect(at(group('control', 'log'), 60)).toEqual(close([0.3785945361, 0.0430500983, 0.3029590701, 0.4731128293], 10));
    expect(at(group('control', 'log'), 20)).toEqual(close([0.9844350851, 0.0109203187, 0.9632626518, 1], 10));
    expect(at(group('control', 'log-log'), 56)).toEqual(close([0.5284548734, 0.0442833585, 0.4381807101, 0.6107912357], 10));
    expect(['miR-137', 'control'].map((name) => survivalQuantile(group(name, 'log')))).toEqual([
      { known: true, value: 26 },
      { known: true, value: 58 },
    ]);
  });

  test.runIf(FIELD_SURVIVAL !== undefined)('dd: 1,808 reigns agree with R to ten digits', () => {
    const rows = survivalRows('dd.csv', { folder: FIELD_SURVIVAL ?? '' });
    const curve = (democracy: string) => {
      const own = rows.filter((row) => row.democracy === democracy);
      return curveOf(numbersOf(own, 'duration'), numbersOf(own, 'observed'));
    };
    expect(at(curve('Democracy'), 20)).toEqual(close([0.0049320866, 0.0030974575, 0.0014403155, 0.016888993], 10));
    expect(at(curve('Non-democracy'), 10)).toEqual(close([0.3845812436, 0.02099438, 0.3455578857, 0.4280114535], 10));
    const continents = [...new Set(rows.map((row) => row.un_continent_name))].sort();
    const durations = { times: numbersOf(rows, 'duration'), ended: numbersOf(rows, 'observed') };
    const byContinent = estimated(
      logRank(
        durations,
        rows.map((row) => continents.indexOf(row.un_continent_name)),
      ),
    );
    expect(byContinent).toMatchObject({ chiSquared: expect.closeTo(141.1747695506, 8), observed: [223, 356, 294, 507, 88], degrees: 4 });
    const byRegime = estimated(
      logRank(
        durations,
        rows.map((row) => Number(row.democracy === 'Democracy')),
      ),
    );
    expect(byRegime.chiSquared).toBeCloseTo(260.469539078, 8);
  });

  test('without censoring the curve is the share of those who live longer; intervals hold it and stay within 0 to 1', () => {
    const times = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, fc.constantFrom('log' as const, 'log-log' as const), (all, scale) => {
        for (const step of curveOf(
          all,
          all.map(() => 1),
          scale,
        )) {
          expect(step.share).toBeCloseTo(all.filter((time) => time > step.time).length / all.length, 12);
          if (!step.interval.known) continue;
          const { low, high } = step.interval.value;
          expect(0 <= low && low <= step.share && step.share <= high && high <= 1).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('nobody, no ends and all ends are said, never NaN', () => {
    expect(kaplanMeier({ times: [], ended: [] })).toEqual({ known: false, reason: 'insufficient-data' });
    expect(curveOf([1, 2], [0, 0]).map(({ share, interval }) => [share, interval])).toEqual([
      [1, { known: false, reason: 'one-outcome' }],
      [1, { known: false, reason: 'one-outcome' }],
    ]);
    expect(curveOf([1, 1], [1, 1])).toEqual([
      { time: 1, atRisk: 2, ended: 2, censored: 0, share: 0, interval: { known: false, reason: 'one-outcome' } },
    ]);
    expect(survivalAt(curveOf([1, 1], [1, 1]), 5)).toEqual({ known: true, value: 0 });
    expect(() => kaplanMeier({ times: [3, -1], ended: [1, 1] })).toThrow('times[1] is -1: nothing ends before it begins');
    expect(() => kaplanMeier({ times: [3, Number.NaN], ended: [1, 1] })).toThrow('times[1] is NaN');
    expect(() => kaplanMeier({ times: [3], ended: [2] })).toThrow('ended[0] is 2, neither 0 nor 1');
    expect(() => kaplanMeier({ times: [3], ended: [] })).toThrow('ended has 0 values where 1 are needed');
  });
});

describe('log-rank', () => {
  test('Freireich 6-MP against placebo: χ² 16.793, 9 observed, 19.251 expected', () => {
    const { times, ended, placebo } = gehan();
    const found = estimated(logRank({ times, ended }, placebo));
    expect(found).toMatchObject({ chiSquared: expect.closeTo(16.7929409892, 9), degrees: 1, observed: [9, 21] });
    expect(found.expected).toEqual(close([19.250500948, 10.749499052], 9));
    expect(found.p).toBeCloseTo(4.1688e-5, 9);
  });

  // Reference figures: survdiff of R's package survival 3.5-3.
  test('waltons, larynx (four stages), lymphoma and g3 agree with R to nine digits', () => {
    const tested = (file: string, time: string, end: string, group: (row: Record<string, string>) => number) => {
      const rows = survivalRows(file);
      return estimated(logRank({ times: numbersOf(rows, time), ended: numbersOf(rows, end) }, rows.map(group)));
    };
    const waltons = tested('waltons_dataset.csv', 'T', 'E', (row) => (row.group === 'control' ? 0 : 1));
    expect([waltons.chiSquared, ...waltons.expected]).toEqual(close([122.249125573, 148.9244897287, 7.0755102713], 9));
    const larynx = tested(
      'larynx.csv',
      'time',
      'death',
      (row) => Number(row.Stage_II) + 2 * Number(row.Stage_III) + 3 * Number(row.Stage_IV),
    );
    expect([larynx.chiSquared, ...larynx.expected]).toEqual(
      close([22.7627570646, 22.5660398445, 10.0116970055, 14.0845477231, 3.3377154269], 9),
    );
    expect(larynx).toMatchObject({ degrees: 3, observed: [15, 7, 17, 11], p: expect.closeTo(4.52521122045e-5, 14) });
    expect(tested('lymphoma.csv', 'Time', 'Censor', (row) => Number(row.Stage_group) - 1).chiSquared).toBeCloseTo(6.7097103576, 9);
    expect(tested('g3.csv', 'time', 'event', (row) => (row.group === 'Control' ? 0 : 1)).chiSquared).toBeCloseTo(6.062887816, 9);
  });

  test('chi-squared tails agree with R', () => {
    const cases = [
      [0.001, 1, 9.7477287937e-1],
      [3.841458820694124, 1, 0.05],
      [16.793, 1, 4.1686794719e-5],
      [141.17, 4, 1.5854261755e-29],
      [5, 7, 6.5996322969e-1],
      [50, 60, 8.1789608402e-1],
    ] as const;
    for (const [value, degrees, p] of cases) expect(chiSquaredTail(value, degrees) / p).toBeCloseTo(1, 9);
    expect(() => chiSquaredTail(-1, 1)).toThrow('impossible');
  });

  test('it is the same for any order of rows and any growing transform of time, and says why there is none', () => {
    const row = fc.record({ time: fc.integer({ min: 1, max: 20 }), end: fc.constantFrom(0, 1), group: fc.constantFrom(0, 1, 2) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 40 }), (rows) => {
        const test = (sample: typeof rows, change: (time: number) => number) =>
          logRank(
            { times: sample.map(({ time }) => change(time)), ended: sample.map(({ end }) => end) },
            sample.map(({ group }) => group),
          );
        const [one, other] = [test(rows, (time) => time), test(rows.toReversed(), (time) => time ** 2)];
        if (!one.known || !other.known) {
          expect(one).toEqual(other);
          return;
        }
        expect(other.value.chiSquared).toBeCloseTo(one.value.chiSquared, 8);
        expect(one.value.p).toBeGreaterThanOrEqual(0);
        expect(one.value.observed.reduce((sum, count) => sum + count, 0)).toBeCloseTo(
          one.value.expected.reduce((sum, count) => sum + count, 0),
          8,
        );
      }),
      { numRuns: 100 },
    );
    expect(logRank({ times: [1, 2], ended: [1, 1] }, [0, 0])).toEqual({ known: false, reason: 'insufficient-data' });
    expect(logRank({ times: [1, 2], ended: [0, 0] }, [0, 1])).toEqual({ known: false, reason: 'one-outcome' });
    expect(logRank({ times: [2, 1], ended: [1, 0] }, [0, 2])).toEqual({ known: false, reason: 'no-estimate' });
    expect(() => logRank({ times: [1], ended: [1] }, [0.5])).toThrow('groups[0] is 0.5');
  });
});
