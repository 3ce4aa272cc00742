import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { unflaggedChurn } from './unflagged-churn.ts';

describe('rule unflagged-churn', () => {
  test('a record against a flag that says no; no flag at all contradicts nothing', () => {
    const churns = [fact('churn-record', 'c', { account: 'a', on: '2026-05-01' })];
    expect(unflaggedChurn.check(customer({ custom: { churned: false }, churns }), around())).toEqual([
      { entity: 'account', id: 'a', account: 'a', values: { churnRecords: 1, lastOn: '2026-05-01' } },
    ]);
    expect([
      unflaggedChurn.check(customer({ churns }), around()),
      unflaggedChurn.check(customer({ custom: { churned: true }, churns }), around()),
    ]).toEqual([[], []]);
  });
});
