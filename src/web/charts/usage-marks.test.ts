import { expect, test } from 'vitest';
import { addDays, day } from '../../kernel/time.ts';
import { effectOf, placedMarks } from './usage-marks.ts';

test('MON-02: a training on 10 May, 14-day mean 30 % before and 41 % after: +11 points', () => {
  const training = day('2026-05-10');
  const points = Array.from({ length: 29 }, (_, index) => ({
    day: addDays(training, index - 14),
    value: index < 14 ? 0.3 : index === 14 ? 0.9 : 0.41,
  }));
  expect(effectOf(points, training)).toBeCloseTo(0.11, 10);
  expect(effectOf(points.slice(0, 18), training)).toBeNull();
});

test('a mark on a weekend stands at the next working day; labels do not run into each other, the later one stays', () => {
  const days = ['2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17'].map((one) => day(one));
  const mark = (on: string, label: string) => ({ day: day(on), label, ours: true });
  const placed = placedMarks([mark('2026-11-14', '拜访拜访拜访'), mark('2026-11-17', '电话'), mark('2026-01-01', '早')], days, 90);
  expect(placed.map(({ at, named }) => [at, named])).toEqual([
    [2, false],
    [3, true],
  ]);
  expect(placedMarks([mark('2026-11-14', '拜访')], [], 90)).toEqual([]);
});
