import { describe, expect, test } from 'vitest';
import { day } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { flaggedUsage } from './flagged-usage.ts';

describe('rule flagged-usage', () => {
  test('settled 13: counts what is flagged, month by month, with both readings', () => {
    const month = (from: string, flagged: number) => ({
      month: day(from),
      all: { events: 10, userDays: 6, accounts: 3 },
      counted: { events: 10 - flagged, userDays: 5, accounts: 2 },
    });
    const hits = flaggedUsage.check(
      whole({ readings: [month('2026-01-01', 1), month('2026-02-01', 4), month('2026-03-01', 0)] }),
      around(),
    );
    expect(hits.map(({ id, count }) => [id, count])).toEqual([
      ['2026-02', 4],
      ['2026-01', 1],
    ]);
    expect(hits[0]?.values).toMatchObject({ events: 10, eventsWithoutFlagged: 6, activeCustomers: 3, activeCustomersWithoutFlagged: 2 });
  });
});
