import type { Maybe } from '../../../kernel/known.ts';
import type { Sbg } from '../../../kernel/stats/sbg-fit.ts';
import type { RecurringStep } from '../../revenue/core/recurring-steps.ts';
import type { Life } from './life.ts';
import { churnFor, expectedFuture, type RetentionSettings, type YearlyChurn, yearlyChurn } from './lifetime-value.ts';
import { yearsToCome } from './projection.ts';
import { earned, recurringOn } from './steps.ts';

/** A customer whose money is known. */
export interface Payer extends Life {
  readonly steps: readonly RecurringStep[];
  /** One-off fees up to today, minor units. */
  readonly oneOff: number;
}

/** What a customer is worth. Minor units. */
export interface CustomerValue {
  readonly here: boolean;
  /** What recurs a year now; 0 where nothing does. */
  readonly arr: number;
  /** Earned from the first contract to today, or to the end. */
  readonly realised: number;
  /** Still expected by the formula of FIN-04. */
  readonly future: Maybe<number>;
  /** Still expected by the shifted-beta-geometric. */
  readonly modelled: Maybe<number>;
}

export interface ValueQuestion {
  /** Day number. */
  readonly today: number;
  readonly settings: RetentionSettings;
  /** Length of a period of the model. */
  readonly months: number;
  readonly fit: Maybe<Sbg>;
}

/** The same for groups: each has a model of its own, where it allows one. */
export interface GroupQuestion extends ValueQuestion {
  readonly fitOf: (lives: readonly Life[]) => Maybe<Sbg>;
}

/**
 * What a customer has brought, and what is still to come.
 *
 * @param payer     The customer.
 * @param churn     Yearly churn of its segment.
 * @param question  Day, settings and model.
 * @returns         Revenue is realised without the margin, what is to come with it (FIN-04). Of one that is gone nothing is to come.
 * @source          FIN-04.
 * @example         customerValue({ startsOn: 0, endedOn: 365, toldUntil: 800, steps: [{ day: 0, amount: 100 }, { day: 365, amount: 0 }], oneOff: 5 }, known(0.2), { today: 800 }).realised // => 105
 */
export function customerValue(payer: Payer, churn: Maybe<number>, { today, settings, months, fit }: ValueQuestion): CustomerValue {
  const arr = recurringOn(payer.steps, today);
  const here = payer.endedOn === null || arr > 0;
  const realised = earned(payer.steps, today) + payer.oneOff;
  const none: Maybe<number> = { known: true, value: 0 };
  if (!here || arr === 0) return { here, arr, realised, future: none, modelled: none };
  const years = yearsToCome(fit, payer, today, { months, discount: settings.discount });
  return {
    ...{ here, arr, realised },
    future: expectedFuture(arr, churn, settings),
    modelled: years.known ? { known: true, value: Math.round(arr * settings.margin * years.value) } : years,
  };
}

/** What the customers of a group are worth together. Minor units. */
export interface GroupValue {
  readonly group: string;
  readonly customers: number;
  readonly living: number;
  /** Of living ones. */
  readonly arr: number;
  /** Of all, also of those that are gone. */
  readonly realised: number;
  readonly churn: YearlyChurn;
  /** The rate that is reckoned with; Unknown where even all customers are too few. */
  readonly rate: Maybe<number>;
  /** The rate is that of all: the group is too small for its own. */
  readonly borrowed: boolean;
  /** Of living ones, what is still to come. */
  readonly future: Maybe<number>;
  readonly modelled: Maybe<number>;
  /** Realised and to come of living ones, a customer. */
  readonly mean: Maybe<number>;
  readonly meanModelled: Maybe<number>;
}

/**
 * What groups of customers are worth, and each customer of them.
 *
 * @param groups    Payers by group.
 * @param until     Day number of the end of the year whose churn is taken.
 * @param question  Day, settings, the model of all, and how a group gets its own; one that allows none borrows that of all.
 * @returns         The group `all` first, then those given; values stand in the order of the payers.
 * @example         valueTable(new Map(), 0, { today: 0, settings: { leastCustomers: 1 } })[0].of.customers // => 0
 */
export function valueTable<P extends Payer>(
  groups: ReadonlyMap<string, readonly P[]>,
  until: number,
  question: GroupQuestion,
): readonly { readonly of: GroupValue; readonly rows: readonly (CustomerValue & { readonly payer: P })[] }[] {
  const everybody = [...groups.values()].flat();
  const all = yearlyChurn(everybody, until);
  const { leastCustomers } = question.settings;
  const valued = [...groups].map(([group, payers]) => {
    const churn = yearlyChurn(payers, until);
    const used = churnFor(churn, all, leastCustomers);
    const own = question.fitOf(payers);
    const asked = own.known ? { ...question, fit: own } : question;
    const rows = payers.map((payer) => ({ payer, ...customerValue(payer, used.rate, asked) }));
    return { of: summed(group, rows, churn, used), rows };
  });
  const rows = valued.flatMap((one) => one.rows);
  return [{ of: summed('all', rows, all, churnFor(all, all, leastCustomers)), rows }, ...valued];
}

function summed(
  group: string,
  rows: readonly CustomerValue[],
  churn: YearlyChurn,
  { rate, borrowed }: ReturnType<typeof churnFor>,
): GroupValue {
  const living = rows.filter(({ here }) => here);
  const realised = (some: readonly CustomerValue[]): number => some.reduce((sum, one) => sum + one.realised, 0);
  const [future, modelled] = [sumOf(living.map((one) => one.future)), sumOf(living.map((one) => one.modelled))];
  const mean = (toCome: Maybe<number>): Maybe<number> => {
    if (living.length === 0) return { known: false, reason: 'insufficient-data' };
    return toCome.known ? { known: true, value: Math.round((realised(living) + toCome.value) / living.length) } : toCome;
  };
  return {
    ...{ group, customers: rows.length, living: living.length, arr: living.reduce((sum, { arr }) => sum + arr, 0) },
    ...{ realised: realised(rows), churn, rate, borrowed, future, modelled, mean: mean(future), meanModelled: mean(modelled) },
  };
}

/** A sum of which one part is not known is not known. */
function sumOf(parts: readonly Maybe<number>[]): Maybe<number> {
  const unknown = parts.find(({ known }) => !known);
  if (unknown !== undefined) return unknown;
  return { known: true, value: parts.reduce((sum, part) => sum + (part.known ? part.value : 0), 0) };
}
