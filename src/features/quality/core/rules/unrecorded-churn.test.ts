import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { unrecordedChurn } from './unrecorded-churn.ts';

describe('rule unrecorded-churn', () => {
  test('a flag alone; with a record, or without the flag, all is fine', () => {
    const churns = [fact('churn-record', 'c', { account: 'a', on: '2026-05-01' })];
    const counts = [customer({ custom: { churn_flag: 'TRUE' } }), customer({ custom: { churn_flag: 'TRUE' }, churns }), customer({})].map(
      (one) => unrecordedChurn.check(one, around()).length,
    );
    expect(counts).toEqual([1, 0, 0]);
  });
});
