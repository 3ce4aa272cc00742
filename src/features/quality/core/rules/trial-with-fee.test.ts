import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { trialWithFee } from './trial-with-fee.ts';

describe('rule trial-with-fee', () => {
  test('a trial of 100; one of nothing is fine', () => {
    const line = (content: Record<string, number | boolean>) => fact('contract-line', 'l', { account: 'a', ...content });
    const counts = [line({ trial: true, arr: 100 }), line({ trial: true, mrr: 0 }), line({ arr: 100 })].map(
      (one) => trialWithFee.check(one, around()).length,
    );
    expect(counts).toEqual([1, 0, 0]);
  });
});
