import { type Column, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { Condition } from '../../warnings/core/condition.ts';
import { conditionColumn, conditionMetrics } from '../../warnings/core/condition.ts';

type Columns = Readonly<Record<string, Column>>;

/** What became of customers, as data: what a judgement is measured by. */
export type Outcome =
  /** Left: no paid line any more, and none within the grace after; or the last live day is over. */
  | { readonly kind: 'ended' }
  /** Pays less than on the day before, but goes on. */
  | { readonly kind: 'contracted' }
  /** Pays more than on the day before. */
  | { readonly kind: 'expanded' }
  /** A paid line ran out, and the customer went on paying. */
  | { readonly kind: 'renewed' }
  /** Nobody used the product for so many days in a row; it begins on the first of them. */
  | { readonly kind: 'dormant'; readonly days: number }
  /** A condition over metrics begins to hold. */
  | { readonly kind: 'condition'; readonly condition: Condition };

/** A line that begins so many days after the last one ended is a late renewal, and no new customer (a default of ours). */
export const GRACE_DAYS = 30;

const [NOT_STARTED, ENDED] = [reasonCode('not-started'), reasonCode('ended')];

/**
 * The metrics that an outcome is found from.
 *
 * @param outcome  The outcome.
 * @returns        Metric ids.
 * @example        outcomeMetrics({ kind: 'dormant', days: 90 }) // => ['dau']
 */
export function outcomeMetrics(outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case 'dormant':
      return ['dau'];
    case 'condition':
      return conditionMetrics(outcome.condition);
    case 'renewed':
      return ['arr', 'days-to-renewal'];
    default:
      return ['arr'];
  }
}

/**
 * Whether an outcome is about money: who pays nothing is not asked about it.
 *
 * @param outcome  The outcome.
 * @returns        True but for use and conditions.
 * @example        isMoney({ kind: 'ended' }) // => true
 */
export function isMoney({ kind }: Pick<Outcome, 'kind'>): boolean {
  return kind !== 'dormant' && kind !== 'condition';
}

/**
 * The days on which an outcome came about, of those that can be told from the columns.
 *
 * @param outcome  The outcome.
 * @param columns  Its metrics, over the same days. What lies behind their last cell is not known: an end within the last 30 days whose grace is
 *                 not over, or a dormancy that is not long enough yet, is not there.
 * @returns        Day numbers, ascending. The first cell never is one: nothing is known of the day before.
 * @example        outcomeDays({ kind: 'dormant', days: 2 }, { dau: { from: 0, values: Float64Array.of(3, 0, 0, 1), reasons: new Uint8Array(4) } }) // => [1]
 */
export function outcomeDays(outcome: Outcome, columns: Columns): readonly number[] {
  if (outcome.kind === 'dormant') return columns.dau === undefined ? [] : dormantDays(columns.dau, outcome.days);
  if (outcome.kind === 'condition') return risingDays(columns, outcome.condition);
  const arr = columns.arr;
  if (arr === undefined) return [];
  const paying = bridged(arr);
  return outcome.kind === 'renewed' ? renewedDays(paying, columns['days-to-renewal']) : moneyDays(paying, outcome.kind);
}

/**
 * Up to which day it can be told whether an outcome came about.
 *
 * @param outcome  The outcome.
 * @param columns  Its metrics, as for `outcomeDays`.
 * @returns        Day number: the last Known day, or day after the end of the customer, less the days that it takes to tell: 30 of grace where
 *                 money is asked of, the length of a dormancy. −∞ where nothing is known.
 * @example        toldUntil({ kind: 'dormant', days: 2 }, { dau: { from: 0, values: Float64Array.of(3, 0, NaN), reasons: Uint8Array.of(0, 0, 3) } }) // => -1
 */
export function toldUntil(outcome: Outcome, columns: Columns): number {
  const last = Math.min(...outcomeMetrics(outcome).map((metric) => lastKnown(columns[metric])));
  // Where nothing is known of money, the live span alone tells who has left, and of those who have not up to the last cell.
  if (outcome.kind === 'ended' && last === Number.NEGATIVE_INFINITY) return lastLive(columns.arr) - GRACE_DAYS;
  if (outcome.kind === 'condition') return last;
  return last - (outcome.kind === 'dormant' ? outcome.days : GRACE_DAYS);
}

function lastLive(column: Column | undefined): number {
  const index = column?.reasons.findLastIndex((reason) => reason !== NOT_STARTED) ?? -1;
  return column === undefined || index === -1 ? Number.NEGATIVE_INFINITY : column.from + index;
}

