import { dayFromNumber } from '../../../kernel/time.ts';
import type { Exchange } from '../../contracts/core/exchange.ts';
import type { LineFact } from './account-facts.ts';

/**
 * A contract line with its amount in the base currency, at the rate of its first day: a rate that moves later neither expands nor contracts anybody.
 *
 * @param line      The line as it was agreed.
 * @param base      The base currency of the workspace, three capitals.
 * @param exchange  Dated rates.
 * @returns         The line; its amount is null (not known) where no rate says so.
 * @source          FIN-02; which day's rate counts is a default of ours.
 * @example         inBaseCurrency({ from: 0, to: null, seats: 1, arrMinor: 100, currency: 'USD', trial: false }, 'CNY', { rateOn: () => 7 }).arrMinor // => 700
 */
export function inBaseCurrency(line: LineFact, base: string, exchange: Exchange): LineFact {
  if (line.currency === undefined || line.arrMinor === null || line.arrMinor === 0) return line;
  const rate = exchange.rateOn(line.currency, base, dayFromNumber(line.from));
  return { ...line, arrMinor: rate === null ? null : Math.round(line.arrMinor * rate) };
}
