import type { Day } from '../../../kernel/time.ts';
import { dayFromNumber, type Instant } from '../../../kernel/time.ts';
import type { Exchange } from '../../contracts/core/exchange.ts';
import { countDue } from './count-due.ts';
import { countUnit } from './count-unit.ts';
import type { Definition } from './definition.ts';
import type { LedgerColumns } from './ledger-columns.ts';
import { type MonthGrid, monthGrid } from './months.ts';
import { ratesFor } from './rates.ts';
import type { Totals } from './totals.ts';
import { type Question, unitsOf } from './unit-entries.ts';
import { type Counting, graced, type Story, storyFor, tell } from './unit-story.ts';

/** A definition made ready to count a ledger with. */
export interface Counter {
  readonly grid: MonthGrid;
  readonly currencies: readonly string[];
  /** Adds what a customer contributes; with `unit` only that one. */
  count(totals: Totals, columns: LedgerColumns, span: { readonly start: number; readonly end: number }, unit?: number): void;
  /** The units of a customer that count. */
  units(columns: LedgerColumns, span: { readonly start: number; readonly end: number }): readonly number[];
}

/** What a ledger is counted by. */
export interface CounterOptions {
  readonly definition: Definition;
  readonly baseCurrency: string;
  readonly exchange: Exchange;
  /** The last day that counts. */
  readonly asOf: Day;
  /** What was recorded from this moment on does not count. */
  readonly recordedBefore: Instant | null;
}

/**
 * Makes a definition ready to count a ledger with. Counting is adding: a customer that changed is taken away as it was and added as it is.
 *
 * @param columns  The ledger: its currencies and first day.
 * @param options  By what it is counted.
 * @returns        The counter.
 * @example        counterFor({ currencies: [], firstDay: null }, { definition: {}, asOf: '2026-01-31' }).grid.months // => ['2026-01']
 */
export function counterFor(columns: Pick<LedgerColumns, 'currencies' | 'firstDay'>, options: CounterOptions): Counter {
  const { definition, exchange, asOf } = options;
  const into = definition.currency ?? options.baseCurrency;
  const grid = monthGrid(columns.firstDay === null ? asOf : dayFromNumber(columns.firstDay), asOf);
  const counting: Counting = {
    grid,
    rates: ratesFor(exchange, columns.currencies, into, grid),
    conversion: definition.conversion,
    rateOn: (currency, day) => exchange.rateOn(columns.currencies[currency] ?? into, into, dayFromNumber(day)) ?? Number.NaN,
  };
  const question: Question = {
    level: definition.level,
    trials: definition.trials,
    asOf: grid.ends.at(-1) ?? 0,
    recordedBefore: options.recordedBefore ?? Number.POSITIVE_INFINITY,
  };
  const story = storyFor(counting);
  return {
    grid,
    currencies: columns.currencies,
    units: (of, span) => unitsOf(of, span, question).map(({ unit }) => unit),
    count: (totals, of, span, unit) => countAccount({ totals, columns: of, span, unit, definition, question, counting, story }),
  };
}

interface AccountCount {
  readonly totals: Totals;
  readonly columns: LedgerColumns;
  readonly span: { readonly start: number; readonly end: number };
  readonly unit: number | undefined;
  readonly definition: Definition;
  readonly question: Question;
  readonly counting: Counting;
  readonly story: Story;
}

function countAccount({ totals, columns, span, unit, definition, question, counting, story }: AccountCount): void {
  const { level, basis, window, graceDays } = definition;
  // In the ledger, its own tolerance has decided who came back in time.
  const grace = basis === 'snapshot' ? graceDays : 0;
  for (const { unit: found, entries } of unitsOf(columns, span, question)) {
    if (unit !== undefined && found !== unit) continue;
    tell(story, columns, entries, graced(columns, entries, grace), counting);
    countUnit(totals, story, columns, entries, counting, { basis, level, window });
  }
  for (const { entries } of unitsOf(columns, span, { ...question, level: 'account' }))
    countDue(totals, columns, entries, counting, { level, graceDays, unit });
}
