import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowKeys } from './row-keys.ts';

const keysOf = (rows: readonly (readonly string[])[], source = 'crm') => {
  const keyOf = rowKeys(source);
  return rows.map((row) => keyOf(row));
};

const rows = fc.array(fc.array(fc.constantFrom('a', 'b', 'a,b', '"', ''), { minLength: 1, maxLength: 3 }), { maxLength: 30 });

test('settled 13: equal rows get different keys, by their occurrence', () => {
  const [first, second, other] = keysOf([['x', '1'], ['x', '1'], ['x,1']]);
  expect(first?.replace(/-1$/, '')).toBe(second?.replace(/-2$/, ''));
  expect(other).not.toBe(first);
});

test('property: the same file gives the same keys again, all different; a file that grew keeps the keys of its beginning', () => {
  fc.assert(
    fc.property(rows, rows, (before, more) => {
      const keys = keysOf(before);
      expect(new Set(keys).size).toBe(before.length);
      expect(keysOf([...before, ...more]).slice(0, before.length)).toEqual(keys);
    }),
  );
});

test('another source is another fact', () => {
  expect(keysOf([['x']], 'crm')).not.toEqual(keysOf([['x']], 'erp'));
});
