import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { ascendingOrder, endOfTie } from './ascending-order.ts';
import { checkColumn } from './check-column.ts';
import { chiSquaredTail } from './chi-squared-tail.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import { checkDurations, type Durations } from './durations.ts';

export interface LogRank {
  readonly chiSquared: number;
  /** Groups with anybody in them, less one. */
  readonly degrees: number;
  /** Probability of so large a difference by chance alone. */
  readonly p: number;
  /** By group: how many ended, and how many would have if all groups were alike. */
  readonly observed: readonly number[];
  readonly expected: readonly number[];
}

/**
 * The log-rank test: whether the curves of two or more groups differ by more than chance.
 *
 * @param durations  One row a customer, in any order.
 * @param groups     Of each row, the number of its group: 0, 1, 2 …
 * @returns          Known test; Unknown(`insufficient-data`) for fewer than two groups with anybody in them, Unknown(`one-outcome`) when nobody
 *                   ended, Unknown(`no-estimate`) when the groups were never at risk together.
 * @throws           InvariantError for impossible times or group numbers.
 * @source           N. Mantel (1966), R. Peto, J. Peto (1972); hypergeometric variance, as R's survdiff with rho = 0.
 * @example          logRank({ times: [1, 2, 3, 4], ended: [1, 1, 1, 1] }, [0, 0, 1, 1]).value.observed // => [2, 2]
 */
export function logRank(durations: Durations, groups: ArrayLike<number>): Maybe<LogRank> {
  const events = checkDurations(durations);
  checkColumn('groups', groups, durations.times.length);
  const sizes = groupSizes(groups);
  const present = sizes.flatMap((size, group) => (size > 0 ? [group] : []));
  if (present.length < 2) return unknown('insufficient-data');
  if (events === 0) return unknown('one-outcome');
  const { observed, expected, variance } = tallied(durations, groups, sizes);
  // The differences add up to 0, so one group says nothing that the others do not.
  const free = present.slice(0, -1);
  const difference = free.map((group) => (observed[group] ?? 0) - (expected[group] ?? 0));
  const covariance = free.flatMap((row) => free.map((column) => variance[row * sizes.length + column] ?? 0));
  const factor = cholesky(covariance, free.length);
  if (factor === undefined) return unknown('no-estimate');
  const solved = solveCholesky(factor, difference);
  const chiSquared = difference.reduce((sum, value, place) => sum + value * (solved[place] ?? 0), 0);
  return known({ chiSquared, degrees: free.length, p: chiSquaredTail(chiSquared, free.length), observed, expected });
}

function groupSizes(groups: ArrayLike<number>): number[] {
  const sizes: number[] = [];
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row] ?? 0;
    if (!Number.isInteger(group) || group < 0 || group > 9999)
      throw new InvariantError(`groups[${row}] is ${group}, not the number of a group.`);
    while (sizes.length <= group) sizes.push(0);
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  return sizes;
}

function tallied({ times, ended }: Durations, groups: ArrayLike<number>, sizes: readonly number[]) {
  const order = ascendingOrder(times);
  const atRisk = Float64Array.from(sizes);
  const observed: number[] = sizes.map(() => 0);
  const expected: number[] = sizes.map(() => 0);
  const variance = new Float64Array(sizes.length ** 2);
  for (let from = 0; from < order.length; ) {
    const alike = order.subarray(from, endOfTie(times, order, from));
    const ends = alike.reduce((sum, row) => sum + (ended[row] ?? 0), 0);
    if (ends > 0) addExpected(atRisk, order.length - from, ends, expected, variance);
    for (const row of alike) {
      const group = groups[row] ?? 0;
      observed[group] = (observed[group] ?? 0) + (ended[row] ?? 0);
      atRisk[group] = (atRisk[group] ?? 0) - 1;
    }
    from += alike.length;
  }
  return { observed, expected, variance };
}

function addExpected(atRisk: Float64Array, total: number, ends: number, expected: number[], variance: Float64Array): void {
  const scale = total > 1 ? (ends * (total - ends)) / (total - 1) : 0;
  for (let row = 0; row < atRisk.length; row++) {
    const share = (atRisk[row] ?? 0) / total;
    expected[row] = (expected[row] ?? 0) + ends * share;
    for (let column = 0; column < atRisk.length; column++) {
      const cell = row * atRisk.length + column;
      variance[cell] = (variance[cell] ?? 0) + scale * share * ((row === column ? 1 : 0) - (atRisk[column] ?? 0) / total);
    }
  }
}
