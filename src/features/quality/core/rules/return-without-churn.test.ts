import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { returnWithoutChurn } from './return-without-churn.ts';

describe('rule return-without-churn', () => {
  test('the first of all; one after an earlier churn is fine', () => {
    const churn = (id: string, on: string, reactivated: boolean) => fact('churn-record', id, { account: 'a', on, reactivated });
    expect(returnWithoutChurn.check(customer({ churns: [churn('c1', '2026-05-01', true)] }), around())).toHaveLength(1);
    expect(
      returnWithoutChurn.check(customer({ churns: [churn('c1', '2026-03-01', false), churn('c2', '2026-05-01', true)] }), around()),
    ).toEqual([]);
  });
});
