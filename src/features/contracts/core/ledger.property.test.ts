import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '../../../kernel/time.ts';
import { addDays, type Day, day } from '../../../kernel/time.ts';
import { imbalances, missingEntries, standingEntries } from './ledger.ts';
import { type KeptRecord, ledgerLines } from './ledger-line.ts';
import type { LedgerEntry, NewEntry } from './movement.ts';

const FIRST = day('2024-01-01');
const aDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays(FIRST, days));

const aLine = (id: string): fc.Arbitrary<KeptRecord> =>
  fc
    .record({
      startsOn: aDay,
      days: fc.option(fc.integer({ min: -3, max: 500 }), { nil: null }),
      arr: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }),
      currency: fc.constantFrom('CNY', 'USD', undefined),
      product: fc.constantFrom('P1', 'P2', undefined),
      plan: fc.constantFrom('Basic', 'Pro', undefined),
      seats: fc.constantFrom(5, 10, undefined),
      trial: fc.constantFrom(true, undefined),
    })
    .map(({ days, arr, startsOn, ...more }) => ({
      id,
      content: Object.fromEntries(
        Object.entries({ startsOn, endsOn: days === null ? undefined : addDays(startsOn, days), arr: arr ?? undefined, ...more }).filter(
          ([, value]) => value !== undefined,
        ),
      ) as KeptRecord['content'],
    }));

/** Several states of the same customer, one after another, as corrections and imports make them. */
const history = fc.array(fc.tuple(...['a', 'b', 'c', 'd', 'e'].map((id) => fc.option(aLine(id), { nil: null }))), {
  minLength: 1,
  maxLength: 4,
});

function written(entries: readonly LedgerEntry[], missing: readonly NewEntry[]): LedgerEntry[] {
  return missing.map((entry, index) => ({
    ...entry,
    number: entries.length + 1 + index,
    recordedAt: 0 as Instant,
    recordedBy: 'x',
    importId: null,
  }));
}

const options = { toleranceDays: 30, note: null };

test('FIN-10: whatever lines say and however they are corrected, the ledger balances, and saying it again writes nothing', () => {
  fc.assert(
    fc.property(history, (states) => {
      let entries: LedgerEntry[] = [];
      for (const state of states) {
        const lines = ledgerLines(
          state.filter((line) => line !== null),
          [],
          'CNY',
        );
        const missing = missingEntries(entries, lines, options);
        expect(imbalances(standingEntries(entries), missing, lines)).toEqual([]);
        entries = [...entries, ...written(entries, missing)];
        expect(missingEntries(entries, lines, options)).toEqual([]);
        // On every day the ledger is worth what the lines are.
        for (const on of [0, 200, 400, 700, 1200].map((days) => addDays(FIRST, days)))
          expect(worthByLedger(entries, on)).toBe(worthByLines(lines, on));
        // What was recorded stays: nothing is changed, only taken back.
        expect(entries.map(({ number }) => number)).toEqual(entries.map((_, index) => index + 1));
      }
    }),
    { numRuns: 300 },
  );
});

test('a ledger that says something else than its line is named with its figures', () => {
  const lines = ledgerLines([{ id: 'a', content: { startsOn: '2026-01-01', arr: 100 } }], [], 'CNY');
  const [right] = missingEntries([], lines, options);
  if (right === undefined) throw new Error('Nothing was written.');
  expect(imbalances([], [{ ...right, amountMinor: 90 }], lines)).toMatchObject([{ line: 'line a', closing: 90, said: 100, opening: 0 }]);
  expect(imbalances([right], [{ ...right, amountMinor: -120, day: day('2026-02-01') }], lines)).toMatchObject([
    { closing: -20, day: '2026-02-01' },
  ]);
  expect(imbalances([], [{ ...right, day: day('2025-12-31') }], lines)).toMatchObject([{ day: '2025-12-31' }]);
  expect(imbalances([], [], lines)).toMatchObject([{ closing: 0, said: 100 }]);
  expect(imbalances([right], [], [])).toMatchObject([{ closing: 100, said: 0 }]);
});

function worthByLedger(entries: readonly LedgerEntry[], on: Day): number {
  return entries.filter((entry) => entry.day <= on).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function worthByLines(lines: ReturnType<typeof ledgerLines>, on: Day): number {
  return lines.filter(({ startsOn, endsOn }) => startsOn <= on && (endsOn === null || endsOn >= on)).reduce((sum, { arr }) => sum + arr, 0);
}
