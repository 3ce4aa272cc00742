import { describe, expect, test } from 'vitest';
import { day } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { usageAfterAccount } from './usage-after-account.ts';

describe('rule usage-after-account', () => {
  test('counts the events, one example a account, and is silent about the other side', () => {
    const outside = [
      { id: 'x', account: 'a', from: day('2026-02-01'), to: day('2026-03-31'), before: 0, after: 3, firstBefore: [], firstAfter: ['m1'] },
    ];
    expect(usageAfterAccount.check(whole({ eventsOutsideCustomers: outside }), around())).toEqual([
      { entity: 'event', id: 'm1', account: 'a', count: 3, values: { endsOn: '2026-03-31', events: 3 } },
    ]);
    expect(
      usageAfterAccount.check(
        whole({ eventsOutsideCustomers: outside.map((one) => ({ ...one, before: one.after, after: one.before })) }),
        around(),
      ),
    ).toEqual([]);
  });
});
