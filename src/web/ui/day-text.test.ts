import { expect, test } from 'vitest';
import { dayTyped } from './day-text.ts';

test.each([
  ['2026-11-18', '2026-11-18'],
  [' 2026/3/1 ', '2026-03-01'],
  ['2026.12.31', '2026-12-31'],
  ['2026年3月1日', '2026-03-01'],
  ['20260301', '2026-03-01'],
  ['2026-02-30', null],
  ['2026-13-01', null],
  ['2026-1', null],
  ['2026-12', null],
  ['11/18/2026', null],
  ['', null],
])('%s as a day is %s', (text, day) => {
  expect(dayTyped(text, 'day')).toBe(day);
});

test.each([
  ['2026-11-18 9:05', '2026-11-18T09:05'],
  ['2026-11-18T10:30', '2026-11-18T10:30'],
  ['2026-11-18 24:00', null],
  ['2026-11-18 10:61', null],
  ['2026-11-18', null],
])('%s as a moment is %s', (text, moment) => {
  expect(dayTyped(text, 'moment')).toBe(moment);
});
