import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { unknownCurrency } from './unknown-currency.ts';

describe('rule unknown-currency', () => {
  test('RMB and cny are none; CNY is one, and nothing said is fine', () => {
    const line = (currency: string) => fact('contract-line', 'l', { account: 'a', currency });
    expect(['RMB', 'cny', 'CNY', 'USD'].map((currency) => unknownCurrency.check(line(currency), around()).length)).toEqual([1, 1, 0, 0]);
    expect(unknownCurrency.check(fact('exchange-rate', 'r', { currency: 'USD', to: 'XYZ' }), around())).toMatchObject([
      { values: { to: 'XYZ' } },
    ]);
  });
});
