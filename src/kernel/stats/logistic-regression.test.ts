import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { close, estimated } from '../../../test/estimated.ts';
import { numbersOf, survivalRows } from '../../../test/survival-data.ts';
import { seededRandom } from '../random.ts';
import { discreteHazard } from './discrete-hazard.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { logOdds } from './log-odds.ts';
import { type LogisticFit, logisticRegression } from './logistic-regression.ts';
import { periodHazards } from './period-hazards.ts';

const NAMES = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];
const rossi = survivalRows('rossi.csv');
const arrests = numbersOf(rossi, 'arrest');
const rossiColumns = NAMES.map((name) => numbersOf(rossi, name));

const figuresOf = ({ intercept, coefficients }: Pick<LogisticFit, 'intercept' | 'coefficients'>) => [
  intercept,
  ...coefficients.map(({ estimate }) => estimate),
];
const errorsOf = ({ coefficients }: Pick<LogisticFit, 'coefficients'>) => coefficients.map(({ error }) => error);

describe('logistic regression', () => {
  test('without penalty: rossi agrees with glm of R 4.2.2 to ten digits', () => {
    const found = estimated(logisticRegression(rossiColumns, arrests));
    expect(figuresOf(found)).toEqual(
      close([0.3428887786, -0.4372828259, -0.0674216307, 0.3538561008, -0.1523641286, -0.4901521358, -0.0881459677, 0.1013625598], 9),
    );
    expect(errorsOf(found)).toEqual(
      close([0.2285336229, 0.0243761422, 0.3642782495, 0.2507777512, 0.422569161, 0.2361973473, 0.0381435662], 9),
    );
    expect(found.logLikelihood).toBeCloseTo(-233.6845174601, 9);
  });

  // Reference figures: optim (BFGS) of R 4.2.2 on the same penalised likelihood, its slope left at 1e-6.
  test('with penalty: estimates and le Cessie’s standard errors agree with R to seven digits', () => {
    const one = estimated(logisticRegression(rossiColumns, arrests, { penalty: 1 }));
    expect(figuresOf(one)).toEqual(
      close([0.3205062711, -0.4314223352, -0.0660771343, 0.3466038171, -0.1573486304, -0.4838408984, -0.0865816916, 0.100133638], 7),
    );
    expect(errorsOf(one)).toEqual(
      close([0.2253577474, 0.0237003256, 0.3584274151, 0.2460901393, 0.413173302, 0.232810878, 0.0376021873], 8),
    );
    const strong = estimated(logisticRegression(rossiColumns, arrests, { penalty: 25 }));
    expect(figuresOf(strong)).toEqual(
      close([-0.0099128488, -0.3289322688, -0.0466764044, 0.2351265608, -0.2070793979, -0.3766527353, -0.0647962276, 0.0791279401], 7),
    );
    expect(errorsOf(strong)).toEqual(
      close([0.1707142269, 0.0150382338, 0.2638879047, 0.1744982055, 0.2776065021, 0.1754653035, 0.0286029842], 8),
    );
  });

  test('contributions add up in log-odds, and mean chances are the share of ones', () => {
    const found = estimated(logisticRegression(rossiColumns, arrests, { penalty: 2 }));
    let sum = 0;
    for (let row = 0; row < arrests.length; row++) {
      const values = rossiColumns.map((column) => column[row] ?? 0);
      const { base, parts, total, chance } = logOdds(found, values);
      expect(total).toBeCloseTo(
        found.intercept + values.reduce((odds, value, place) => odds + value * (found.coefficients[place]?.estimate ?? 0), 0),
        10,
      );
      expect(base + parts.reduce((odds, part) => odds + part, 0)).toBeCloseTo(total, 10);
      sum += chance;
    }
    expect(sum).toBeCloseTo(114, 7);
    expect(() => logOdds(found, [1])).toThrow('a fit of 7 columns');
  });

  test('a change of units changes nothing but the unit of the coefficient, with penalty too', () => {
    const random = seededRandom(3);
    const [a, b] = [Array.from({ length: 60 }, random), Array.from({ length: 60 }, random)];
    const labels = a.map((value) => Number(value + random() > 1));
    for (const penalty of [0, 3]) {
      const one = estimated(logisticRegression([a, b], labels, { penalty }));
      const other = estimated(logisticRegression([a.map((value) => 1000 * value - 7), b], labels, { penalty }));
      expect((other.coefficients[0]?.estimate ?? 0) * 1000).toBeCloseTo(one.coefficients[0]?.estimate ?? 0, 7);
      expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 8);
    }
  });

  test('separation, labels all the same and columns without news are said; a penalty makes an estimate where there was none', () => {
    const column = [1, 2, 3, 4, 5, 6];
    const separated = [0, 0, 0, 1, 1, 1];
    expect(logisticRegression([column], separated)).toEqual({ known: false, reason: 'no-estimate' });
    expect(estimated(logisticRegression([column], separated, { penalty: 1 })).coefficients[0]?.estimate).toBeGreaterThan(0.3);
    // Only the upper end is all ones: quasi-complete separation.
    expect(logisticRegression([[0, 0, 0, 0, 1, 1]], [0, 1, 0, 1, 1, 1])).toEqual({ known: false, reason: 'no-estimate' });
    expect(logisticRegression([column], [1, 1, 1, 1, 1, 1], { penalty: 1 })).toEqual({ known: false, reason: 'one-outcome' });
    expect(logisticRegression([[]], [])).toEqual({ known: false, reason: 'insufficient-data' });
    const mixed = [0, 1, 0, 1, 1, 0];
    expect(logisticRegression([column, column], mixed)).toEqual({ known: false, reason: 'no-estimate' });
    expect(estimated(logisticRegression([[5, 5, 5, 5, 5, 5], column], mixed, { penalty: 1 })).coefficients[0]).toEqual({
      estimate: 0,
      error: 0,
      p: 1,
    });
    expect(() => logisticRegression([[1, 2, Number.NaN, 4, 5, 6]], mixed)).toThrow('columns[0][2] is NaN');
    expect(() => logisticRegression([column], [0, 1, 0, 1, 1, 0.5])).toThrow('labels[5] is 0.5');
    expect(() => logisticRegression([column], mixed, { penalty: -1 })).toThrow('A penalty of -1');
  });
});

