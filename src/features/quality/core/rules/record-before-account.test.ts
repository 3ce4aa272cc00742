import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { recordBeforeAccount } from './record-before-account.ts';

describe('rule record-before-account', () => {
  test('a ticket of the day before; one of the first day is fine; a moment has its day in the zone of the workspace', () => {
    const issue = (raisedAt: string) => fact('issue', 't', { account: 'a', raisedAt });
    expect(recordBeforeAccount.check(issue('2025-12-31T15:59:00Z'), around())).toEqual([
      { entity: 'issue', id: 't', account: 'a', values: { raisedAt: '2025-12-31', customerStartsOn: '2026-01-01' } },
    ]);
    expect(recordBeforeAccount.check(issue('2025-12-31T16:00:00Z'), around())).toEqual([]);
    expect(recordBeforeAccount.check(fact('issue', 't', { account: 'ghost', raisedAt: '2020-01-01T00:00:00Z' }), around())).toEqual([]);
  });
});
