import { describe, expect, test } from 'vitest';
import { day, dayNumber } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { staleSource } from './stale-source.ts';

describe('rule stale-source', () => {
  test('settled 1: silent for more than three days; retired ones are no news', () => {
    const source = (last: string, retired = false) => ({ source: 'web', days: [dayNumber(day(last))], events: 1, retired });
    const check = (one: ReturnType<typeof source>) => staleSource.check(whole({ deliveries: [one] }), around());
    expect(check(source('2026-11-14'))).toEqual([
      { entity: 'source', id: 'web', account: null, values: { lastDay: '2026-11-14', silentDays: 4 } },
    ]);
    expect([check(source('2026-11-15')), check(source('2026-01-01', true))]).toEqual([[], []]);
  });
});
