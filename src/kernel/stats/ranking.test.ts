import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { close, estimated } from '../../../test/estimated.ts';
import { numbersOf, survivalRows } from '../../../test/survival-data.ts';
import { seededRandom } from '../random.ts';
import { brierScore } from './brier-score.ts';
import { calibration } from './calibration.ts';
import { clusterDraws } from './cluster-draws.ts';
import { logOdds } from './log-odds.ts';
import { logisticRegression } from './logistic-regression.ts';
import { netPromoterScore } from './net-promoter-score.ts';
import { prAuc } from './pr-auc.ts';
import { rankedRows } from './ranked-rows.ts';
import { rocAuc, weightedRocAuc } from './roc-auc.ts';
import { rocAucBootstrap, rocAucBootstrapDifference } from './roc-auc-bootstrap.ts';
import { rocAucDelong, rocAucDelongDifference } from './roc-auc-delong.ts';
import { topShare } from './top-share.ts';

/** Scored rows with ties and at least one row of each label. */
const SCORED = fc
  .array(fc.record({ score: fc.integer({ min: -4, max: 6 }), label: fc.constantFrom(0, 1) }), { minLength: 1, maxLength: 40 })
  .map((rows) => [...rows, { score: 0, label: 0 }, { score: 1, label: 1 }])
  .map((rows) => ({ scores: rows.map(({ score }) => score), labels: rows.map(({ label }) => label) }));

const rossi = survivalRows('rossi.csv');
const arrests = numbersOf(rossi, 'arrest');
const rossiColumns = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'].map((name) => numbersOf(rossi, name));
const prior = numbersOf(rossi, 'prio');
const youth = numbersOf(rossi, 'age').map((age) => -age);
const fitted = estimated(logisticRegression(rossiColumns, arrests));
const chances = arrests.map(
  (_, row) =>
    logOdds(
      fitted,
      rossiColumns.map((column) => column[row] ?? 0),
    ).chance,
);

