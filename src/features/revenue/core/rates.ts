import type { Exchange } from '../../contracts/core/exchange.ts';
import type { MonthGrid } from './months.ts';

/** What a minor unit of each currency is worth at each closing; NaN where no rate says so. */
export interface Rates {
  readonly currencies: number;
  /** Position of the currency times months, plus the month. */
  readonly closing: Float64Array;
  readonly months: number;
}

/**
 * The rates that counting some months needs.
 *
 * @param exchange    The dated rates.
 * @param currencies  The currencies of the ledger.
 * @param into        The currency of the figures.
 * @param grid        The months.
 * @returns           A rate for each currency and month.
 * @example           ratesFor({ rateOn: () => 1 }, ['CNY'], 'CNY', { closings: ['2026-01-31'] }).closing[0] // => 1
 */
export function ratesFor(exchange: Exchange, currencies: readonly string[], into: string, grid: Pick<MonthGrid, 'closings'>): Rates {
  const months = grid.closings.length;
  const closing = new Float64Array(currencies.length * months);
  for (const [index, currency] of currencies.entries())
    for (const [month, day] of grid.closings.entries())
      closing[index * months + month] = currency === into ? 1 : (exchange.rateOn(currency, into, day) ?? Number.NaN);
  return { currencies: currencies.length, closing, months };
}
