import { describe, expect, test } from 'vitest';
import { day } from '../../../kernel/time.ts';
import { contractArr, lineArr, recognised, termMonths } from './annual.ts';

const WAN = 1_000_000;
const fiveYears = { tcv: 5000 * WAN, oneOffFee: null, startsOn: day('2026-01-01'), endsOn: day('2030-12-31') };

describe('what a contract is worth', () => {
  test('FIN-01: of 5000万 over 60 months, 250万 are recognised after three, and 4750万 not yet earned', () => {
    expect(termMonths(fiveYears.startsOn, fiveYears.endsOn)).toBe(60);
    expect(recognised(fiveYears, day('2026-03-31'))).toBe(250 * WAN);
    expect(fiveYears.tcv - (recognised(fiveYears, day('2026-03-31')) ?? 0)).toBe(4750 * WAN);
    expect([recognised(fiveYears, day('2025-12-31')), recognised(fiveYears, day('2031-06-01'))]).toEqual([0, 5000 * WAN]);
  });

  test('FIN-02: 5000万 over five years is 1000万 a year, and 900万 with 500万 one-off inside it', () => {
    expect(contractArr(fiveYears)).toBe(1000 * WAN);
    expect(contractArr({ ...fiveYears, oneOffFee: 500 * WAN })).toBe(900 * WAN);
  });

  test('without a value or a term there is no yearly fee, which is not a fee of 0', () => {
    expect(contractArr({ ...fiveYears, endsOn: null })).toBeNull();
    expect(contractArr({ ...fiveYears, tcv: null })).toBeNull();
    expect(contractArr({ ...fiveYears, endsOn: day('2025-12-31') })).toBeNull();
    expect(lineArr({ arr: null, mrr: null })).toBeNull();
    expect([lineArr({ arr: 0, mrr: 5 }), lineArr({ arr: null, mrr: 5 })]).toEqual([0, 60]);
  });

  test.each([
    ['2026-01-15', '2027-01-14', 12],
    ['2026-01-01', '2026-01-31', 1],
    ['2024-02-29', '2025-02-27', 12 - 1 / 31],
    ['2026-01-16', '2026-02-05', 21 / 31],
    ['2026-01-01', '2026-01-01', 1 / 31],
  ])('%s to %s are %d months', (from, to, months) => {
    expect(termMonths(day(from), day(to))).toBeCloseTo(months, 10);
  });
});
