import { describe, expect, test } from 'vitest';
import { sparkPath, sparkWindow } from './spark-path.ts';

const box = { width: 70, height: 20 };

describe('row sparks', () => {
  test('the line breaks where a day is Unknown, and the gap is hatched to the edge', () => {
    const path = sparkPath([0.4, 0.4, null, null], 0.2, box);
    expect(path.line.match(/M/g)).toHaveLength(1);
    expect(path.gaps).toHaveLength(1);
    expect((path.gaps[0]?.[0] ?? 0) + (path.gaps[0]?.[1] ?? 0)).toBe(70);
    expect(path.end?.[0]).toBeLessThan(70);
  });

  test('rows share a window of 32 points, so that slopes compare and noise stays flat', () => {
    const [low, high] = sparkWindow([0.5, 0.51], 0.2);
    expect(high - low).toBeCloseTo(0.32);
  });

  test('a threshold near the line is in view; nothing Known draws nothing', () => {
    expect(sparkPath([0.5, 0.17], 0.2, box).threshold).not.toBeNull();
    const nothing = sparkPath([null, null], 0.2, box);
    expect([nothing.line, nothing.end]).toEqual(['', null]);
  });

  test('every point stays inside the box', () => {
    const path = sparkPath([0, 1, 0.3], 0.2, box);
    const heights = [...path.line.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((found) => Number(found[1]));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeLessThanOrEqual(20);
  });
});
