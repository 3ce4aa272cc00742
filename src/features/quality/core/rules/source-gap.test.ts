import { describe, expect, test } from 'vitest';
import { day, dayNumber } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { sourceGap } from './source-gap.ts';

describe('rule source-gap', () => {
  test('settled 1: counts the days of each stretch of more than three', () => {
    const days = ['2026-11-01', '2026-11-05', '2026-11-10'].map((on) => dayNumber(day(on)));
    expect(sourceGap.check(whole({ deliveries: [{ source: 'web', days, events: 3, retired: false }] }), around())).toEqual([
      { entity: 'source', id: 'web', account: null, count: 4, values: { from: '2026-11-06', to: '2026-11-09', days: 4 } },
    ]);
  });
});
