import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { futureFact } from './future-fact.ts';

describe('rule future-fact', () => {
  test('a touch of tomorrow; today is fine, and so is what is still planned', () => {
    const touch = (on: string) => fact('touch', 't', { account: 'a', on, nextOn: '2027-01-01' });
    expect(['2026-11-19', '2026-11-18'].map((on) => futureFact.check(touch(on), around()).length)).toEqual([1, 0]);
  });
});
