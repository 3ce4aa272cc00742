import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { arrUnlikeMrr } from './arr-unlike-mrr.ts';

describe('rule arr-unlike-mrr', () => {
  test('off by one minor unit; twelve times is fine, and so is only one of them', () => {
    const line = (content: Record<string, number>) => fact('contract-line', 'l', { account: 'a', ...content });
    const counts = [line({ arr: 1201, mrr: 100 }), line({ arr: 1200, mrr: 100 }), line({ arr: 1200 })].map(
      (one) => arrUnlikeMrr.check(one, around()).length,
    );
    expect(counts).toEqual([1, 0, 0]);
  });
});
