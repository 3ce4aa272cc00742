import { expect, test } from 'vitest';
import type { Day } from '../../../kernel/time.ts';
import { labAddress, labSearchIn, periodTo } from './lab-search.ts';

test('an address says what is not as usual, and comes back as it was', () => {
  const search = {
    rule: 'low-activity',
    fireAt: 0.3,
    outcome: { kind: 'dormant' as const, days: 90 },
    horizon: 60,
    months: 24,
    strict: true as const,
  };
  expect(labSearchIn(labAddress(search))).toEqual(search);
  expect(labSearchIn({ rule: '../x', fireAt: 'much', outcome: 'dormant:9999', horizon: '-1', months: '7', strict: 'yes' })).toEqual({});
  expect(labAddress({})).toEqual({});
});

test('a period of twelve months has the day after that of a year ago first', () => {
  expect(periodTo('2026-11-18' as Day, 12)).toEqual({ from: '2025-11-19', to: '2026-11-18' });
  expect(periodTo('2026-08-31' as Day, 6)).toEqual({ from: '2026-03-01', to: '2026-08-31' });
});
