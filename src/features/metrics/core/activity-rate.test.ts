import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { UnknownReason } from '../../../kernel/known.ts';
import { day, dayNumber } from '../../../kernel/time.ts';
import { activityBasis, activityRate } from './activity-rate.ts';
import { loginRatio } from './login-ratio.ts';
import { evaluateMetrics, METRICS, metricById, storedNeeds } from './registry.ts';

const n = (text: string) => dayNumber(day(text));
const [FROM, TO] = [n('2026-10-26'), n('2026-11-27')];
const constant = (value: number, from = FROM, to = TO): Column => ({
  from,
  values: new Float64Array(to - from + 1).fill(value),
  reasons: new Uint8Array(to - from + 1),
});
const eachDay = (value: (dayNumber: number) => number | UnknownReason, from = FROM, to = TO): Column => {
  const column = constant(0, from, to);
  for (let i = 0; i < column.values.length; i++) {
    const cellValue = value(from + i);
    column.values[i] = typeof cellValue === 'number' ? cellValue : Number.NaN;
    column.reasons[i] = typeof cellValue === 'number' ? 0 : reasonCode(cellValue);
  }
  return column;
};
const at = (login: Column, registered: Column, on: string) => cell(activityRate(login, registered, CALENDAR_CN, n(on), n(on)), n(on));

describe('login ratio', () => {
  test('ACT-03: 80 registered, 36 logged in → 45 %', () => {
    expect(cell(loginRatio(constant(36), constant(80), FROM, FROM), FROM)).toEqual({ known: true, value: 0.45 });
  });

  test('nobody registered is Unknown, and a reason of the logins comes first', () => {
    expect(cell(loginRatio(constant(0), constant(0), FROM, FROM), FROM)).toEqual({ known: false, reason: 'no-registered-users' });
    expect(cell(loginRatio(emptyColumn(FROM, 1, 'not-mapped'), constant(0), FROM, FROM), FROM)).toEqual({
      known: false,
      reason: 'not-mapped',
    });
  });
});

