import { dayFromNumber } from '../../../kernel/time.ts';
import { GRACE_DAYS } from '../../lab/core/outcomes.ts';
import type { RecurringStep } from '../../revenue/core/recurring-steps.ts';
import { anniversary, type Life } from './life.ts';
import { recurringOn, withoutGaps } from './steps.ts';

/** What of a cohort stays: customers, their revenue with what they bought in addition, or at most what each began with. */
export const MEASURES = ['logo', 'net', 'gross'] as const;
export type Measure = (typeof MEASURES)[number];

/** By when customers began. */
export const COHORTS = ['month', 'quarter', 'year'] as const;
export type Cohort = (typeof COHORTS)[number];

/** A customer in a cohort. */
export interface Member extends Life {
  /** What recurred, by day; null or absent where its money is not known. */
  readonly steps?: readonly RecurringStep[] | null;
}

/** What is left of a cohort after so many periods. */
export interface CohortCell {
  /** Periods since the start. */
  readonly age: number;
  /** Customers of whom it can be told: those that began early enough. Less than the cohort: it is only partly so old. */
  readonly of: number;
  /** What they began with: customers, or minor units a year. */
  readonly base: number;
  readonly kept: number;
  /** Null where fewer customers are so old than may be shown. */
  readonly rate: number | null;
}

export interface CohortRow {
  /** `2025`, `2025-Q2`, `2025-04`; `all` for all cohorts together. */
  readonly cohort: string;
  readonly customers: number;
  readonly cells: readonly CohortCell[];
}

export interface CohortOptions {
  readonly cohort: Cohort;
  /** Length of a period in months. */
  readonly months: number;
  readonly measure: Measure;
  /** A rate of fewer customers is not shown. */
  readonly least: number;
}

/** Periods shown at most. */
const MOST_AGES = 36;

/**
 * What is left of each cohort, period by period: the triangle of retention.
 *
 * @param members  Customers. Asked about revenue, those whose money at the start is not known, or nothing, are left out.
 * @param options  How cohorts are made, the length of a period, what is counted.
 * @returns        `all` first, then cohorts, the youngest first. Every cell compares the same customers at both ends.
 * @source         FIN-08 to FIN-10: the same cohort at both ends; per account GRR = Σ min(start, end) ÷ Σ start.
 * @example        cohortTable([{ startsOn: 0, endedOn: null, toldUntil: 40 }], { cohort: 'year', months: 1, measure: 'logo', least: 1 })[1] // => { cohort: '1970', customers: 1, cells: [{ age: 0, of: 1, base: 1, kept: 1, rate: 1 }, { age: 1, of: 1, base: 1, kept: 1, rate: 1 }] }
 */
export function cohortTable(members: readonly Member[], options: CohortOptions): readonly CohortRow[] {
  const counted = members.flatMap((member) => countedAs(member, options));
  if (counted.length === 0) return [];
  const byCohort = new Map<string, Counted[]>();
  for (const one of counted) {
    const name = cohortOf(one.startsOn, options.cohort);
    byCohort.set(name, [...(byCohort.get(name) ?? []), one]);
  }
  return [
    rowOf('all', counted, options),
    ...[...byCohort].sort(([a], [b]) => (a < b ? 1 : -1)).map(([name, own]) => rowOf(name, own, options)),
  ];
}

/**
 * The cohort of a day.
 *
 * @param day     Day number.
 * @param cohort  How long a cohort is.
 * @returns       As in `2025`, `2025-Q2`, `2025-04`.
 * @example       cohortOf(dayNumber('2025-04-30'), 'quarter') // => '2025-Q2'
 */
export function cohortOf(day: number, cohort: Cohort): string {
  const text = dayFromNumber(day);
  if (cohort === 'month') return text.slice(0, 7);
  return cohort === 'year' ? text.slice(0, 4) : `${text.slice(0, 4)}-Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`;
}

interface Counted {
  readonly startsOn: number;
  readonly base: number;
  /** What is left at the end of each period that is told, the start first. */
  readonly left: readonly number[];
}

function countedAs(member: Member, { months, measure }: CohortOptions): Counted[] {
  const { startsOn, toldUntil } = member;
  const worth = worthOf(member, measure);
  const base = worth(startsOn);
  if (base <= 0) return [];
  const left: number[] = [];
  for (let age = 0; age <= MOST_AGES; age++) {
    const day = anniversary(startsOn, age * months);
    if (day > toldUntil) break;
    left.push(measure === 'gross' ? Math.min(base, worth(day)) : worth(day));
  }
  return [{ startsOn, base, left }];
}

/** What a customer counts for on a day. */
function worthOf({ steps, endedOn }: Member, measure: Measure): (day: number) => number {
  if (measure === 'logo') return (day) => (endedOn !== null && endedOn <= day ? 0 : 1);
  const recurring = withoutGaps(steps ?? [], GRACE_DAYS);
  return (day) => recurringOn(recurring, day);
}

function rowOf(cohort: string, own: readonly Counted[], { least }: CohortOptions): CohortRow {
  const ages = own.reduce((most, { left }) => Math.max(most, left.length), 0);
  const cells = Array.from({ length: ages }, (_, age): CohortCell => {
    const old = own.filter(({ left }) => left.length > age);
    const base = old.reduce((sum, one) => sum + one.base, 0);
    const kept = old.reduce((sum, { left }) => sum + (left[age] ?? 0), 0);
    return { age, of: old.length, base, kept, rate: old.length >= least ? kept / base : null };
  });
  return { cohort, customers: own.length, cells };
}
