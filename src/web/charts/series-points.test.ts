import { describe, expect, test } from 'vitest';
import type { UnknownReason } from '../../kernel/known.ts';
import { addDays, day } from '../../kernel/time.ts';
import { gapsOf, lastKnown, monthStarts, niceScale, pointsOf, type SeriesPoint, trailingMean } from './series-points.ts';

const from = day('2026-09-28');

function points(values: readonly (number | UnknownReason)[]): SeriesPoint[] {
  return values.map((value, index) =>
    typeof value === 'number' ? { day: addDays(from, index), value } : { day: addDays(from, index), value: null, reason: value },
  );
}

describe('points of a chart', () => {
  test('gaps are runs of one reason; a change of reason begins a new one', () => {
    expect(gapsOf(points([1, 'source-silent', 'source-silent', 2, 'not-mapped', 'ended']))).toEqual([
      { start: 1, end: 2, reason: 'source-silent' },
      { start: 4, end: 4, reason: 'not-mapped' },
      { start: 5, end: 5, reason: 'ended' },
    ]);
    expect(gapsOf(points([1, 2]))).toEqual([]);
  });

  test('a mean is never drawn over an Unknown day, nor from too few Known ones', () => {
    expect(trailingMean([10, 20, null, 30, 40, 50], 3, 2)).toEqual([null, 15, null, 25, 35, 40]);
  });

  test('an answer with several metrics is taken apart', () => {
    const rows = [
      { day: from, metric: 'dau', value: 4 },
      { day: from, metric: 'wau', value: null, reason: 'ended' as const },
    ];
    expect(pointsOf(rows, 'wau')).toEqual([{ day: from, value: null, reason: 'ended', partial: undefined }]);
  });

  test('months are named where they begin, if there is room', () => {
    const days = Array.from({ length: 70 }, (_, index) => addDays(from, index));
    expect(monthStarts(days, 1)).toEqual([3, 34, 64]);
    expect(monthStarts(days, 40)).toEqual([3, 64]);
  });

  test('the last Known value carries the label; nothing Known, no label', () => {
    expect(lastKnown([1, 2, null])).toEqual({ index: 1, value: 2 });
    expect(lastKnown([null])).toBeNull();
  });

  test('axes begin at zero and end at a round number', () => {
    expect(niceScale(0.62)).toEqual({ max: 0.75, step: 0.25 });
    expect(niceScale(119)).toEqual({ max: 150, step: 50 });
    expect(niceScale(0)).toEqual({ max: 1, step: 0.5 });
    expect(niceScale(4).max).toBeGreaterThanOrEqual(4);
  });
});
