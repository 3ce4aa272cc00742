import { describe, expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { day, formatInstant, instant } from '../../../kernel/time.ts';
import { DEFAULT_SCHEDULE, digestMoment, nextAllowed, type Schedule, scheduleProblem } from './schedule.ts';

const SHANGHAI = { timeZone: 'Asia/Shanghai', calendar: CALENDAR_CN };
const next = (from: string, urgency: 'critical' | 'digest' = 'critical', schedule: Schedule = DEFAULT_SCHEDULE, place = SHANGHAI): string =>
  formatInstant(nextAllowed(schedule, urgency, instant(from), place));

describe('quiet hours from 22 to 8, in Shanghai', () => {
  test.each([
    ['2026-11-18T10:00:00+08:00', '2026-11-18T10:00:00+08:00', 'by day: at once'],
    ['2026-11-18T21:59:59+08:00', '2026-11-18T21:59:59+08:00', 'the last second before'],
    ['2026-11-18T22:00:00+08:00', '2026-11-19T08:00:00+08:00', 'the first of the evening'],
    ['2026-11-19T00:00:00+08:00', '2026-11-19T08:00:00+08:00', 'midnight'],
    ['2026-11-19T07:59:59+08:00', '2026-11-19T08:00:00+08:00', 'the last of the morning'],
    ['2026-11-19T08:00:00+08:00', '2026-11-19T08:00:00+08:00', 'over'],
  ])('%s → %s (%s)', (from, to) => expect(next(from)).toBe(formatInstant(instant(to))));

  test('within one day, and none at all', () => {
    const noon = { ...DEFAULT_SCHEDULE, quiet: { from: 12, to: 14 } };
    expect(next('2026-11-18T13:00:00+08:00', 'critical', noon)).toBe('2026-11-18T06:00:00.000Z');
    expect(next('2026-11-18T14:00:00+08:00', 'critical', noon)).toBe('2026-11-18T06:00:00.000Z');
    expect(next('2026-11-18T03:00:00+08:00', 'critical', { ...DEFAULT_SCHEDULE, quiet: null })).toBe('2026-11-17T19:00:00.000Z');
  });

  test('where clocks change in the night it is quiet until 8 by the clock on the wall', () => {
    const place = { timeZone: 'America/New_York', calendar: CALENDAR_CN };
    expect(next('2026-03-08T04:00:00Z', 'critical', { ...DEFAULT_SCHEDULE, restDays: 'all' }, place)).toBe('2026-03-08T12:00:00.000Z');
    expect(next('2026-11-01T03:30:00Z', 'critical', { ...DEFAULT_SCHEDULE, restDays: 'all' }, place)).toBe('2026-11-01T13:00:00.000Z');
  });
});

describe('days that are not worked', () => {
  const none: Schedule = { ...DEFAULT_SCHEDULE, restDays: 'none' };
  test('on a Saturday what is critical passes, and nothing where nothing may', () => {
    expect(next('2026-11-21T10:00:00+08:00')).toBe('2026-11-21T02:00:00.000Z');
    expect(next('2026-11-21T10:00:00+08:00', 'critical', none)).toBe('2026-11-23T00:00:00.000Z');
    expect(next('2026-11-20T23:00:00+08:00', 'critical', none)).toBe('2026-11-23T00:00:00.000Z');
  });

  test('the National Day holiday of 2026 is waited out, and a Sunday that is worked is a working day', () => {
    // 1 to 7 October are free; Sunday 20 September and Saturday 10 October are worked.
    expect(next('2026-10-01T10:00:00+08:00', 'critical', none)).toBe(formatInstant(instant('2026-10-08T08:00:00+08:00')));
    expect(next('2026-09-20T10:00:00+08:00', 'digest')).toBe('2026-09-20T02:00:00.000Z');
    expect(next('2026-10-10T10:00:00+08:00', 'digest')).toBe('2026-10-10T02:00:00.000Z');
  });
});

test('the digest of a working day is at its hour; none on days off unless all may pass; none where none is wanted', () => {
  const at = (on: string, schedule: Schedule = DEFAULT_SCHEDULE) => digestMoment(schedule, day(on), SHANGHAI);
  expect(at('2026-11-18')).toBe(instant('2026-11-18T09:00:00+08:00'));
  expect(at('2026-11-21')).toBeNull();
  expect(at('2026-10-02')).toBeNull();
  expect(at('2026-11-21', { ...DEFAULT_SCHEDULE, restDays: 'all' })).toBe(instant('2026-11-21T09:00:00+08:00'));
  expect(at('2026-11-18', { ...DEFAULT_SCHEDULE, digestHour: null })).toBeNull();
});

test('a digest within the quiet hours, and quiet hours without an end, are no schedule', () => {
  const problem = (digestHour: number | null, from: number, to: number) =>
    scheduleProblem({ digestHour, quiet: { from, to }, restDays: 'all' });
  expect([problem(9, 22, 8), problem(8, 22, 8), problem(7, 22, 8), problem(22, 22, 8)]).toEqual([null, null, 'digestHour', 'digestHour']);
  expect([problem(13, 12, 14), problem(14, 12, 14), problem(9, 8, 8), problem(null, 22, 8)]).toEqual(['digestHour', null, 'quiet', null]);
  expect(scheduleProblem(DEFAULT_SCHEDULE)).toBeNull();
});

test('whatever the hour, what waits goes out within the quiet hours, and never in them', () => {
  for (let hour = 0; hour < 24 * 14; hour++) {
    const from = instant('2026-09-25T00:17:00+08:00') + hour * 3_600_000;
    const at = nextAllowed({ ...DEFAULT_SCHEDULE, restDays: 'none' }, 'critical', from as never, SHANGHAI);
    expect(at).toBeGreaterThanOrEqual(from);
    expect(nextAllowed({ ...DEFAULT_SCHEDULE, restDays: 'none' }, 'critical', at, SHANGHAI)).toBe(at);
  }
});
