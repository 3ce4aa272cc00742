import { expect, test } from 'vitest';
import { addDays, day, daysBetween } from '../../kernel/time.ts';
import { KEEP, type Kept, surplus } from './rotation.ts';

const kept = (why: Kept['why'], on: string, name = `${on}-${why}`): Kept => ({ name, why, day: day(on) });

test('of two months of days the last seven stay, and the first of each of the last four weeks', () => {
  let shelf: Kept[] = [];
  for (let index = 0; index < 60; index++) {
    shelf.push(kept('daily', addDays(day('2026-10-01'), index)));
    const gone = surplus(shelf);
    shelf = shelf.filter(({ name }) => !gone.includes(name));
  }
  // 29 November 2026 is a Sunday: its week began on the 23rd.
  expect(shelf.map((one) => one.day)).toEqual([
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    ...Array.from({ length: 7 }, (_, index) => addDays(day('2026-11-23'), index)),
  ]);
});

test('days that were missed make the others stay longer, never fewer of them', () => {
  const shelf = Array.from({ length: 20 }, (_, index) => kept('daily', addDays(day('2026-01-05'), index * 3)));
  const stay = shelf.filter(({ name }) => !surplus(shelf).includes(name));
  expect(stay.length).toBeGreaterThanOrEqual(KEEP.daily);
  expect(daysBetween(stay[0]?.day ?? day('2026-01-01'), stay.at(-1)?.day ?? day('2026-01-01'))).toBeGreaterThanOrEqual(18);
});

test('each kind is counted by itself, the oldest of it go', () => {
  const shelf = [1, 2, 3, 4, 5, 6, 7].flatMap((on) => [kept('by-hand', `2026-01-0${on}`), kept('before-update', `2026-01-0${on}`)]);
  expect([...surplus(shelf)].sort()).toEqual([
    '2026-01-01-before-update',
    '2026-01-01-by-hand',
    '2026-01-02-before-update',
    '2026-01-02-by-hand',
    '2026-01-03-before-update',
    '2026-01-04-before-update',
  ]);
});
