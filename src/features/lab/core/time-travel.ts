import type { Maybe } from '../../../kernel/known.ts';
import { quantile } from '../../../kernel/stats/quantile.ts';
import { wilsonInterval } from '../../../kernel/stats/wilson-interval.ts';

/** Fewer outcomes or judged customers than this say too little (the sample limit of the lab, a default of ours). */
export const LEAST_SAMPLE = 20;

/** What a rule would have said of one customer, and what became of it. Days are day numbers, ascending. */
export interface Past {
  /** On which days it would have opened a warning, from a horizon before the period on. */
  readonly firings: readonly number[];
  readonly outcomes: readonly number[];
  /** The last day of which it is known whether the outcome came about. */
  readonly knownUntil: number;
}

/** The days looked at, and how long after a warning an outcome still counts. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly horizonDays: number;
}

/** `hit`: the outcome came within the horizon; `miss`: it did not; `undecided`: the horizon is not over. */
export type FiringResult = 'hit' | 'miss' | 'undecided';

/**
 * What became of a warning.
 *
 * @param day     Day number of the warning.
 * @param past    The customer's past.
 * @param period  The horizon.
 * @returns       A hit where an outcome lies after the day and within the horizon.
 * @example       firingResult(10, { firings: [10], outcomes: [30], knownUntil: 99 }, { from: 0, to: 99, horizonDays: 20 }) // => 'hit'
 */
export function firingResult(day: number, { outcomes, knownUntil }: Past, { horizonDays }: Period): FiringResult {
  if (outcomes.some((outcome) => outcome > day && outcome <= day + horizonDays)) return 'hit';
  return day + horizonDays <= knownUntil ? 'miss' : 'undecided';
}

/**
 * The warning that came before an outcome, the earliest within the horizon.
 *
 * @param outcome  Day number of the outcome.
 * @param past     The customer's past.
 * @param period   The horizon.
 * @returns        Day number of the warning; null where none came in time.
 * @example        caughtBy(30, { firings: [5, 12, 20], outcomes: [30], knownUntil: 99 }, { from: 0, to: 99, horizonDays: 20 }) // => 12
 */
export function caughtBy(outcome: number, { firings }: Past, { horizonDays }: Period): number | null {
  return firings.find((day) => day < outcome && day >= outcome - horizonDays) ?? null;
}

/** A share with its 95 % interval, and whether it rests on enough. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  /** Null where nothing was counted. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  /** False: 样本不足. */
  readonly enough: boolean;
}

/**
 * A share with its Wilson interval.
 *
 * @param hits  How many of them.
 * @param of    How many in all.
 * @returns     The share; 0 to 1 as its interval where nothing was counted.
 * @example     shareOf(10, 20).value // => 0.5
 */
export function shareOf(hits: number, of: number): Share {
  return { hits, of, value: of === 0 ? null : hits / of, ...wilsonInterval(hits, of), enough: of >= LEAST_SAMPLE };
}

/** How good a rule was in a period. */
export interface Figures {
  /** Customers looked at, warnings on them in the period, and customers that had one. */
  readonly customers: number;
  readonly firings: number;
  readonly warned: number;
  readonly results: Readonly<Record<FiringResult, number>>;
  /** Of the customers that were warned of and whose horizon is over, those with the outcome. */
  readonly precision: Share;
  /** Of the customers with the outcome in the period, those that were warned of in time. */
  readonly recall: Share;
  /** Of all customers, those with the outcome in the period: what warning of everybody would be right in. */
  readonly base: Share;
  /** Days from the earliest warning in time to the outcome. */
  readonly lead: { readonly median: Maybe<number>; readonly low: Maybe<number>; readonly high: Maybe<number>; readonly of: number };
}

/**
 * How good a rule was. Precision and recall go by customers, as warnings on one customer hang together.
 *
 * @param pasts   The customers.
 * @param period  The days and the horizon.
 * @returns       Counts, shares with their 95 % intervals, and quartiles of the lead time.
 * @example       figuresOf([{ firings: [10], outcomes: [30], knownUntil: 99 }, { firings: [40], outcomes: [], knownUntil: 99 }], { from: 0, to: 99, horizonDays: 30 }).precision.value // => 0.5
 */
export function figuresOf(pasts: readonly Past[], period: Period): Figures {
  const results = { hit: 0, miss: 0, undecided: 0 };
  const leads: number[] = [];
  const count = { firings: 0, warned: 0, right: 0, wrong: 0, ended: 0, caught: 0 };
  for (const past of pasts) {
    const said = past.firings.filter((day) => day >= period.from && day <= period.to).map((day) => firingResult(day, past, period));
    for (const result of said) results[result] += 1;
    count.firings += said.length;
    if (said.length > 0) count.warned += 1;
    if (said.includes('hit')) count.right += 1;
    else if (said.includes('miss')) count.wrong += 1;
    const outcomes = past.outcomes.filter((day) => day >= period.from && day <= period.to);
    if (outcomes.length === 0) continue;
    count.ended += 1;
    const before = outcomes.flatMap((day) => {
      const firing = caughtBy(day, past, period);
      return firing === null ? [] : [day - firing];
    });
    if (before.length > 0) count.caught += 1;
    leads.push(...before);
  }
  return {
    customers: pasts.length,
    firings: count.firings,
    warned: count.warned,
    results,
    precision: shareOf(count.right, count.right + count.wrong),
    recall: shareOf(count.caught, count.ended),
    base: shareOf(count.ended, pasts.length),
    lead: { median: quantile(leads, 0.5), low: quantile(leads, 0.25), high: quantile(leads, 0.75), of: leads.length },
  };
}

/**
 * False alarms that each person had a week.
 *
 * @param wrong   False alarms.
 * @param people  How many look after customers.
 * @param period  The days.
 * @returns       Mean over the people; null where there is nobody.
 * @example       falseAlarmsAWeek(3, 2, { from: 0, to: 13, horizonDays: 1 }) // => 0.75
 */
export function falseAlarmsAWeek(wrong: number, people: number, { from, to }: Period): number | null {
  const weeks = (to - from + 1) / 7;
  return people === 0 || weeks <= 0 ? null : wrong / people / weeks;
}
