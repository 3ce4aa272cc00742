import { describe, expect, test } from 'vitest';
import { REFERENCES } from '../references.ts';
import { around, fact } from '../sample-facts.ts';
import { missingReference } from './missing-reference.ts';

describe('rule missing-reference', () => {
  test('a customer and a contract that are not there; what is there is fine; one finding a record', () => {
    const line = fact('contract-line', 'l', { account: 'ghost', contract: 'c', product: 'p', startsOn: '2026-01-01' });
    expect(missingReference.check(line, around({ has: (_, id) => id === 'p' }))).toEqual([
      { entity: 'contract-line', id: 'l', account: 'ghost', values: { account: 'ghost', contract: 'c' } },
    ]);
    expect(missingReference.check({ ...line, account: 'a' }, around({ has: () => true }))).toEqual([]);
  });
  test('knows every field of a kind that refers to something', () => {
    expect(REFERENCES['contract-line']).toEqual([
      ['account', 'account'],
      ['contract', 'contract'],
      ['product', 'product'],
    ]);
  });
});