describe('ROC-AUC', () => {
  // Reference figures: pROC 1.18.0 (R 4.2.2).
  test('areas, DeLong errors and intervals on rossi agree with pROC to nine digits, paired too', () => {
    const figures = (scores: readonly number[]) => {
      const { estimate, error, low, high } = estimated(rocAucDelong(scores, arrests));
      expect(estimated(rocAuc(scores, arrests))).toBeCloseTo(estimate, 12);
      return [estimate, error, low, high];
    };
    expect(figures(prior)).toEqual(close([0.596367097, 0.0315195044, 0.5345900036, 0.6581441904], 9));
    expect(figures(chances)).toEqual(close([0.6611359373, 0.0294099153, 0.6034935626, 0.7187783121], 9));
    expect(figures(youth)).toEqual(close([0.6403370849, 0.0306021209, 0.58035803, 0.7003161396], 9));
    const { estimate, error } = estimated(rocAucDelongDifference(chances, prior, arrests));
    expect([estimate, error]).toEqual(close([0.0647688403, 0.0292633656], 9));
  });

  test('counts pairs; swapped labels and turned scores give 1 − AUC; growing transforms change nothing', () => {
    fc.assert(
      fc.property(SCORED, ({ scores, labels }) => {
        let [won, pairs] = [0, 0];
        for (const [one, label] of labels.entries()) {
          for (const [other, otherLabel] of labels.entries()) {
            if (label !== 1 || otherLabel !== 0) continue;
            pairs++;
            won += (Math.sign((scores[one] ?? 0) - (scores[other] ?? 0)) + 1) / 2;
          }
        }
        const area = estimated(rocAuc(scores, labels));
        expect(area).toBeCloseTo(won / pairs, 12);
        const swapped = labels.map((label) => 1 - label);
        const turned = scores.map((score) => -score);
        expect([estimated(rocAuc(scores, swapped)), estimated(rocAuc(turned, labels))]).toEqual(close([1 - area, 1 - area], 12));
        const grown = scores.map((score) => Math.exp(score) * 3 - 9);
        expect([estimated(rocAuc(grown, labels)), estimated(prAuc(grown, labels))]).toEqual(
          close([area, estimated(prAuc(scores, labels))], 12),
        );
      }),
      { numRuns: 120 },
    );
  });

  test('weights count as copies of rows', () => {
    const weighted = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), label: fc.constantFrom(0, 1), weight: fc.nat(3) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(weighted, (rows) => {
        const copies = rows.flatMap(({ score, label, weight }) => Array.from({ length: weight }, () => ({ score, label })));
        const whole = rocAuc(
          copies.map(({ score }) => score),
          copies.map(({ label }) => label),
        );
        const ranked = rankedRows(
          rows.map(({ score }) => score),
          rows.map(({ label }) => label),
        );
        const area = weightedRocAuc(
          ranked,
          rows.map(({ weight }) => weight),
        );
        if (whole.known) expect(area).toBeCloseTo(whole.value, 12);
        else expect(area).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });

  test('drawing rows comes near DeLong; copies of whole accounts make the interval no narrower', () => {
    const draws = clusterDraws(arrests.length, 400, 5);
    const rows = arrests.map((_, row) => row);
    const single = estimated(rocAucBootstrap(chances, arrests, rows, draws));
    expect([single.low, single.high]).toEqual(close([0.6035, 0.7188], 1.7));
    const four = <T>(column: readonly T[]): T[] => [...column, ...column, ...column, ...column];
    const copied = estimated(rocAucBootstrap(four(chances), four(arrests), four(rows), draws));
    expect(copied).toEqual({
      ...single,
      estimate: expect.closeTo(single.estimate, 12),
      low: expect.closeTo(single.low, 12),
      high: expect.closeTo(single.high, 12),
    });
    const difference = estimated(rocAucBootstrapDifference(chances, prior, arrests, rows, draws));
    expect(difference.estimate).toBeCloseTo(0.0647688403, 9);
    expect(difference.low).toBeLessThan(0.0648);
    expect(estimated(rocAucBootstrapDifference(chances, chances, arrests, rows, draws))).toMatchObject({ estimate: 0, low: 0, high: 0 });
    expect(rocAucBootstrap(chances, arrests, rows, clusterDraws(arrests.length, 400, 5))).toEqual({ known: true, value: single });
  });

  test('one label, no rows, perfect separation and broken values are said, never NaN', () => {
    const one = { known: false, reason: 'one-outcome' };
    expect([rocAuc([1, 2], [1, 1]), prAuc([1, 2], [0, 0]), prAuc([1, 2], [1, 1]), topShare([1, 2], [0, 0])]).toEqual([one, one, one, one]);
    expect([rocAucDelong([1, 2], [1, 1]), rocAucDelongDifference([1, 2], [2, 1], [0, 0])]).toEqual([one, one]);
    const nothing = { known: false, reason: 'insufficient-data' };
    expect([rocAuc([], []), prAuc([], []), topShare([], []), brierScore([], []), calibration([], []), rocAucDelong([], [])]).toEqual(
      Array(6).fill(nothing),
    );
    expect(rocAucDelong([1, 2, 3, 4], [0, 0, 1, 1])).toEqual({ known: false, reason: 'no-estimate' });
    expect(rocAucDelong([1, 2, 3], [0, 0, 1])).toEqual(nothing);
    expect(rocAucDelongDifference([1, 3, 2, 4], [1, 3, 2, 4], [0, 0, 1, 1])).toEqual({ known: false, reason: 'no-estimate' });
    expect(rocAucBootstrap([1, 2], [0, 1], [0, 0], clusterDraws(3, 200, 1))).toMatchObject({ known: true, value: { estimate: 1 } });
    // A single end among ten accounts is missing from a third of the rounds; of eight accounts, two that are both needed come in fewer than half.
    const ten = Array.from({ length: 10 }, (_, row) => row);
    const rare = estimated(
      rocAucBootstrap(
        ten,
        ten.map((row) => Number(row === 6)),
        ten,
        clusterDraws(10, 200, 1),
      ),
    );
    expect(rare.rounds > 110 && rare.rounds < 150).toBe(true);
    expect(rocAucBootstrap([1, 2], [0, 1], [0, 1], clusterDraws(8, 200, 1))).toEqual(nothing);
    expect(() => rocAuc([1, Number.NaN], [0, 1])).toThrow('scores[1] is NaN');
    expect(() => rocAuc([1, 2], [0, 3])).toThrow('labels[1] is 3');
    expect(() => rocAucBootstrap([1, 2], [0, 1], [0, 5], clusterDraws(2, 5, 1))).toThrow('There are 6 accounts');
    expect(() => rankedRows([1, 2], [0, 1], [0, -1])).toThrow('clusters[1] is -1');
    expect(() => clusterDraws(0, 5, 1)).toThrow('cannot be drawn');
  });
});

describe('precision at the top', () => {
  // Reference figures: scikit-learn 1.2.1.
  test('average precision on rossi agrees with scikit-learn to ten digits', () => {
    expect([chances, prior, youth].map((scores) => estimated(prAuc(scores, arrests)))).toEqual(
      close([0.4263092976, 0.3531034088, 0.3782420914], 9),
    );
  });

  test('without skill PR-AUC is the base rate, with all ties exactly; the top of everything has lift 1', () => {
    fc.assert(
      fc.property(SCORED, ({ scores, labels }) => {
        const baseRate = labels.reduce((sum, label) => sum + label, 0) / labels.length;
        const tied = labels.map(() => 7);
        expect([estimated(prAuc(tied, labels)), estimated(topShare(tied, labels)).precision]).toEqual(close([baseRate, baseRate], 12));
        expect(estimated(topShare(scores, labels, 1)).lift).toBeCloseTo(1, 12);
        const { precision, lift } = estimated(topShare(scores, labels));
        expect(precision).toBeCloseTo(lift * baseRate, 12);
      }),
      { numRuns: 120 },
    );
  });

  test('the top decile of 25 rows is 3 rows; rows that tie at its edge count by expectation', () => {
    const labels = Array.from({ length: 25 }, (_, row) => Number(row >= 21));
    expect(
      estimated(
        topShare(
          labels.map((_, row) => row),
          labels,
        ),
      ),
    ).toEqual({ rows: 3, ones: 3, precision: 1, baseRate: 0.16, lift: 6.25 });
    // One row at the top, four that tie below it, two of them labelled 1: two places for them.
    const tied = labels.map((_, row) => (row === 24 ? 9 : row >= 20 ? 5 : 0));
    expect(estimated(topShare(tied, labels)).ones).toBeCloseTo(1 + 2 * (3 / 4), 12);
    expect(() => topShare([1], [1], 0)).toThrow('0 is not a share');
  });
});

describe('probabilities', () => {
  // Reference figures: scikit-learn 1.2.1; slope: glm of R 4.2.2.
  test('Brier score and calibration slope on rossi', () => {
    const { score, reference, skill } = estimated(brierScore(chances, arrests));
    expect([score, reference]).toEqual(close([0.1804657518, 0.1942515432], 9));
    expect(estimated(skill)).toBeCloseTo(1 - 0.1804657518 / 0.1942515432, 9);
    const rule = prior.map((count) => 1 / (1 + Math.exp(1.5 - 0.2 * count)));
    expect(estimated(brierScore(rule, arrests)).score).toBeCloseTo(0.1934772173, 9);
    const own = estimated(calibration(chances, arrests));
    expect([own.bias, estimated(own.slope)]).toEqual(close([0, 1], 7));
    expect(own.groups.length).toBe(10);
    expect(own.groups.every(({ low, observed, high }) => low <= observed && observed <= high)).toBe(true);
    expect(
      estimated(
        estimated(
          calibration(
            chances.map((chance) => chance ** 1.3),
            arrests,
          ),
        ).slope,
      ),
    ).toBeCloseTo(0.8615959661, 8);
  });

  test('groups add up to all chances and all ones, and never part equal chances', () => {
    const rows = fc.array(fc.record({ tenth: fc.nat(10), label: fc.nat(1) }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 12 }), (all, count) => {
        const [said, labels] = [all.map(({ tenth }) => tenth / 10), all.map(({ label }) => label)];
        const { groups, bias, slope } = estimated(calibration(said, labels, count));
        expect(groups.length).toBeLessThanOrEqual(count);
        const total = (measure: (group: (typeof groups)[number]) => number) => groups.reduce((sum, group) => sum + measure(group), 0);
        const [sumOfChances, ones] = [said.reduce((sum, chance) => sum + chance, 0), labels.reduce((sum, label) => sum + label, 0)];
        expect(total((group) => group.rows)).toBe(all.length);
        expect(total((group) => group.rows * group.predicted)).toBeCloseTo(sumOfChances, 9);
        expect(total((group) => group.rows * group.observed)).toBeCloseTo(ones, 9);
        expect(bias).toBeCloseTo((sumOfChances - ones) / all.length, 9);
        expect(groups.every((group, place) => place === 0 || group.from > (groups[place - 1]?.to ?? 1))).toBe(true);
        if (slope.known) expect(Number.isFinite(slope.value)).toBe(true);
      }),
      { numRuns: 120 },
    );
    expect(estimated(brierScore([1, 1], [1, 1])).skill).toEqual({ known: false, reason: 'one-outcome' });
    expect(() => brierScore([1.1], [1])).toThrow('chances[0] is 1.1, not a probability');
    expect(() => calibration([0.5], [1], 0)).toThrow('0 is not a number of groups');
  });
});

