import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, day } from '../../../kernel/time.ts';
import { exchangeOf } from '../../contracts/core/exchange.ts';
import { MOVEMENT_TYPES } from '../../contracts/core/movement.ts';
import { counterFor } from './count.ts';
import { BASES, CONVERSIONS, type Definition, LEVELS, RATES, WINDOWS } from './definition.ts';
import { readColumns } from './ledger-columns.ts';
import { AMOUNTS, monthRows } from './month-rows.ts';
import { AT, addTotals, MEASURES, totalsOf } from './totals.ts';

const FIRST = day('2024-01-01');
const AS_OF = day('2025-06-17');

/** Entries of a line whose sum is never below nothing, in any currency and of any type: whatever a ledger can hold. */
const aLine = (account: string, line: string): fc.Arbitrary<readonly string[]> =>
  fc
    .record({
      currency: fc.constantFrom('CNY', 'USD'),
      contract: fc.constantFrom('', 'K1', 'K2'),
      trial: fc.boolean(),
      steps: fc.array(
        fc.record({
          days: fc.integer({ min: 0, max: 120 }),
          to: fc.integer({ min: 0, max: 5 }).map((worth) => worth * 997),
          type: fc.constantFrom(...MOVEMENT_TYPES.filter((type) => type !== 'currency')),
        }),
        { maxLength: 6 },
      ),
    })
    .map(({ currency, contract, trial, steps }) => {
      let [on, worth]: [Day, number] = [FIRST, 0];
      return steps.map(({ days, to, type }) => {
        on = addDays(on, days);
        const amount = to - worth;
        worth = to;
        return [account, on, type, type === 'expansion' ? 'ADD' : '', amount, currency, trial ? 1 : 0, 0, '', contract, `=${line}`].join(
          '\t',
        );
      });
    });

const aLedger = fc
  .tuple(...['A', 'B', 'C'].flatMap((account) => ['1', '2'].map((line) => aLine(account, `${account}${line}`))))
  .map((lines) => lines.flat().join('\n'));

const aDefinition: fc.Arbitrary<Definition> = fc.record({
  level: fc.constantFrom(...LEVELS),
  basis: fc.constantFrom(...BASES),
  rate: fc.constantFrom(...RATES),
  window: fc.constantFrom(...WINDOWS),
  trials: fc.constantFrom('excluded' as const, 'included' as const),
  graceDays: fc.constantFrom(0, 30, 90),
  currency: fc.constantFrom(null, 'USD'),
  conversion: fc.constantFrom(...CONVERSIONS),
});

const RATE = exchangeOf(
  ['2023-12-01', '2024-03-15', '2024-11-02', '2025-05-20'].map((on, index) => ({
    currency: 'USD',
    to: 'CNY',
    on: day(on),
    rate: 6.9 + index / 7,
  })),
);

function counted(text: string, definition: Definition) {
  const reader = readColumns(4);
  reader.read(text);
  const columns = reader.finish();
  const counter = counterFor(columns, { definition, baseCurrency: 'CNY', exchange: RATE, asOf: AS_OF, recordedBefore: null });
  const totals = totalsOf(counter.grid, columns.currencies.length);
  for (const span of columns.accounts.values()) counter.count(totals, columns, span);
  return { columns, counter, totals, rows: monthRows(totals, counter.grid, columns.currencies) };
}

test('FIN-10: whatever the ledger holds and however it is counted, opening plus movements is closing, month after month', () => {
  fc.assert(
    fc.property(aLedger, aDefinition, (text, definition) => {
      let before = 0;
      for (const { amounts } of counted(text, definition).rows) {
        const sum = AMOUNTS.filter((amount) => amount !== 'closing').reduce((total, amount) => total + (amounts[amount] ?? 0), 0);
        expect(sum).toBe(amounts.closing);
        expect(amounts.opening).toBe(before);
        before = amounts.closing ?? 0;
      }
    }),
    { numRuns: 200 },
  );
});

test('FIN-09, FIN-10: GRR is never above 1, NRR is GRR and what the cohort grew, rates of customers lie between 0 and 1', () => {
  fc.assert(
    fc.property(aLedger, aDefinition, (text, definition) => {
      const { rows, totals } = counted(text, definition);
      for (const [at, { rates, due }] of rows.entries()) {
        const grown = totals.sums[at * MEASURES.length + AT.grown] ?? 0;
        if (rates.grr !== null && rates.nrr !== null && rates.cohort !== null) {
          expect(rates.grr).toBeLessThanOrEqual(1);
          expect(rates.grr).toBeGreaterThanOrEqual(0);
          expect(rates.nrr).toBeCloseTo(rates.grr + grown / rates.cohort, 12);
        }
        for (const rate of [rates.logo, rates.repurchase, due.rate]) if (rate !== null) expect(rate >= 0 && rate <= 1).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test('a customer that is taken away leaves nothing behind: adding and taking away are exact', () => {
  fc.assert(
    fc.property(aLedger, aDefinition, (text, definition) => {
      const { columns, counter, totals } = counted(text, definition);
      for (const span of columns.accounts.values()) {
        const own = totalsOf(counter.grid, columns.currencies.length);
        counter.count(own, columns, span);
        addTotals(totals, own, -1);
      }
      expect(totals.sums.every((sum) => sum === 0)).toBe(true);
      expect(totals.missing.every((count) => count === 0)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('the units of a customer add up to the customer', () => {
  fc.assert(
    fc.property(aLedger, aDefinition, (text, definition) => {
      const { columns, counter } = counted(text, definition);
      for (const span of columns.accounts.values()) {
        const [whole, parts] = [totalsOf(counter.grid, columns.currencies.length), totalsOf(counter.grid, columns.currencies.length)];
        counter.count(whole, columns, span);
        for (const unit of counter.units(columns, span)) counter.count(parts, columns, span, unit);
        expect([...parts.sums]).toEqual([...whole.sums]);
      }
    }),
    { numRuns: 100 },
  );
});
