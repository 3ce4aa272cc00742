import { expect, test } from 'vitest';
import { CALENDAR_CN } from '../../kernel/calendar-cn.ts';
import { day } from '../../kernel/time.ts';
import { lastWorkingDays, workingDaysOf } from './working-days.ts';

test('weekends and 国庆 are not on the axis, make-up days are', () => {
  const days = workingDaysOf(CALENDAR_CN, day('2025-09-26'), day('2025-10-11'));
  expect(days).toEqual(['2025-09-26', '2025-09-28', '2025-09-29', '2025-09-30', '2025-10-09', '2025-10-10', '2025-10-11']);
});

test('the last day is drawn even on a weekend', () => {
  expect(lastWorkingDays(CALENDAR_CN, day('2025-10-19'), 3)).toEqual(['2025-10-16', '2025-10-17', '2025-10-19']);
  expect(lastWorkingDays(CALENDAR_CN, day('2025-10-17'), 60)).toHaveLength(60);
});
