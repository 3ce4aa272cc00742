import { expect, test } from 'vitest';
import { day, instant } from '../../../kernel/time.ts';
import type { LedgerEntry } from '../../contracts/core/movement.ts';
import { inForce } from './ledger-in-force.ts';

function entry(number: number, on: string, amountMinor: number, reverses: number | null = null): LedgerEntry {
  return {
    ...{ number, lineId: 'l', contractId: null, day: day(on), type: 'new', secondSale: null, amountMinor, currency: 'CNY', trial: false },
    ...{
      other: null,
      origin: 'line',
      recordedAt: instant('2026-01-01T00:00:00Z'),
      recordedBy: 'auto',
      importId: null,
      reverses,
      note: null,
    },
  };
}

test('an entry and the one that takes it back are both gone; the rest stands by day, whenever it was written', () => {
  const entries = [entry(1, '2026-02-01', 100), entry(2, '2026-02-01', -100, 1), entry(3, '2026-02-01', 90), entry(4, '2026-01-01', 5)];
  expect(inForce(entries).map(({ number }) => number)).toEqual([4, 3]);
});
