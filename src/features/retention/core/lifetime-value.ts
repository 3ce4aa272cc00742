import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { anniversary, type Life } from './life.ts';

/** What a workspace says about the worth of customers. */
export interface RetentionSettings {
  /** Share of revenue that is left after what serving the customer costs. */
  readonly margin: number;
  /** Discount rate of a year. */
  readonly discount: number;
  /** What is still to come counts as at most so many years. */
  readonly capYears: number;
  /** A group of fewer customers is said to be too small. */
  readonly leastCustomers: number;
}

/** Until somebody says otherwise: the margin of FIN-04's worked example, its cap, the discount of the published figures, the house's 20. */
export const DEFAULT_SETTINGS: RetentionSettings = { margin: 0.8, discount: 0.1, capYears: 5, leastCustomers: 20 };

/** Customers at the start of a year, and those of the same that were gone at its end. */
export interface YearlyChurn {
  readonly of: number;
  readonly left: number;
}

/**
 * Churn of the last year that can be told, by count: those there at its start, and which of them are gone at its end.
 *
 * @param lives  Lives of customers.
 * @param until  Day number of the end of the year.
 * @returns      X and X − Y; newcomers are in neither.
 * @source       FIN-08.
 * @example      yearlyChurn([{ startsOn: 0, endedOn: 500, toldUntil: 800 }, { startsOn: 0, endedOn: null, toldUntil: 800 }], 700) // => { of: 2, left: 1 }
 */
export function yearlyChurn(lives: readonly Life[], until: number): YearlyChurn {
  const start = anniversary(until, -12);
  const here = ({ startsOn, endedOn }: Life, day: number): boolean => startsOn <= day && (endedOn === null || endedOn > day);
  const cohort = lives.filter((life) => life.toldUntil >= until && here(life, start));
  return { of: cohort.length, left: cohort.filter((life) => !here(life, until)).length };
}

/**
 * What of a customer is expected still to come: yearly fee × margin ÷ yearly churn, at most so many years of it.
 *
 * @param arr       Yearly fee, minor units.
 * @param churn     Of its segment; Unknown passes through.
 * @param settings  Margin and cap.
 * @returns         Minor units. Without churn the cap stands.
 * @source          FIN-04 and section 3: ARR 100, margin 80 %, churn 20 % gives + 400.
 * @example         expectedFuture(100, known(0.2), { margin: 0.8, capYears: 5 }) // => { known: true, value: 400 }
 */
export function expectedFuture(
  arr: number,
  churn: Maybe<number>,
  { margin, capYears }: Pick<RetentionSettings, 'margin' | 'capYears'>,
): Maybe<number> {
  if (!churn.known) return churn;
  const years = churn.value > 0 ? Math.min(capYears, 1 / churn.value) : capYears;
  return known(Math.round(arr * margin * years));
}

/**
 * The churn that a segment is reckoned with: its own, or that of all where it is too small.
 *
 * @param own    Of the segment.
 * @param all    Of all customers asked about.
 * @param least  Customers that a rate needs.
 * @returns      The rate, and whose it is; Unknown where even all are too few.
 * @example      churnFor({ of: 5, left: 1 }, { of: 50, left: 5 }, 20) // => { rate: { known: true, value: 0.1 }, borrowed: true }
 */
export function churnFor(own: YearlyChurn, all: YearlyChurn, least: number): { readonly rate: Maybe<number>; readonly borrowed: boolean } {
  if (own.of >= least) return { rate: known(own.left / own.of), borrowed: false };
  return { rate: all.of >= least ? known(all.left / all.of) : unknown('insufficient-data'), borrowed: true };
}
