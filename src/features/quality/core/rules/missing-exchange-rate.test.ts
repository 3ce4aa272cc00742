import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { missingExchangeRate } from './missing-exchange-rate.ts';

describe('rule missing-exchange-rate', () => {
  test('dollars before the first rate; from that day on, in the base currency, or of nothing there is no need', () => {
    const line = (content: Record<string, string | number>) =>
      fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', arr: 100, ...content });
    const check = (content: Record<string, string | number>) => missingExchangeRate.check(line(content), around());
    expect(check({ currency: 'EUR' })).toEqual([
      { entity: 'contract-line', id: 'l', account: 'a', values: { currency: 'EUR', on: '2026-01-01' } },
    ]);
    expect(check({ currency: 'USD' })).toMatchObject([{ values: { firstRate: '2026-02-01' } }]);
    expect([check({ currency: 'USD', startsOn: '2026-02-01' }), check({}), check({ currency: 'EUR', arr: 0 })]).toEqual([[], [], []]);
  });
});
