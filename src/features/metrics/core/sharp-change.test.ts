import { describe, expect, test } from 'vitest';
import type { WorkCalendar } from '../../../kernel/calendar.ts';
import { cell, reasonCode } from '../../../kernel/column.ts';
import { unknown } from '../../../kernel/known.ts';
import { sharpChange } from './sharp-change.ts';

const WEEKDAYS: WorkCalendar = {
  name: 'weekdays',
  knownFrom: 1970,
  knownUntil: 1970,
  holidays: new Set(),
  workdays: new Set(),
  firstDay: 0,
  lastDay: 364,
};
const counts = (values: readonly number[], reasons: Readonly<Record<number, string>> = {}) => ({
  from: 0,
  values: Float64Array.from(values, (value, day) => (reasons[day] === undefined ? value : Number.NaN)),
  reasons: Uint8Array.from(values, (_, day) => (reasons[day] === undefined ? 0 : reasonCode(reasons[day] as 'source-silent'))),
});
const weeks = (baseline: number, week: number) => Array.from({ length: 35 }, (_, day) => (day < 28 ? baseline : week));
const changeOf = (values: readonly number[], reasons?: Readonly<Record<number, string>>) =>
  cell(sharpChange(counts(values, reasons), WEEKDAYS, 34, 34), 34);

describe('the last week against the four before', () => {
  test('MON-04: baseline 40, week 27 is −32.5 %, week 61 +52.5 %, week 30 −25 %', () => {
    expect([27, 61, 30].map((week) => changeOf(weeks(40, week)))).toEqual(
      [-0.325, 0.525, -0.25].map((value) => ({ known: true, value: expect.closeTo(value, 12) })),
    );
  });

  test('weekends say nothing', () => {
    // 1970-01-01 is a Thursday: days 2 and 3 are a weekend.
    const values = weeks(40, 27).map((value, day) => ((day + 3) % 7 >= 5 ? 0 : value));
    expect(changeOf(values)).toEqual({ known: true, value: expect.closeTo(-0.325, 12) });
  });

  test('settled 4: below 3 or 10 Known working days it says nothing', () => {
    const silent = (from: number, to: number) =>
      Object.fromEntries(Array.from({ length: to - from + 1 }, (_, index) => [from + index, 'source-silent']));
    expect(changeOf(weeks(40, 27), silent(28, 31))).toMatchObject({ known: true });
    expect(changeOf(weeks(40, 27), silent(28, 32))).toEqual(unknown('too-few-days'));
    expect(changeOf(weeks(40, 27), silent(0, 15))).toEqual(unknown('too-few-days'));
    expect(changeOf(weeks(40, 27), silent(28, 34))).toEqual(unknown('source-silent'));
    expect(changeOf(weeks(0, 27))).toEqual(unknown('too-few-days'));
  });

  test('a day outside the live span, or beyond the calendar, is Unknown', () => {
    expect(changeOf(weeks(40, 27), { 34: 'ended' })).toEqual(unknown('ended'));
    expect(cell(sharpChange(counts(weeks(40, 27)), { ...WEEKDAYS, lastDay: 30 }, 34, 34), 34)).toEqual(unknown('calendar-unpublished'));
  });
});
