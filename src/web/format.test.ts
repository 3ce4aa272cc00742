import { describe, expect, test } from 'vitest';
import { day } from '../kernel/time.ts';
import {
  agoDay,
  dayOfMoment,
  formatCount,
  formatLimit,
  formatMoment,
  formatPoints,
  formatRatio,
  formatValue,
  longDay,
  monthName,
  relativeDay,
  shortDay,
  spaced,
  weekdayName,
} from './format.ts';

const today = day('2026-11-18');

describe('counts', () => {
  test('Chinese uses 万 and 亿, English K and M, small numbers all digits', () => {
    expect(formatCount(9999, 'zh-CN')).toBe('9,999');
    expect(formatCount(12_345_000, 'zh-CN')).toBe('1,234.5 万');
    expect(formatCount(250_000_000, 'zh-CN')).toBe('2.5 亿');
    expect(formatCount(12_345, 'en-US')).toBe('12,345');
    expect(formatCount(1_250_000, 'en-US')).toBe('1.3M');
  });

  test('rates have one decimal, limits only where needed, points one', () => {
    expect(formatRatio(0.178)).toBe('17.8%');
    expect(formatRatio(0.2)).toBe('20.0%');
    expect(formatLimit(0.2)).toBe('20%');
    expect(formatLimit(0.125)).toBe('12.5%');
    expect(formatPoints(29.6666)).toBe('29.7');
    expect(formatValue(46, 'users', 'zh-CN')).toBe('46');
    expect(formatValue(0.286, 'ratio', 'en-US')).toBe('28.6%');
  });
});

test('joined parts get the space between 汉字 and digits', () => {
  expect(spaced('08-20发出，活跃度17.8%，跌破 20% 线')).toBe('08-20 发出，活跃度 17.8%，跌破 20% 线');
  expect(spaced('Opened Aug 20')).toBe('Opened Aug 20');
});

describe('days', () => {
  test('near days are words, this week a weekday, others dates', () => {
    expect(relativeDay(day('2026-11-18'), today, 'zh-CN')).toBe('今天');
    expect(relativeDay(day('2026-11-19'), today, 'en-US')).toBe('Tomorrow');
    expect(relativeDay(day('2026-11-20'), today, 'zh-CN')).toBe('周五');
    expect(relativeDay(day('2026-11-25'), today, 'zh-CN')).toBe('11-25');
    expect(relativeDay(day('2026-11-16'), today, 'zh-CN')).toBe('11-16');
    expect(relativeDay(day('2027-01-04'), today, 'en-US')).toBe('Jan 4, 2027');
  });

  test('the past counts in days, then in dates', () => {
    expect(agoDay(day('2026-11-17'), today, 'zh-CN')).toBe('昨天');
    expect(agoDay(day('2026-11-15'), today, 'zh-CN')).toBe('3 天前');
    expect(agoDay(day('2026-11-15'), today, 'en-US')).toBe('3 days ago');
    expect(agoDay(day('2026-11-17'), today, 'en-US')).toBe('yesterday');
    expect(agoDay(day('2026-08-01'), today, 'zh-CN')).toBe('08-01');
  });

  test('dates, weekdays and months in both languages', () => {
    expect(longDay(today, 'zh-CN')).toBe('11 月 18 日，周三');
    expect(longDay(today, 'en-US')).toBe('Wed, Nov 18');
    expect(shortDay(day('2025-01-02'), today, 'zh-CN')).toBe('2025-01-02');
    expect(monthName(day('2026-01-02'), 'zh-CN', true)).toBe('2026 年 1 月');
    expect(monthName(day('2026-01-02'), 'en-US')).toBe('Jan');
    expect(weekdayName(day('1970-01-01'), 'en-US')).toBe('Thu');
  });

  test('moments are told in the zone of the workspace', () => {
    expect(formatMoment('2026-11-17T17:30:00Z', 'Asia/Shanghai', 'zh-CN')).toBe('11-18 01:30');
    expect(dayOfMoment('2026-11-17T17:30:00Z', 'Asia/Shanghai')).toBe('2026-11-18');
    expect(dayOfMoment('soon', 'Asia/Shanghai')).toBeNull();
    expect(formatMoment('soon', 'UTC', 'en-US')).toBe('—');
  });
});
