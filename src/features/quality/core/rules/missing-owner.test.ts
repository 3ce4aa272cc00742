import { describe, expect, test } from 'vitest';
import { around, customer } from '../sample-facts.ts';
import { missingOwner } from './missing-owner.ts';

describe('rule missing-owner', () => {
  test('a live customer of nobody; one that ended needs none', () => {
    expect(missingOwner.check(customer({ hasOwner: false }), around())).toEqual([
      { entity: 'account', id: 'a', account: 'a', values: { name: '云帆' } },
    ]);
    expect(missingOwner.check(customer({ hasOwner: true }), around())).toEqual([]);
    expect(missingOwner.check(customer({ hasOwner: false, endsOn: '2026-11-17' }), around())).toEqual([]);
  });
});
