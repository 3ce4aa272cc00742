import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { closedBeforeRaised } from './closed-before-raised.ts';

describe('rule closed-before-raised', () => {
  test('closed a second early; closed at once is fine', () => {
    const issue = (closedAt: string) => fact('issue', 't', { account: 'a', raisedAt: '2026-02-01T00:00:00Z', closedAt });
    expect(closedBeforeRaised.check(issue('2026-01-31T23:59:59Z'), around())).toMatchObject([
      { id: 't', values: { closedAt: '2026-01-31T23:59:59Z' } },
    ]);
    expect(closedBeforeRaised.check(issue('2026-02-01T08:00:00+08:00'), around())).toEqual([]);
  });
});
