import type { MonthGrid } from './months.ts';

/** What is summed for each month. Amounts are minor units a year with their sign; the others are counts. */
export const MEASURES = [
  'opening',
  'new',
  'expansion',
  'reactivation',
  'contraction',
  'churn',
  'price',
  'renewal',
  'currency',
  'closing',
  /** Second sales by kind (FIN-13). */
  'add',
  'cross',
  'value',
  /** Of those who were there at the start of the window: what they were worth, what of it is left, what they are worth more. */
  'cohort',
  'kept',
  'grown',
  /** What ended in the month, and what of it goes on, at its new worth. */
  'due',
  'renewed',
  'units',
  'churned',
  'cohortUnits',
  'keptUnits',
  /** Of the cohort, those who bought again in the window. */
  'buyers',
  'dueUnits',
  'renewedUnits',
] as const;
export type Measure = (typeof MEASURES)[number];

/** The position of a measure. */
export const AT: Readonly<Record<Measure, number>> = Object.fromEntries(MEASURES.map((measure, index) => [measure, index])) as never;

/** Sums of some consecutive months. */
export interface Totals {
  /** The first month, and how many. */
  readonly from: number;
  readonly count: number;
  /** Month by month: one place a measure. */
  readonly sums: Float64Array;
  /** Month by month and currency: how many could not be counted for want of a rate at its closing. */
  readonly missing: Int32Array;
}

/**
 * Sums of nothing, for some months of a grid.
 *
 * @param from        The first month, by position.
 * @param count       How many months.
 * @param currencies  How many currencies there are.
 * @returns           All zero.
 * @example           emptyTotals(0, 2, 1).missing.length // => 2
 */
export function emptyTotals(from: number, count: number, currencies: number): Totals {
  return { from, count, sums: new Float64Array(count * MEASURES.length), missing: new Int32Array(count * currencies) };
}

/**
 * Sums of nothing for all months of a grid.
 *
 * @param grid        The months.
 * @param currencies  How many currencies there are.
 * @returns           All zero.
 * @example           totalsOf({ months: ['2026-01'] }, 1).count // => 1
 */
export function totalsOf(grid: Pick<MonthGrid, 'months'>, currencies: number): Totals {
  return emptyTotals(0, grid.months.length, currencies);
}

/**
 * Adds an amount; months outside are passed over.
 *
 * @param totals   The sums.
 * @param measure  Position of the measure.
 * @param month    Position of the month in its grid.
 * @param amount   What is added.
 * @returns        Nothing; `totals` changes.
 * @example        add(emptyTotals(0, 1, 1), 0, 5, 1) // => undefined
 */
export function add(totals: Totals, measure: number, month: number, amount: number): void {
  const at = month - totals.from;
  if (at < 0 || at >= totals.count) return;
  const place = at * MEASURES.length + measure;
  totals.sums[place] = (totals.sums[place] ?? 0) + amount;
}

/**
 * Notes that a month could not be counted for want of a rate.
 *
 * @param totals      The sums.
 * @param month       Position of the month.
 * @param currency    Position of the currency.
 * @param currencies  How many there are.
 * @returns           Nothing; `totals` changes.
 * @example           miss(emptyTotals(0, 1, 1), 0, 0, 1) // => undefined
 */
export function miss(totals: Totals, month: number, currency: number, currencies: number): void {
  const at = month - totals.from;
  if (at < 0 || at >= totals.count) return;
  const place = at * currencies + currency;
  totals.missing[place] = (totals.missing[place] ?? 0) + 1;
}

/**
 * Adds sums to sums of the same months: whole numbers, so that what is added can be taken away again to the last unit.
 *
 * @param totals  What is added to.
 * @param more    What is added.
 * @param sign    1, or -1 to take it away.
 * @returns       Nothing; `totals` changes.
 * @example       addTotals(emptyTotals(0, 1, 1), emptyTotals(0, 1, 1), -1) // => undefined
 */
export function addTotals(totals: Totals, more: Totals, sign: 1 | -1): void {
  for (let at = 0; at < totals.sums.length; at++) totals.sums[at] = (totals.sums[at] ?? 0) + sign * (more.sums[at] ?? 0);
  for (let at = 0; at < totals.missing.length; at++) totals.missing[at] = (totals.missing[at] ?? 0) + sign * (more.missing[at] ?? 0);
}
