import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoney, money, splitMoney } from './money.ts';

describe('money', () => {
  test('is whole minor units with a currency', () => {
    expect(() => money(0.5, 'CNY')).toThrow('0.5 is not a whole number of minor units.');
    expect(() => money(1, 'yuan')).toThrow("'yuan' is not a currency");
  });

  test('does not add across currencies', () => {
    expect(() => addMoney(money(1, 'CNY'), money(1, 'USD'))).toThrow('CNY and USD cannot be added.');
  });

  test('the shares of a split add up, and differ from the exact share by less than one minor unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }).filter((w) => w.some((x) => x > 0)),
        (amount, weights) => {
          const shares = splitMoney(money(amount, 'CNY'), weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          expect(shares.reduce((a, b) => a + b.amountMinor, 0)).toBe(amount);
          for (const [i, share] of shares.entries())
            expect(Math.abs(share.amountMinor - (amount * (weights[i] ?? 0)) / sum)).toBeLessThan(1);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
    expect(() => splitMoney(money(1, 'CNY'), [0, 0])).toThrow('not all 0');
  });
});
