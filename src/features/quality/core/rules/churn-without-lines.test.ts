import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { churnWithoutLines } from './churn-without-lines.ts';

describe('rule churn-without-lines', () => {
  test('after the last line or before the first; the day after the end is fine', () => {
    const churn = (on: string) => [fact('churn-record', 'c', { account: 'a', on })];
    const lines = [fact('contract-line', 'l', { account: 'a', startsOn: '2026-02-01', endsOn: '2026-04-30' })];
    const check = (on: string) => churnWithoutLines.check(customer({ churns: churn(on), lines }), around());
    expect(check('2026-05-02')).toEqual([
      { entity: 'churn-record', id: 'c', account: 'a', values: { on: '2026-05-02', lastEndsOn: '2026-04-30' } },
    ]);
    expect(check('2026-01-31')).toHaveLength(1);
    expect([check('2026-05-01'), check('2026-02-01')]).toEqual([[], []]);
  });
});
