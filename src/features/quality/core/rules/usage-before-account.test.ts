import { describe, expect, test } from 'vitest';
import { day } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { usageBeforeAccount } from './usage-before-account.ts';

describe('rule usage-before-account', () => {
  test('counts the events, one example a account, and is silent about the other side', () => {
    const outside = [
      { id: 'x', account: 'a', from: day('2026-02-01'), to: day('2026-03-31'), before: 3, after: 0, firstBefore: ['m1'], firstAfter: [] },
    ];
    expect(usageBeforeAccount.check(whole({ eventsOutsideCustomers: outside }), around())).toEqual([
      { entity: 'event', id: 'm1', account: 'a', count: 3, values: { startsOn: '2026-02-01', events: 3 } },
    ]);
    expect(
      usageBeforeAccount.check(
        whole({ eventsOutsideCustomers: outside.map((one) => ({ ...one, before: one.after, after: one.before })) }),
        around(),
      ),
    ).toEqual([]);
  });
});