describe('discrete-time hazard', () => {
  const larynx = survivalRows('larynx.csv');
  const halves = numbersOf(larynx, 'time').map((time) => Math.ceil(time / 2));
  const durations = {
    times: halves.map((period) => Math.min(period, 4)),
    ended: numbersOf(larynx, 'death').map((death, row) => ((halves[row] ?? 0) > 4 ? 0 : death)),
  };
  const columns = ['age', 'Stage_II', 'Stage_III', 'Stage_IV'].map((name) => numbersOf(larynx, name));

  test('larynx in periods of two years agrees with glm of R 4.2.2 over the customer-periods, with both baselines', () => {
    const each = estimated(discreteHazard(durations, columns));
    expect(each.coefficients.map(({ estimate }) => estimate)).toEqual(close([0.0258926989, 0.099376686, 0.7878144343, 2.0273657758], 9));
    expect(each.coefficients.map(({ error }) => error)).toEqual(close([0.017077909, 0.5094014086, 0.4119985591, 0.5710469183], 7));
    expect([each.logLikelihood, each.customerPeriods, each.events]).toEqual(close([-106.4728311461, 224, 50], 9));
    const shift = each.coefficients.reduce((sum, { estimate }, place) => sum + estimate * (each.means[place] ?? 0), 0);
    expect(each.baseline.map((odds) => odds - shift)).toEqual(close([-3.3424646893, -3.441307042, -4.3344388795, -2.7327759843], 9));
    const log = estimated(discreteHazard(durations, columns, { baseline: 'log' }));
    expect(log.coefficients.map(({ estimate }) => estimate)).toEqual(close([0.0274772503, 0.1133341264, 0.7648993458, 2.0165212043], 9));
    expect(log.logLikelihood).toBeCloseTo(-109.5041651296, 9);
    expect((log.baseline[1] ?? 0) - (log.baseline[0] ?? 0)).toBeCloseTo(-0.0633689777 * Math.log(2), 9);
  });

  test('without columns the fitted chances are the hazards of the life table, and its shares are those of Kaplan and Meier', () => {
    const table = periodHazards(durations);
    expect(table.map(({ ended, atRisk }) => [ended, atRisk])).toEqual([
      [24, 90],
      [14, 66],
      [4, 43],
      [8, 25],
    ]);
    expect(estimated(discreteHazard(durations, [])).baseline.map((odds) => 1 / (1 + Math.exp(-odds)))).toEqual(
      close(
        table.map(({ hazard }) => hazard),
        9,
      ),
    );
    const row = fc.record({ time: fc.integer({ min: 1, max: 9 }), end: fc.constantFrom(0, 1) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const any = { times: rows.map(({ time }) => time), ended: rows.map(({ end }) => end) };
        const shares = new Map(estimated(kaplanMeier(any)).map(({ time, share }) => [time, share]));
        for (const { period, share } of periodHazards(any)) if (shares.has(period)) expect(share).toBeCloseTo(shares.get(period) ?? -1, 12);
      }),
      { numRuns: 80 },
    );
  });

  test('a period without an end, nobody and broken periods', () => {
    expect(discreteHazard({ times: [1, 2, 2], ended: [1, 0, 0] }, [])).toEqual({ known: false, reason: 'no-estimate' });
    expect(discreteHazard({ times: [1, 2], ended: [0, 0] }, [])).toEqual({ known: false, reason: 'one-outcome' });
    expect(discreteHazard({ times: [], ended: [] }, [])).toEqual({ known: false, reason: 'insufficient-data' });
    expect(periodHazards({ times: [], ended: [] })).toEqual([]);
    expect(() => periodHazards({ times: [0], ended: [1] })).toThrow('times[0] is 0, not a whole number of periods');
    expect(() => discreteHazard({ times: [1.5], ended: [1] }, [])).toThrow('times[0] is 1.5');
  });
});
