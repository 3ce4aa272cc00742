import type { Day } from '../../../kernel/time.ts';
import type { Month, MonthGrid } from './months.ts';
import { AT, MEASURES, type Measure, type Totals } from './totals.ts';

/** A figure; null where it is not known, for want of a rate. */
export type Figure = number | null;

/** Why figures of a month are not known: no rate for this currency on this day. */
export interface MissingRate {
  readonly currency: string;
  readonly day: Day;
}

/** Amounts of a month, in minor units a year with their sign: opening and movements add up to closing. */
export const AMOUNTS = [
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
] as const;
export type Amount = (typeof AMOUNTS)[number];

/** One month of the table. Rates are fractions. */
export interface MonthRow {
  readonly month: Month;
  /** Its last day, or the as-of day while it is not over. */
  readonly closes: Day;
  readonly amounts: Readonly<Record<Amount, Figure>>;
  readonly sales: Readonly<Record<'add' | 'cross' | 'value', Figure>>;
  readonly units: number;
  readonly churnedUnits: number;
  /** Over the window of the definition, of those who were there at its start. */
  readonly rates: {
    /** 总续订率: what is left of what there was; never above 1. */
    readonly grr: Figure;
    /** 净留存率 = 续费率: with what they bought in addition. */
    readonly nrr: Figure;
    /** 客户续约率: how many are left. */
    readonly logo: Figure;
    /** 复购率: how many bought again. */
    readonly repurchase: Figure;
    readonly cohort: Figure;
    readonly cohortUnits: number;
    readonly keptUnits: number;
  };
  /** What ended in the month, and how much of it goes on. */
  readonly due: {
    readonly amount: Figure;
    readonly renewed: Figure;
    readonly units: number;
    readonly renewedUnits: number;
    readonly rate: Figure;
    readonly moneyRate: Figure;
  };
  /** Why figures are null; null where all are known. */
  readonly missing: MissingRate | null;
  readonly openingMissing: MissingRate | null;
}

/**
 * The rows of the month table, from sums.
 *
 * @param totals      Sums of all months of the grid, or of some.
 * @param grid        The months.
 * @param currencies  The currencies of the ledger.
 * @returns           One row a month that the sums have.
 * @source            FIN-08, FIN-09, FIN-10, FIN-12; section 3.
 * @example           monthRows({ from: 0, count: 0 }, { months: [] }, []) // => []
 */
export function monthRows(totals: Totals, grid: MonthGrid, currencies: readonly string[]): readonly MonthRow[] {
  return Array.from({ length: totals.count }, (_, index) => rowOf(totals, totals.from + index, grid, currencies));
}

function rowOf(totals: Totals, month: number, grid: MonthGrid, currencies: readonly string[]): MonthRow {
  const sum = (measure: Measure): number => totals.sums[(month - totals.from) * MEASURES.length + AT[measure]] ?? 0;
  const missing = missingAt(totals, month, grid, currencies);
  const openingMissing = missingAt(totals, month - 1, grid, currencies);
  const known = (measure: Measure): Figure => (missing === null ? sum(measure) : null);
  const amounts = Object.fromEntries(AMOUNTS.map((amount) => [amount, known(amount)])) as Record<Amount, Figure>;
  amounts.opening = openingMissing === null ? sum('opening') : null;
  if (openingMissing !== null) amounts.currency = null;
  const share = (part: Figure, whole: Figure): Figure => (part === null || whole === null || whole === 0 ? null : part / whole);
  const cohort = known('cohort');
  return {
    month: grid.months[month] ?? '',
    closes: grid.closings[month] ?? ('' as Day),
    amounts,
    sales: { add: known('add'), cross: known('cross'), value: known('value') },
    units: sum('units'),
    churnedUnits: sum('churned'),
    rates: {
      grr: share(known('kept'), cohort),
      nrr: share(missing === null ? sum('kept') + sum('grown') : null, cohort),
      logo: share(sum('keptUnits'), sum('cohortUnits')),
      repurchase: share(sum('buyers'), sum('cohortUnits')),
      cohort,
      cohortUnits: sum('cohortUnits'),
      keptUnits: sum('keptUnits'),
    },
    due: {
      amount: known('due'),
      renewed: known('renewed'),
      units: sum('dueUnits'),
      renewedUnits: sum('renewedUnits'),
      rate: share(sum('renewedUnits'), sum('dueUnits')),
      moneyRate: share(known('renewed'), known('due')),
    },
    missing,
    openingMissing,
  };
}

function missingAt(totals: Totals, month: number, { closings }: MonthGrid, currencies: readonly string[]): MissingRate | null {
  const at = month - totals.from;
  if (at < 0) return null;
  for (let code = 0; code < currencies.length; code++) {
    if ((totals.missing[at * currencies.length + code] ?? 0) === 0) continue;
    return { currency: currencies[code] ?? '', day: closings[month] ?? ('' as Day) };
  }
  return null;
}
