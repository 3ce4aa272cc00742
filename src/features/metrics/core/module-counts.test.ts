import { describe, expect, test } from 'vitest';
import { moduleCounts } from './module-counts.ts';

const rows = (list: readonly (readonly [module: number, day: number, user: number])[]) => ({
  module: Int32Array.from(list, ([module]) => module),
  day: Int32Array.from(list, ([, day]) => day),
  user: Int32Array.from(list, ([, , user]) => user),
});
const always = () => true;

describe('modules (HLT-03)', () => {
  test('HLT-03: a module used by one person on two days is not in use', () => {
    const use = rows([
      [0, 100, 1],
      [0, 101, 1],
    ]);
    expect(moduleCounts(use, always, 100, 102)).toEqual({ used: Float64Array.of(1, 1, 0), inUse: Float64Array.of(0, 0, 0) });
  });

  test('HLT-03: three users on five days of thirty are in use, two users or four days are not', () => {
    const days = [100, 105, 110, 115, 129];
    const three = days.map((day, index): [number, number, number] => [0, day, index % 3]);
    const two = days.map((day, index): [number, number, number] => [1, day, index % 2]);
    const four = [101, 102, 103, 104].map((day): [number, number, number] => [2, day, -1]);
    const { inUse } = moduleCounts(rows([...three, ...two, ...four]), always, 127, 131);
    // On day 130 the first day lies thirty days back.
    expect([...inUse]).toEqual([0, 0, 1, 0, 0]);
  });

  test('days that do not count are left out', () => {
    const use = rows([100, 101, 102, 103, 104].map((day) => [0, day, -1]));
    expect([...moduleCounts(use, always, 104, 104).inUse]).toEqual([1]);
    expect([...moduleCounts(use, (day) => day > 100, 104, 104).inUse]).toEqual([0]);
  });
});
