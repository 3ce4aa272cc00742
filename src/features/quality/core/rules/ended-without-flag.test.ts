import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { endedWithoutFlag } from './ended-without-flag.ts';

describe('rule ended-without-flag', () => {
  test('all ended against a flag that says no; one that goes on is fine', () => {
    const custom = { churn_flag: 'FALSE' };
    const line = (id: string, endsOn: string) => fact('contract-line', id, { account: 'a', startsOn: '2026-01-01', endsOn });
    expect(endedWithoutFlag.check(customer({ custom, lines: [line('l', '2026-03-31'), line('m', '2026-06-30')] }), around())).toMatchObject(
      [{ values: { lines: 2, lastEndsOn: '2026-06-30' } }],
    );
    expect(endedWithoutFlag.check(customer({ custom, lines: [line('l', '2026-12-31')] }), around())).toEqual([]);
    expect(endedWithoutFlag.check(customer({ custom }), around())).toEqual([]);
  });
});
