import { describe, expect, test } from 'vitest';
import type { RecordContent } from '../../../kernel/record.ts';
import { ledgerLines } from './ledger-line.ts';
import { type HandChange, lineMovements } from './line-movements.ts';

const TOLERANCE = 30;

/** As `2026-01-01 a new 100`. */
function said(lines: Record<string, RecordContent>, hands: readonly HandChange[] = [], contracts: Record<string, RecordContent> = {}) {
  const records = (of: Record<string, RecordContent>) => Object.entries(of).map(([id, content]) => ({ id, content }));
  return lineMovements(ledgerLines(records(lines), records(contracts), 'CNY'), hands, TOLERANCE)
    .map(({ day, lineId, contractId, type, secondSale, amountMinor }) =>
      [day, lineId ?? `(${contractId})`, type, ...(secondSale === null ? [] : [secondSale]), amountMinor].join(' '),
    )
    .sort();
}

const year = (start: string, more: RecordContent = {}): RecordContent => ({
  startsOn: `${start}-01-01`,
  endsOn: `${start}-12-31`,
  arr: 100,
  ...more,
});

describe('what lines say', () => {
  test('FIN-10: a line begins as new and ends as churn', () => {
    expect(said({ a: year('2026') })).toEqual(['2026-01-01 a new 100', '2027-01-01 a churn -100']);
    expect(said({ a: { startsOn: '2026-01-01', arr: 100 } })).toEqual(['2026-01-01 a new 100']);
  });

  test('FIN-10: the next line renews it, and the rest is expansion or contraction', () => {
    expect(said({ a: year('2026'), b: year('2027', { arr: 130 }) })).toEqual([
      '2026-01-01 a new 100',
      '2027-01-01 a renewal -100',
      '2027-01-01 b expansion ADD 30',
      '2027-01-01 b renewal 100',
      '2028-01-01 b churn -130',
    ]);
    expect(said({ a: year('2026'), b: { startsOn: '2027-01-20', arr: 80 } })).toEqual([
      '2026-01-01 a new 100',
      '2027-01-01 a contraction -20',
      '2027-01-01 a renewal -80',
      '2027-01-20 b renewal 80',
    ]);
  });

  test('FIN-10: the same seats of the same plan at another fee are a change of price', () => {
    const lines = { a: year('2026', { seats: 10, plan: 'Pro' }), b: year('2027', { seats: 10, plan: 'Pro', arr: 90 }) };
    expect(said(lines)).toContain('2027-01-01 a price -10');
    expect(said({ ...lines, b: { ...lines.b, arr: 120 } })).toContain('2027-01-01 b price 20');
  });

  test('too late is no renewal: the customer left and came back', () => {
    expect(said({ a: year('2026'), b: { startsOn: '2027-02-01', arr: 100 } })).toEqual([
      '2026-01-01 a new 100',
      '2027-01-01 a churn -100',
      '2027-02-01 b reactivation 100',
    ]);
  });

  test('FIN-13: more seats are a direct add, another product is a cross sale, a higher package is value added', () => {
    const first = { product: 'P1', plan: 'Basic', startsOn: '2026-01-01', arr: 100 };
    const later = { startsOn: '2026-06-01', arr: 10 };
    expect(said({ a: first, b: { ...first, ...later } })).toContain('2026-06-01 b expansion ADD 10');
    expect(said({ a: first, b: { ...later, product: 'P2' } })).toContain('2026-06-01 b expansion CROSS 10');
    expect(said({ a: first, b: { ...later, product: 'P1', plan: 'Pro' } })).toContain('2026-06-01 b expansion VALUE 10');
    // A product that is named for the first time is another one only beside one that is known.
    expect(said({ a: { ...first, product: '' }, b: { ...later, product: 'P2' } })).toContain('2026-06-01 b expansion CROSS 10');
    expect(said({ a: { startsOn: '2026-01-01', arr: 100 }, b: { ...later, product: 'P2' } })).toContain('2026-06-01 b expansion ADD 10');
  });

  test('one of several lines that ends is a contraction; lines of one first day are all new', () => {
    expect(said({ a: year('2026'), b: { startsOn: '2026-01-01', arr: 50, product: 'P2' } })).toEqual([
      '2026-01-01 a new 100',
      '2026-01-01 b new 50',
      '2027-01-01 a contraction -100',
    ]);
  });

  test('another product that begins on the day after is a cross sale and a contraction, not churn and return', () => {
    expect(said({ a: year('2026', { product: 'P1' }), b: { startsOn: '2027-01-01', arr: 70, product: 'P2' } })).toEqual([
      '2026-01-01 a new 100',
      '2027-01-01 a contraction -100',
      '2027-01-01 b expansion CROSS 70',
    ]);
  });

  test('a trial is judged among trials', () => {
    expect(said({ t: { startsOn: '2026-01-01', endsOn: '2026-01-31', arr: 60, trial: true }, a: year('2026') })).toEqual([
      '2026-01-01 a new 100',
      '2026-01-01 t new 60',
      '2026-02-01 t churn -60',
      '2027-01-01 a churn -100',
    ]);
  });

  test('what people posted on a line is part of what it is worth now', () => {
    const hands = [{ line: 'line a', day: '2026-05-01' as HandChange['day'], amountMinor: 20 }];
    expect(said({ a: year('2026', { arr: 120 }) }, hands)).toEqual(['2026-01-01 a new 100', '2027-01-01 a churn -120']);
  });

  test('FIN-02: where lines say no amount their contract does, to the last unit; a contract without lines stands for itself', () => {
    const contract = { tcv: 1000, startsOn: '2026-01-01', endsOn: '2026-12-31' };
    const lines = { a: { startsOn: '2026-01-01', contract: 'K' }, b: { startsOn: '2026-01-01', contract: 'K', endsOn: '2026-03-31' } };
    expect(said({ ...lines, c: { startsOn: '2026-01-01', contract: 'K' } }, [], { K: contract })).toEqual([
      '2026-01-01 a new 334',
      '2026-01-01 b new 333',
      '2026-01-01 c new 333',
      '2026-04-01 b contraction -333',
    ]);
    expect(said({ a: { startsOn: '2026-01-01', contract: 'K', arr: 5 } }, [], { K: contract })).toEqual(['2026-01-01 a new 5']);
    expect(said({}, [], { K: contract })).toEqual(['2026-01-01 (K) new 1000', '2027-01-01 (K) churn -1000']);
  });

  test('what has no amount, or ends before it begins, says nothing; an end beyond all years is none', () => {
    expect(said({ a: { startsOn: '2026-01-01' }, b: { startsOn: '2026-01-02', endsOn: '2026-01-01', arr: 5 } })).toEqual([]);
    expect(said({ a: { startsOn: '2026-01-01', arr: 0 } })).toEqual([]);
    expect(said({ a: { startsOn: '2026-01-01', endsOn: '9999-12-31', arr: 5 } })).toEqual(['2026-01-01 a new 5']);
  });

  test('each end is renewed once: the line of the same plan, then the nearest', () => {
    const movements = said({
      a: year('2026', { plan: 'Basic' }),
      b: year('2026', { plan: 'Pro' }),
      c: { startsOn: '2027-01-05', plan: 'Pro', arr: 100 },
    });
    expect(movements).toContain('2027-01-01 b renewal -100');
    expect(movements).toContain('2027-01-01 a contraction -100');
  });
});
