import { describe, expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell } from '../../../kernel/column.ts';
import { evaluateMetrics, metricById } from './registry.ts';

const HOUR = 3600;
const column = (value: number): Column => ({ from: 0, values: Float64Array.of(value), reasons: Uint8Array.of(0) });
const evaluated = (ids: readonly string[], stored: Record<string, Column>) => {
  const metrics = ids.flatMap((id) => metricById(id) ?? []);
  const columns = evaluateMetrics(metrics, stored, null, { calendar: CALENDAR_CN }, 0, 0);
  return ids.map((id) => cell(columns[id] as Column, 0));
};

describe('time online and clients', () => {
  test('ACT-04: 36 users and 54 hours are 90 minutes', () => {
    expect(evaluated(['online-time', 'online-minutes'], { online_seconds: column(54 * HOUR), dau: column(36) })).toEqual([
      { known: true, value: 90 },
      { known: true, value: 3240 },
    ]);
  });

  test('ACT-05: of 36 users 24 on the PC and 20 in the app; of 54 hours 43.2 and 10.8', () => {
    const stored = {
      ...{ dau: column(36), pc_users: column(24), app_users: column(20) },
      ...{ online_seconds: column(54 * HOUR), pc_seconds: column(43.2 * HOUR), app_seconds: column(10.8 * HOUR) },
    };
    const shares = evaluated(['pc-share', 'app-share', 'pc-time-share', 'app-time-share'], stored);
    expect(shares.map((one) => (one.known ? (100 * one.value).toFixed(1) : one.reason))).toEqual(['66.7', '55.6', '80.0', '20.0']);
  });

  test('a mean over nobody, and a share of no time, are unknown', () => {
    const none = { online_seconds: column(0), dau: column(0), pc_users: column(0), pc_seconds: column(0) };
    expect(
      new Set(evaluated(['online-time', 'pc-share', 'pc-time-share'], none).map((one) => (one.known ? one.value : one.reason))),
    ).toEqual(new Set(['no-active-users']));
  });
});
