import { describe, expect, test } from 'vitest';
import { estimated } from '../../../test/estimated.ts';
import { randomNormal, seededRandom } from '../random.ts';
import { leaveOutLogistic } from './leave-out-logistic.ts';
import { logisticRegression } from './logistic-regression.ts';

const GROUPS = 10;

/** Rows of customers with a level each; one column in another unit, one that hardly anybody has, one that does not vary. */
function table(seed: number, rows: number) {
  const random = seededRandom(seed);
  const columns = Array.from({ length: 5 }, () => Float64Array.from({ length: rows }, () => randomNormal(random, 0, 1)));
  columns.push(Float64Array.from({ length: rows }, () => 1e6 + 1e4 * randomNormal(random, 0, 1)));
  columns.push(Float64Array.from({ length: rows }, (_, row) => (row < 3 ? 1 : 0)));
  columns.push(new Float64Array(rows).fill(4));
  const [one, two] = columns as [Float64Array, Float64Array];
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    Number(random() < 1 / (1 + Math.exp(2 - (one[row] ?? 0) + (two[row] ?? 0)))),
  );
  return { columns, labels, groups: Uint32Array.from({ length: rows }, (_, row) => (row * 7) % GROUPS) };
}

function plainWithout({ columns, labels, groups }: ReturnType<typeof table>, group: number, penalty: number) {
  const others = (_: number, row: number): boolean => groups[row] !== group;
  return logisticRegression(
    columns.map((column) => column.filter(others)),
    labels.filter(others),
    { penalty },
  );
}

describe('logistic regressions that leave a group out', () => {
  test.each([
    [1, 600, 1],
    [2, 3000, 1],
    [3, 200, 25],
    [4, 90, 0.1],
  ])('each is the regression without that group to 1e-8 (seed %i, %i rows, penalty %f)', (seed, rows, penalty) => {
    const given = table(seed, rows);
    const found = estimated(leaveOutLogistic(given.columns, given.labels, given.groups, GROUPS, { penalty }));
    for (let group = 0; group < GROUPS; group++) {
      const own = estimated(found.without[group] ?? { known: false, reason: 'not-computed' });
      const plain = estimated(plainWithout(given, group, penalty));
      for (const [place, { estimate }] of plain.coefficients.entries())
        expect(Math.abs((own.slopes[place] ?? 0) - estimate)).toBeLessThan(1e-8 * (1 + Math.abs(estimate)));
      expect(Math.abs(own.intercept - plain.intercept)).toBeLessThan(1e-8 * (1 + Math.abs(plain.intercept)));
    }
    // Where it begins does not matter.
    const again = estimated(leaveOutLogistic(given.columns, given.labels, given.groups, GROUPS, { penalty, near: found.whole }));
    expect([...again.whole.slopes].map((slope) => slope.toFixed(8))).toEqual([...found.whole.slopes].map((slope) => slope.toFixed(8)));
  });

  test('a column that varies in one group only, a group with all outcomes, an empty group', () => {
    const labels = [0, 1, 0, 1, 0, 0, 0, 0];
    const groups = [0, 0, 0, 0, 1, 1, 1, 1];
    const columns = [
      [1, 2, 3, 5, 4, 4, 4, 4],
      [1, 2, 1, 1, 3, 2, 5, 4],
    ];
    const found = estimated(leaveOutLogistic(columns, labels, groups, 3, { penalty: 1 }));
    expect(found.without[0]).toEqual({ known: false, reason: 'one-outcome' });
    const second = estimated(
      logisticRegression(
        columns.map((column) => column.slice(0, 4)),
        labels.slice(0, 4),
        { penalty: 1 },
      ),
    );
    expect([...estimated(found.without[1] ?? { known: false, reason: 'not-computed' }).slopes]).toEqual(
      second.coefficients.map(({ estimate }) => expect.closeTo(estimate, 8)),
    );
    expect([...estimated(found.without[2] ?? { known: false, reason: 'not-computed' }).slopes]).toEqual(
      [...found.whole.slopes].map((slope) => expect.closeTo(slope, 9)),
    );
    expect(leaveOutLogistic([], [], [], 3)).toEqual({ known: false, reason: 'insufficient-data' });
    expect(() => leaveOutLogistic([], [0, 1], [0, 3], 3)).toThrow('no group below 3');
  });
});