describe('activity rate', () => {
  test('ACT-06: 20 working days, mean 14.4 logins a day of 80 registered → 18 %', () => {
    // 28 days to 27 November 2026 hold 20 working days; 288 user-days in all, weekends do not count.
    let working = 0;
    const login = eachDay((d) => (isWorkingDay(CALENDAR_CN, d).working ? (working++ % 5 < 2 ? 15 : 14) : 70));
    expect(activityBasis(login, constant(80), CALENDAR_CN, n('2026-11-27'))).toMatchObject({
      workingDays: 20,
      knownWorkingDays: 20,
      loginUserDays: 288,
    });
    expect(at(login, constant(80), '2026-11-27')).toEqual({ known: true, value: 0.18 });
  });

  test('exactly 20 % is exactly 0.2, also when the number of registered users changes', () => {
    expect(at(constant(16), constant(80), '2026-11-27')).toEqual({ known: true, value: 0.2 });
    const change = n('2026-11-12');
    expect(
      at(
        eachDay((d) => (d < change ? 16 : 20)),
        eachDay((d) => (d < change ? 80 : 100)),
        '2026-11-27',
      ),
    ).toEqual({ known: true, value: 0.2 });
  });

  test('a mean of whole users is as exact as one division: 46 user-days of 5 users on 20 working days are 0.46', () => {
    const last = n('2026-11-27');
    const login = eachDay((d) => (isWorkingDay(CALENDAR_CN, d).working ? (d > last - 9 ? 3 : 2) : 5));
    const users = activityBasis(login, constant(5), CALENDAR_CN, last).loginUserDays;
    expect(at(login, constant(5), '2026-11-27')).toEqual({ known: true, value: users / 100 });
  });

  test('settled 4: nine Known working days are too few, ten are enough', () => {
    const since = (start: string) => eachDay((d) => (d < n(start) ? 'not-started' : 8));
    expect(at(since('2026-11-17'), constant(80), '2026-11-27')).toEqual({ known: false, reason: 'too-few-days' });
    expect(at(since('2026-11-16'), constant(80), '2026-11-27')).toEqual({ known: true, value: 0.1 });
  });

  test('reasons of the day come first: not-started, ended, not-mapped', () => {
    for (const reason of ['not-started', 'ended', 'not-mapped'] as const) {
      expect(
        at(
          eachDay((d) => (d === n('2026-11-27') ? reason : 8)),
          constant(80),
          '2026-11-27',
        ),
      ).toEqual({ known: false, reason });
    }
    expect(at(constant(8), constant(0), '2026-11-27')).toEqual({ known: false, reason: 'no-registered-users' });
  });

  test('settled 1: up to a fifth of the working days may be silent, and the value is partial then', () => {
    const silentFrom = (start: string) => eachDay((d) => (d >= n(start) ? 'source-silent' : 8));
    expect(at(silentFrom('2026-11-24'), constant(80), '2026-11-27')).toEqual({ known: true, value: 0.1, partial: true });
    expect(at(silentFrom('2026-11-23'), constant(80), '2026-11-27')).toEqual({ known: false, reason: 'source-silent' });
  });

  test('settled 12: a window that reaches an unpublished year is Unknown; the weekday rule answers beside it', () => {
    const [from, to] = [n('2026-12-01'), n('2027-01-29')];
    const [login, registered] = [constant(8, from, to), constant(80, from, to)];
    const rate = activityRate(login, registered, CALENDAR_CN, from + 27, to);
    expect(cell(rate, n('2026-12-31'))).toEqual({ known: true, value: 0.1 });
    expect(cell(rate, n('2027-01-01'))).toEqual({ known: false, reason: 'calendar-unpublished' });
    expect(cell(activityRate(login, registered, CALENDAR_CN, to, to, true), to)).toEqual({ known: true, value: 0.1 });
  });

  test('settled 43: from any start the same bits, and equal to the plain mean of login ratios', () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.nat(90) },
      { weight: 1, arbitrary: fc.constantFrom<UnknownReason>('source-silent', 'not-mapped', 'not-started', 'ended') },
    );
    const histories = fc.tuple(
      fc.array(value, { minLength: 120, maxLength: 120 }),
      fc.array(fc.constantFrom(0, 80, 80, 80, 97), { minLength: 120, maxLength: 120 }),
    );
    fc.assert(
      fc.property(histories, fc.integer({ min: 28, max: 119 }), ([logins, registered], start) => {
        const first = n('2026-06-01');
        const login = eachDay((d) => logins[d - first] ?? 0, first, first + 119);
        const register = eachDay((d) => registered[d - first] ?? 0, first, first + 119);
        const whole = activityRate(login, register, CALENDAR_CN, first + 27, first + 119);
        const tail = activityRate(login, register, CALENDAR_CN, first + start, first + 119);
        expect(tail.values).toEqual(whole.values.slice(start - 27));
        expect(tail.reasons).toEqual(whole.reasons.slice(start - 27));
        const ratios = loginRatio(login, register, first, first + 119);
        for (let d = first + 27; d < first + 120; d++) {
          if (whole.reasons[d - whole.from] !== 0 && whole.reasons[d - whole.from] !== PARTIAL) continue;
          const known: number[] = [];
          for (let w = d - 27; w <= d; w++) {
            const ratio = cell(ratios, w);
            if (isWorkingDay(CALENDAR_CN, w).working && ratio.known) known.push(ratio.value);
          }
          expect(known.length).toBeGreaterThanOrEqual(10);
          expect(whole.values[d - whole.from]).toBeCloseTo(known.reduce((a, b) => a + b, 0) / known.length, 12);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('metric definitions', () => {
  test('each with a text in both languages and its requirement', () => {
    expect(new Set(METRICS.map((metric) => metric.id)).size).toBe(METRICS.length);
    expect(METRICS.length).toBeGreaterThan(30);
    for (const { label, definition, requirement } of METRICS) {
      expect(Object.values({ ...label, ...definition }).every((text) => text.length > 1) && /^[A-Z]+-\d\d$/.test(requirement)).toBe(true);
    }
  });

  test('each is evaluated over exactly the days asked for', () => {
    const stored = { dau: constant(1), wau: constant(2), mau: constant(3), login_users: constant(8), registered_users: constant(80) };
    const columns = evaluateMetrics(METRICS, stored, null, { calendar: CALENDAR_CN }, TO - 1, TO + 1);
    for (const column of Object.values(columns)) {
      expect([column.from, column.values.length]).toEqual([TO - 1, 3]);
      expect(cell(column, TO + 1)).toEqual({ known: false, reason: 'not-computed' });
    }
    expect(storedNeeds([...METRICS]).lookbackDays).toBe(87);
    expect(metricById('nps')).toBeUndefined();
  });
});
