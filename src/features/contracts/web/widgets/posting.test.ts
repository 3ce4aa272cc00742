import { describe, expect, test } from 'vitest';
import { type PostableLine, type Posting, postingInput, postingProblems, worthAfter } from './posting.ts';

const line: PostableLine = {
  id: 'L',
  title: '流程平台',
  worthMinor: 12_000_000,
  currency: 'CNY',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
};
const posting: Posting = {
  ...{ line: 'L', type: 'expansion', secondSale: 'CROSS', priceGoes: 'up', amountMinor: 30_000, day: '2026-06-01', note: ' 加 50 席 ' },
};

describe('a movement posted by hand', () => {
  test('goes with the sign of its type, in minor units', () => {
    expect(postingInput(posting, line)).toEqual({
      ...{ line: 'L', day: '2026-06-01', type: 'expansion', amountMinor: 3_000_000, secondSale: 'CROSS', note: '加 50 席' },
    });
    expect(postingInput({ ...posting, type: 'contraction' }, line)).toMatchObject({ amountMinor: -3_000_000 });
    expect(postingInput({ ...posting, type: 'price', priceGoes: 'down' }, line)).not.toHaveProperty('secondSale');
    expect(postingInput({ ...posting, type: 'renewal' }, line)).toMatchObject({ amountMinor: 0 });
    expect(postingInput(posting, { ...line, currency: 'JPY' })).toMatchObject({ amountMinor: 30_000 });
  });

  test('says what the line will be worth, where the line says what it is', () => {
    expect(worthAfter(posting, line)).toBe(15_000_000);
    expect(worthAfter(posting, { ...line, worthMinor: null })).toBeNull();
  });

  test('is refused at its field: no line, no amount, more than there is, a day outside, no reason', () => {
    expect(postingProblems(posting, line)).toEqual({});
    expect(postingProblems({ ...posting, amountMinor: null, day: '', note: ' ' }, undefined)).toEqual({
      ...{ line: 'line', amountMinor: 'amount', day: 'day', note: 'note' },
    });
    expect(postingProblems({ ...posting, type: 'contraction', amountMinor: 120_001 }, line)).toEqual({ amountMinor: 'tooMuch' });
    expect(postingProblems({ ...posting, day: '2027-01-01' }, line)).toEqual({ day: 'span' });
    expect(postingProblems({ ...posting, type: 'renewal', amountMinor: null }, line)).toEqual({});
  });
});
