import { expect, test } from 'vitest';
import { unitTree } from './unit-tree.ts';

const tree = (...units: [string, string | null][]) =>
  unitTree(
    units.map(([id, parent]) => ({ id, parent })),
    (unit) => unit,
  ).map(({ unit, depth, oddity }) => [unit.id, depth, ...(oddity === null ? [] : [oddity])]);

test('MOD-05: units stand below their parents, siblings in their order', () => {
  expect(tree(['g', null], ['b2', 'g'], ['b1', 'g'], ['d', 'b2'])).toEqual([
    ['g', 0],
    ['b2', 1],
    ['d', 2],
    ['b1', 1],
  ]);
});

test('a circle, a unit that is its own parent, and a parent that is not there lose no unit', () => {
  expect(tree(['a', 'b'], ['b', 'c'], ['c', 'a'], ['own', 'own'], ['lost', 'nobody'])).toEqual([
    ['lost', 0, 'parent-missing'],
    ['a', 0, 'cycle'],
    ['c', 1],
    ['b', 2],
    ['own', 0, 'cycle'],
  ]);
});

test('a chain of ten thousand is a tree', () => {
  const chain = Array.from({ length: 10_000 }, (_, at): [string, string | null] => [`u${at}`, at === 0 ? null : `u${at - 1}`]);
  expect(tree(...chain).at(-1)).toEqual(['u9999', 9999]);
});
