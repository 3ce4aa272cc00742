import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { recordAfterAccount } from './record-after-account.ts';

describe('rule record-after-account', () => {
  test('a touch after the last day; one on it is fine; a churn record may follow', () => {
    const touch = (on: string) => fact('touch', 't', { account: 'gone', on, way: 'CALL' });
    expect(recordAfterAccount.check(touch('2026-07-01'), around())).toEqual([
      { entity: 'touch', id: 't', account: 'gone', values: { on: '2026-07-01', customerEndsOn: '2026-06-30' } },
    ]);
    expect(recordAfterAccount.check(touch('2026-06-30'), around())).toEqual([]);
    expect(recordAfterAccount.check(fact('churn-record', 'c', { account: 'gone', on: '2026-07-01' }), around())).toEqual([]);
  });
});
