import { describe, expect, test } from 'vitest';
import { randomInteger, randomItem, randomNormal, seededRandom } from './random.ts';

describe('seeded random', () => {
  test('the same seed gives the same stream, another seed another', () => {
    const [a, b, c] = [seededRandom(7), seededRandom(7), seededRandom(8)];
    const take = (next: () => number) => Array.from({ length: 50 }, next);
    const first = take(a);
    expect(take(b)).toEqual(first);
    expect(take(c)).not.toEqual(first);
  });

  test('mulberry32 gives the published first numbers of seed 1', () => {
    const next = seededRandom(1);
    expect([next(), next(), next()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  test('100,000 numbers lie in [0, 1) and are spread evenly', () => {
    const next = seededRandom(20_260_101);
    const buckets = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const bucket = Math.floor(next() * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    // Chi-square with 9 degrees of freedom: 27.9 is the 99.9 % point.
    expect(buckets.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });

  test('integers reach both ends and nothing outside', () => {
    const next = seededRandom(3);
    const seen = new Set(Array.from({ length: 1000 }, () => randomInteger(next, -1, 2)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  });

  test('normal numbers have the mean and deviation asked for', () => {
    const next = seededRandom(5);
    const sample = Array.from({ length: 20_000 }, () => randomNormal(next, 40, 5));
    const mean = sample.reduce((a, b) => a + b, 0) / sample.length;
    const deviation = Math.sqrt(sample.reduce((a, b) => a + (b - mean) ** 2, 0) / sample.length);
    expect(mean).toBeCloseTo(40, 0);
    expect(deviation).toBeCloseTo(5, 0);
  });

  test('an item of a list is one of its items', () => {
    const next = seededRandom(9);
    expect(new Set(Array.from({ length: 200 }, () => randomItem(next, ['x', 'y', 'z'])))).toEqual(new Set(['x', 'y', 'z']));
  });
});
