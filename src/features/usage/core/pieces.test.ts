import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesByDays } from './pieces.ts';

test('two hundred accounts are one piece, whether one day of each changed or half a year', () => {
  const sizes = (count: number, days: number) => piecesByDays(Array.from({ length: count }), () => days).map(({ length }) => length);
  expect([sizes(400, 1), sizes(400, 180), sizes(2, 1e6), sizes(400, Number.NEGATIVE_INFINITY), sizes(0, 1)]).toEqual([
    [200, 200],
    [200, 200],
    [1, 1],
    [200, 200],
    [],
  ]);
});

test('property: pieces hold everything, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(50_000), fc.constant(Number.POSITIVE_INFINITY))), (days) => {
      const pieces = piecesByDays(days, (one) => one);
      expect(pieces.flat()).toEqual(days);
      expect(pieces.every((piece) => piece.length > 0)).toBe(true);
    }),
  );
});
