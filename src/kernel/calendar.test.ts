import { isWorkday } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { isWorkingDay, nextWorkingDay, workingDaysBetween } from './calendar.ts';
import { CALENDAR_CN } from './calendar-cn.ts';
import { day, dayFromNumber, dayNumber, weekday } from './time.ts';

const n = (text: string) => dayNumber(day(text));

describe('working days of China', () => {
  test('every day of every published year agrees with chinese-days', () => {
    const different: string[] = [];
    for (let d = CALENDAR_CN.firstDay; d <= CALENDAR_CN.lastDay; d++) {
      if (isWorkingDay(CALENDAR_CN, d).working !== isWorkday(dayFromNumber(d))) different.push(dayFromNumber(d));
    }
    expect(CALENDAR_CN.lastDay - CALENDAR_CN.firstDay + 1).toBe(4018);
    expect(different).toEqual([]);
  });

  test('a make-up workday is always a weekend, and no day is both holiday and workday', () => {
    expect([...CALENDAR_CN.workdays].filter((d) => weekday(d) <= 5 || CALENDAR_CN.holidays.has(d)).map(dayFromNumber)).toEqual([]);
  });

  test('National Day 2026: off until the 7th, worked on Saturday the 10th', () => {
    expect(isWorkingDay(CALENDAR_CN, n('2026-10-07'))).toEqual({ working: false, provisional: false });
    expect(isWorkingDay(CALENDAR_CN, n('2026-10-10'))).toEqual({ working: true, provisional: false });
    expect(nextWorkingDay(CALENDAR_CN, n('2026-09-30'))).toEqual({ day: n('2026-10-08'), provisional: false });
  });

  test('settled 12: beyond the last published year the weekday rule answers, provisionally', () => {
    expect(CALENDAR_CN.knownUntil).toBe(2026);
    expect(isWorkingDay(CALENDAR_CN, n('2027-01-01'))).toEqual({ working: true, provisional: true });
    expect(nextWorkingDay(CALENDAR_CN, n('2026-12-31'))).toEqual({ day: n('2027-01-01'), provisional: true });
    expect(isWorkingDay(CALENDAR_CN, n('2015-12-31'))).toEqual({ working: true, provisional: true });
  });

  test('five working days after a Thursday before a weekend is the next Thursday', () => {
    expect(nextWorkingDay(CALENDAR_CN, n('2026-11-19'), 5)).toEqual({ day: n('2026-11-26'), provisional: false });
    expect(() => nextWorkingDay(CALENDAR_CN, n('2026-11-19'), 0)).toThrow('0 is not a number of working days');
  });

  test('28 days of November 2026 hold 20 working days', () => {
    expect(workingDaysBetween(CALENDAR_CN, n('2026-11-01'), n('2026-11-28'))).toEqual({ days: 20, provisional: false });
    expect(workingDaysBetween(CALENDAR_CN, n('2026-11-02'), n('2026-11-01'))).toEqual({ days: 0, provisional: false });
  });
});
