import { InvariantError } from './errors.ts';

/** An amount of money: whole minor units (分, cents) and an ISO 4217 currency. Never a float, never without its currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/**
 * Takes a number of minor units as money.
 *
 * @param amountMinor  Whole minor units, a safe integer; negative for a credit.
 * @param currency     Three capital letters (ISO 4217): CNY, USD.
 * @returns            The money.
 * @throws             InvariantError for a fraction of a minor unit, or when the currency is not three capitals.
 * @example            money(12_345, 'CNY') // => { amountMinor: 12345, currency: 'CNY' }
 */
export function money(amountMinor: number, currency: string): Money {
  if (!Number.isSafeInteger(amountMinor)) throw new InvariantError(`${amountMinor} is not a whole number of minor units.`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new InvariantError(`'${currency}' is not a currency; write three capitals as in CNY.`);
  return { amountMinor, currency };
}

/**
 * Adds two amounts of one currency.
 *
 * @param a  An amount.
 * @param b  An amount in the same currency.
 * @returns  The sum.
 * @throws   InvariantError when the currencies differ: converting needs a dated rate, which is somebody's decision.
 * @example  addMoney(money(100, 'CNY'), money(-30, 'CNY')) // => { amountMinor: 70, currency: 'CNY' }
 */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new InvariantError(`${a.currency} and ${b.currency} cannot be added.`);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

/**
 * Splits an amount into shares so that the shares add up to the amount to the last minor unit.
 *
 * @param total    The amount to split.
 * @param weights  One weight a share, each ≥ 0, at least one > 0.
 * @returns        One amount a weight. The minor units left over by rounding down go to the largest remainders, earlier first.
 * @throws         InvariantError when the weights are negative or all 0.
 * @source         Largest remainder method (A. Hamilton, 1792).
 * @example        splitMoney(money(100, 'CNY'), [1, 1, 1]).map((share) => share.amountMinor) // => [34, 33, 33]
 */
export function splitMoney(total: Money, weights: readonly number[]): readonly Money[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0) || weights.some((weight) => weight < 0)) throw new InvariantError('Weights must be 0 or more, and not all 0.');
  const exact = weights.map((weight) => (total.amountMinor * weight) / sum);
  const floors = exact.map(Math.floor);
  let left = total.amountMinor - floors.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    left -= 1;
  }
  return floors.map((amountMinor) => money(amountMinor, total.currency));
}
