import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { missingAmount } from './missing-amount.ts';

describe('rule missing-amount', () => {
  test('neither fee; a trial, a zero, or a contract to take it from are fine', () => {
    const line = (content: Record<string, string | number | boolean>) =>
      fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', ...content });
    const counts = [line({}), line({ trial: true }), line({ mrr: 0 }), line({ contract: 'c' })].map(
      (one) => missingAmount.check(one, around()).length,
    );
    expect(counts).toEqual([1, 0, 0, 0]);
  });
});
