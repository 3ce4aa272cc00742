import type { LedgerColumns } from './ledger-columns.ts';

/** What recurs a year from a day on, until the next step: minor units. */
export interface RecurringStep {
  /** Day number. */
  readonly day: number;
  readonly amount: number;
}

/**
 * What recurred of one customer over time, all its contracts together, without trials.
 *
 * @param columns  The ledger.
 * @param span     Where the customer's entries lie.
 * @param rates    What a minor unit of each currency, by position, is worth; one rate for all days, so that what changes is the customer.
 * @returns        Steps by day, none without a change; null where a currency has no rate.
 * @example        recurringSteps({ day: [3, 3, 9], amount: [70, 30, -100], currency: [0, 0, 0], trial: [0, 0, 0] }, { start: 0, end: 3 }, [1]) // => [{ day: 3, amount: 100 }, { day: 9, amount: 0 }]
 */
export function recurringSteps(
  columns: Pick<LedgerColumns, 'day' | 'amount' | 'currency' | 'trial'>,
  { start, end }: { readonly start: number; readonly end: number },
  rates: readonly (number | null)[],
): readonly RecurringStep[] | null {
  const sums: number[] = rates.map(() => 0);
  const steps: RecurringStep[] = [];
  for (let entry = start; entry < end; entry++) {
    if (columns.trial[entry] === 1) continue;
    const currency = columns.currency[entry] ?? 0;
    if (rates[currency] == null) return null;
    sums[currency] = (sums[currency] ?? 0) + (columns.amount[entry] ?? 0);
    const day = columns.day[entry] ?? 0;
    const amount = Math.round(sums.reduce((sum, own, place) => sum + own * (rates[place] ?? 0), 0));
    if (steps.at(-1)?.day === day) steps.pop();
    if (steps.at(-1)?.amount !== amount && (amount !== 0 || steps.length > 0)) steps.push({ day, amount });
  }
  return steps;
}
