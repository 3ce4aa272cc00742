import { describe, expect, test } from 'vitest';
import { addDays, day } from '../../kernel/time.ts';
import { usageLines } from './usage-lines.ts';

const from = day('2026-11-09');
const tomorrow = addDays(from, 5);
const days = [0, 1, 2, 3, 4].map((index) => addDays(from, index));

describe('lines of the usage chart', () => {
  test('ACT-06: the activity rate is thick, the login ratio of single days thin', () => {
    const rows = days.flatMap((one) => [
      { day: one, metric: 'login-ratio', value: 0.3 },
      { day: one, metric: 'activity-rate', value: 0.25 },
    ]);
    const lines = usageLines(rows, 'activity-rate', days, tomorrow);
    expect(lines.raw[0]?.value).toBe(0.3);
    expect(lines.main[0]?.value).toBe(0.25);
    expect(lines.gaps).toEqual([]);
  });

  test('daily counts are read by their 5-day mean, which needs three days and stops at a gap', () => {
    const values = [10, 20, 30, null, 40];
    const rows = days.map((one, index) => ({
      day: one,
      metric: 'dau',
      value: values[index] ?? null,
      ...(values[index] === null && { reason: 'source-silent' as const }),
    }));
    const lines = usageLines(rows, 'dau', days, tomorrow);
    expect(lines.main.map((point) => point.value)).toEqual([null, null, 20, null, 25]);
    expect(lines.gaps).toEqual([{ start: 3, end: 3, reason: 'source-silent' }]);
  });

  test('a day the server did not answer is Unknown, not zero', () => {
    const lines = usageLines([{ day: from, metric: 'wau', value: 3 }], 'wau', days, tomorrow);
    expect(lines.gaps).toEqual([{ start: 1, end: 4, reason: 'not-computed' }]);
    expect(lines.raw).toEqual([]);
  });

  test('today is not over: it is drawn apart, and no mean is made of half a day', () => {
    const rows = days.map((one, index) => ({ day: one, metric: 'dau', value: index === 4 ? 2 : 20 }));
    const today = usageLines(rows, 'dau', days, addDays(from, 4));
    expect(today.unfinished).toBe(true);
    expect(today.main.map((point) => point.value)).toEqual([null, null, 20, 20, null]);
    expect(today.raw.at(-1)?.value).toBe(2);
    expect(usageLines(rows, 'dau', days, tomorrow)).toMatchObject({ unfinished: false, main: { 4: { value: 16.4 } } });
    expect(usageLines(rows.slice(0, 4), 'dau', days, addDays(from, 4)).unfinished).toBe(false);
  });
});
