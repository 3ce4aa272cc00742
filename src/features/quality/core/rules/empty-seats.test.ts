import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { emptySeats } from './empty-seats.ts';

describe('rule empty-seats', () => {
  test('zero and fewer; one is fine, and so is nothing said', () => {
    const line = (seats: number) => fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', seats });
    expect([0, -3, 1].map((seats) => emptySeats.check(line(seats), around()).length)).toEqual([1, 1, 0]);
    expect(emptySeats.check(fact('contract-line', 'l', { account: 'a' }), around())).toEqual([]);
  });
});
