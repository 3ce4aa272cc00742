import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { close, estimated } from '../../../test/estimated.ts';
import { FIELD_SURVIVAL, gehan, numbersOf, survivalRows } from '../../../test/survival-data.ts';
import { seededRandom } from '../random.ts';
import { concordance } from './concordance.ts';
import { type CoxFit, coxRegression } from './cox-regression.ts';

type Ties = 'efron' | 'breslow';

function fitOf(rows: readonly Record<string, string>[], time: string, end: string, names: readonly string[], ties: Ties = 'efron'): CoxFit {
  const durations = { times: numbersOf(rows, time), ended: numbersOf(rows, end) };
  return estimated(
    coxRegression(
      durations,
      names.map((name) => numbersOf(rows, name)),
      ties,
    ),
  );
}

const estimates = (fit: CoxFit) => fit.coefficients.map(({ estimate }) => estimate);
const errors = (fit: CoxFit) => fit.coefficients.map(({ error }) => error);

describe('Cox', () => {
  test('Freireich: Breslow 1.5092 (0.4096, −86.380), Efron 1.5721 (0.4124, −85.008)', () => {
    const { times, ended, placebo } = gehan();
    const fitted = (ties: Ties) => estimated(coxRegression({ times, ended }, [placebo], ties));
    const figures = (ties: Ties) => [...estimates(fitted(ties)), ...errors(fitted(ties)), fitted(ties).logLikelihood];
    expect(figures('breslow')).toEqual(close([1.5091914126, 0.4095644064, -86.3796220711], 9));
    expect(figures('efron')).toEqual(close([1.5721251488, 0.4123967177, -85.0084245774], 9));
    expect(estimated(fitted('efron').concordance)).toEqual({
      share: expect.closeTo(0.6900420757, 10),
      error: expect.closeTo(0.0411353889, 10),
      concordant: 335,
      discordant: 64,
      tied: 314,
    });
  });

  // Reference figures: coxph of R's package survival 3.5-3 (R 4.2.2); for rossi with eps = 1e-14, since by default R stops at the eighth digit.
  test('rossi: the published −658.75 and all figures of R to nine digits', () => {
    const names = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];
    const fit = fitOf(survivalRows('rossi.csv'), 'week', 'arrest', names);
    expect(fit.events).toBe(114);
    expect(fit.logLikelihood).toBeCloseTo(-658.75, 2);
    expect([fit.logLikelihood, fit.nullLogLikelihood]).toEqual(close([-658.7476594461, -675.3806323469], 9));
    expect(estimates(fit)).toEqual(
      close([-0.3794221669, -0.057437743, 0.3138997859, -0.1497956972, -0.4337038767, -0.084871083, 0.0914970794], 9),
    );
    expect(errors(fit)).toEqual(
      close([0.1913794807, 0.0219994706, 0.3079927764, 0.2122242962, 0.3818680575, 0.1957566719, 0.0286485501], 9),
    );
    expect(estimated(fit.concordance)).toMatchObject({ share: expect.closeTo(0.6403292471, 9), error: expect.closeTo(0.0266581228, 9) });
    const breslow = fitOf(survivalRows('rossi.csv'), 'week', 'arrest', names, 'breslow');
    expect(estimates(breslow)).toEqual(
      close([-0.3790218878, -0.0572459254, 0.3141297651, -0.1511145996, -0.4327825725, -0.0849828358, 0.0911115405], 9),
    );
  });

  test('larynx, lung and anderson agree with R to nine digits', () => {
    const larynx = fitOf(survivalRows('larynx.csv'), 'time', 'death', ['age', 'Stage_II', 'Stage_III', 'Stage_IV']);
    expect(estimates(larynx)).toEqual(close([0.0190311019, 0.1400401538, 0.6423817275, 1.7059796099], 9));
    expect(errors(larynx)).toEqual(close([0.0142584181, 0.4624860981, 0.3561105576, 0.4219133307], 9));
    expect(estimated(larynx.concordance).error).toBeCloseTo(0.039110379, 9);
    const known = survivalRows('lung.csv').filter((row) => row['ph.ecog'] !== '');
    const lung = fitOf(known, 'time', 'status', ['age', 'sex', 'ph.ecog'], 'breslow');
    expect([...estimates(lung), ...errors(lung)]).toEqual(
      close([0.0110411363, -0.5518895698, 0.4629470406, 0.0092667701, 0.167742448, 0.1135740521], 9),
    );
    const anderson = fitOf(survivalRows('anderson.csv'), 't', 'status', ['sex', 'logWBC', 'Rx']);
    expect([...estimates(anderson), ...errors(anderson)]).toEqual(
      close([0.3146780488, 1.6819424137, 1.5035912129, 0.454511545, 0.3365835523, 0.4615126732], 9),
    );
  });

  test.runIf(FIELD_SURVIVAL !== undefined)('dd, gbsg2 and kidney transplants agree with R to eight digits', () => {
    const folder = FIELD_SURVIVAL ?? '';
    const flag = (yes: boolean) => (yes ? '1' : '0');
    const gbsg = survivalRows('gbsg2.csv', { folder }).map((row) => ({ ...row, hormones: flag(row.horTh === 'yes') }));
    const gbsgFit = fitOf(gbsg, 'time', 'cens', ['hormones', 'age', 'tsize', 'pnodes', 'progrec', 'estrec']);
    expect(estimates(gbsgFit)).toEqual(close([-0.3481282234, -0.0001118528, 0.0080683398, 0.0499945272, -0.002679756, 0.0001933878], 8));
    const kidney = fitOf(survivalRows('kidney_transplant.csv', { folder }), 'time', 'death', [
      'age',
      'black_male',
      'white_male',
      'black_female',
    ]);
    expect(estimates(kidney)).toEqual(close([0.0506723772, -0.0356098836, 0.0973989072, 0.4537943302], 8));
    const reigns = survivalRows('dd.csv', { folder }).map((row) => ({
      ...row,
      democratic: flag(row.democracy === 'Democracy'),
      late: String(Number(row.start_year) - 1946),
    }));
    const figures = (ties: Ties) => {
      const fit = fitOf(reigns, 'duration', 'observed', ['democratic', 'late'], ties);
      return [...estimates(fit), ...errors(fit), estimated(fit.concordance).share, estimated(fit.concordance).error];
    };
    expect(figures('efron')).toEqual(close([0.973133962, -0.0012311535, 0.0637085083, 0.0014976574, 0.5998276641, 0.0096018764], 8));
    expect(figures('breslow').slice(0, 4)).toEqual(close([0.8872912853, -0.0009815333, 0.063574107, 0.0015003444], 8));
  });

  test('no ends, columns without news and complete separation give no estimate, never NaN', () => {
    const durations = { times: [1, 2, 3, 4, 5, 6], ended: [1, 1, 1, 1, 1, 0] };
    const separating = [1, 1, 1, 0, 0, 0];
    expect(coxRegression(durations, [separating])).toEqual({ known: false, reason: 'no-estimate' });
    expect(coxRegression(durations, [[7, 7, 7, 7, 7, 7]])).toEqual({ known: false, reason: 'no-estimate' });
    const varied = [1, 5, 2, 4, 3, 3];
    expect(coxRegression(durations, [varied, varied.map((value) => 2 * value + 1)])).toEqual({ known: false, reason: 'no-estimate' });
    expect(coxRegression({ ...durations, ended: [0, 0, 0, 0, 0, 0] }, [varied])).toEqual({ known: false, reason: 'one-outcome' });
    expect(coxRegression({ times: [], ended: [] }, [[]])).toEqual({ known: false, reason: 'insufficient-data' });
    expect(() => coxRegression(durations, [[1, 2, 3, Number.POSITIVE_INFINITY, 5, 6]])).toThrow('columns[0][3] is Infinity');
    expect(() => coxRegression({ ...durations, times: [1, 2, -3, 4, 5, 6] }, [varied])).toThrow('times[2] is -3');
  });

  test('a change of unit changes coefficients by its factor and nothing else; so does a growing transform of time', () => {
    const random = seededRandom(11);
    const rows = Array.from({ length: 80 }, () => ({
      time: Math.ceil(random() * 12),
      end: Math.round(random()),
      a: random(),
      b: random(),
    }));
    const fitted = (unit: number, change: (time: number) => number) =>
      estimated(
        coxRegression({ times: rows.map(({ time }) => change(time)), ended: rows.map(({ end }) => end) }, [
          rows.map(({ a }) => a * unit + 5),
          rows.map(({ b }) => b),
        ]),
      );
    const [one, other] = [fitted(1, (time) => time), fitted(1000, (time) => Math.exp(time))];
    expect(estimates(other)).toEqual(close([(estimates(one)[0] ?? 0) / 1000, estimates(one)[1] ?? 0], 9));
    expect([other.logLikelihood, other.p]).toEqual(close([one.logLikelihood, one.p], 8));
  });
});

describe('concordance', () => {
  test('agrees with counting all pairs, and turns around with the scores', () => {
    const row = fc.record({ time: fc.integer({ min: 0, max: 8 }), end: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 25 }), (rows) => {
        const counts = { concordant: 0, discordant: 0, tied: 0 };
        for (const one of rows) {
          for (const other of rows) {
            if (one.end === 0 || !(other.time > one.time || (other.time === one.time && other.end === 0))) continue;
            counts[one.score > other.score ? 'concordant' : one.score < other.score ? 'discordant' : 'tied']++;
          }
        }
        const durations = { times: rows.map(({ time }) => time), ended: rows.map(({ end }) => end) };
        const found = concordance(
          durations,
          rows.map(({ score }) => score),
        );
        if (counts.concordant + counts.discordant + counts.tied === 0) {
          expect(found).toEqual({ known: false, reason: 'one-outcome' });
          return;
        }
        expect(estimated(found)).toMatchObject(counts);
        const turned = concordance(
          durations,
          rows.map(({ score }) => -score),
        );
        expect(estimated(turned).share).toBeCloseTo(1 - estimated(found).share, 12);
      }),
      { numRuns: 150 },
    );
  });
});
