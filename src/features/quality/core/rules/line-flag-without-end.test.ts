import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { lineFlagWithoutEnd } from './line-flag-without-end.ts';

describe('rule line-flag-without-end', () => {
  test('a flag without a last day; with one it is fine', () => {
    const line = (content: Record<string, string>) =>
      fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', ...content }, { 'Churn Flag': true });
    expect([line({}), line({ endsOn: '2026-05-31' })].map((one) => lineFlagWithoutEnd.check(one, around()).length)).toEqual([1, 0]);
  });
});