describe('NPS', () => {
  test('250 promoters and 75 detractors of 1,000: 17.5, error 1.716, 14.14 to 20.86', () => {
    const { score, interval } = estimated(netPromoterScore(250, 675, 75));
    const { error, low, high } = estimated(interval);
    expect([score, error, low, high].map((value) => value.toFixed(3))).toEqual(['17.500', '1.716', '14.137', '20.863']);
  });

  test('at NPS 30 (50 % and 20 %): ±34.2 of 20 answers, ±21.6 of 50, ±10.8 of 200', () => {
    const half = (answers: number) => {
      const { low, high } = estimated(estimated(netPromoterScore(answers / 2, 0.3 * answers, answers / 5)).interval);
      return ((high - low) / 2).toFixed(1);
    };
    expect([20, 50, 200].map(half)).toEqual(['34.2', '21.6', '10.8']);
  });

  test('FIN-14: 55 promoters, 30 passives, 15 detractors are NPS 40; no answers and answers of one kind are said', () => {
    expect(estimated(netPromoterScore(55, 30, 15)).score).toBe(40);
    expect(netPromoterScore(0, 0, 0)).toEqual({ known: false, reason: 'insufficient-data' });
    expect(netPromoterScore(3, 0, 0)).toEqual({ known: true, value: { score: 100, interval: { known: false, reason: 'one-outcome' } } });
    expect(() => netPromoterScore(-1, 0, 0)).toThrow('-1 is not a number of answers');
    const random = seededRandom(4);
    for (let nth = 0; nth < 50; nth++) {
      const [promoters, passives, detractors] = [0, 0, 0].map(() => Math.floor(random() * 9)) as [number, number, number];
      const [one, turned] = [netPromoterScore(promoters, passives, detractors), netPromoterScore(detractors, passives, promoters)];
      if (one.known && turned.known) expect(turned.value.score).toBeCloseTo(-one.value.score, 10);
      else expect(promoters + passives + detractors).toBe(0);
    }
  });
});