function lastKnown(column: Column | undefined): number {
  if (column === undefined) return Number.NEGATIVE_INFINITY;
  const isTold = (reason: number): boolean => reason === 0 || reason === PARTIAL || reason === ENDED;
  const index = column.reasons.findLastIndex(isTold);
  return index === -1 ? Number.NEGATIVE_INFINITY : column.from + index;
}

/**
 * What recurs by day, without the gaps of late renewals; NaN where it cannot be told.
 *
 * @param arr  What recurs a year, by day.
 * @returns    Days of nothing up to 30 that are followed by something have what follows. After the last live day it is 0.
 * @example    bridged({ from: 0, values: Float64Array.of(5, 0, 4), reasons: new Uint8Array(3) }).values // => Float64Array.of(5, 4, 4)
 */
export function bridged(arr: Column): Column {
  const values = arr.values.map((value, index) => (arr.reasons[index] === ENDED ? 0 : value));
  for (let index = 0; index < values.length; ) {
    const end = endOfZeros(values, index);
    // Behind the last cell something may follow, unless the last live day is over.
    const follows = values[end] ?? (arr.reasons[end - 1] === ENDED ? 0 : Number.NaN);
    if (end - index <= GRACE_DAYS && follows !== 0) values.fill(follows, index, end);
    index = Math.max(end, index + 1);
  }
  return { from: arr.from, values, reasons: arr.reasons };
}

function endOfZeros(values: Float64Array, start: number): number {
  let end = start;
  while (end < values.length && values[end] === 0) end += 1;
  return end;
}

function moneyDays({ from, values, reasons }: Column, kind: 'ended' | 'contracted' | 'expanded'): readonly number[] {
  // Where nothing is known of money, a customer leaves on the day after its last live one.
  const never = kind === 'ended' && !values.some((value) => value > 0);
  const end = never ? reasons.indexOf(ENDED) : -1;
  if (end > 0) return [from + end];
  const holds = {
    ended: (before: number, now: number) => before > 0 && now === 0,
    contracted: (before: number, now: number) => now > 0 && now < before,
    expanded: (before: number, now: number) => before > 0 && now > before,
  }[kind];
  const days: number[] = [];
  for (let index = 1; index < values.length; index++)
    if (holds(values[index - 1] ?? Number.NaN, values[index] ?? Number.NaN)) days.push(from + index);
  return days;
}

function renewedDays({ from, values }: Column, until: Column | undefined): readonly number[] {
  const days: number[] = [];
  for (let index = 1; index < values.length; index++) {
    const ranOut = until?.values[from + index - 1 - until.from] === 0;
    if (ranOut && (values[index] ?? Number.NaN) > 0) days.push(from + index);
  }
  return days;
}

// A day on which nothing was received is no day without use: it neither counts nor breaks the row.
function dormantDays({ from, values, reasons }: Column, wanted: number): readonly number[] {
  const days: number[] = [];
  /** Idle days since somebody used it; null before anybody did, and after a dormancy. */
  let idle: number[] | null = null;
  for (let index = 0; index < values.length; index++) {
    const reason = reasons[index] ?? 0;
    if (reason !== 0 && reason !== PARTIAL) continue;
    if ((values[index] ?? 0) > 0) idle = [];
    else idle?.push(from + index);
    if (idle?.length !== wanted) continue;
    days.push(...idle.slice(0, 1));
    idle = null;
  }
  return days;
}

/**
 * The days on which the product was used, where dormancy is asked of.
 *
 * @param outcome  The outcome.
 * @param columns  Its metrics, as for `outcomeDays`.
 * @returns        Day numbers, ascending; none for another outcome.
 * @example        usedDays({ kind: 'dormant', days: 2 }, { dau: { from: 5, values: Float64Array.of(3, 0, 1), reasons: new Uint8Array(3) } }) // => [5, 7]
 */
export function usedDays(outcome: Outcome, { dau }: Columns): readonly number[] {
  const days: number[] = [];
  if (outcome.kind !== 'dormant' || dau === undefined) return days;
  for (let index = 0; index < dau.values.length; index++) if ((dau.values[index] ?? 0) > 0) days.push(dau.from + index);
  return days;
}

function risingDays(columns: Columns, condition: Condition): readonly number[] {
  const used = conditionMetrics(condition).flatMap((id) => columns[id] ?? []);
  const from = Math.min(...used.map((column) => column.from));
  const to = Math.max(...used.map((column) => column.from + column.values.length - 1));
  if (!(from <= to)) return [];
  const holds = conditionColumn(columns, condition, from, to);
  const days: number[] = [];
  let before = Number.NaN;
  for (let index = 0; index < holds.values.length; index++) {
    const now = holds.values[index] ?? Number.NaN;
    if (Number.isNaN(now)) continue;
    if (before === 0 && now === 1) days.push(from + index);
    before = now;
  }
  return days;
}
