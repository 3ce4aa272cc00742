import type { LedgerColumns } from './ledger-columns.ts';

/** Which entries of the ledger count. */
export interface Question {
  readonly level: 'account' | 'contract' | 'line';
  readonly trials: 'excluded' | 'included';
  /** Day number of the last day that counts. */
  readonly asOf: number;
  /** What was recorded from this moment on does not count; infinite: everything does. */
  readonly recordedBefore: number;
}

/** Entries of one unit, by day: positions in the columns. */
export interface UnitEntries {
  /** Tells the unit from others of its customer; 0 for the customer itself. */
  readonly unit: number;
  readonly entries: readonly number[];
}

/**
 * The entries of one customer that count, by unit.
 *
 * @param columns   The ledger.
 * @param span      Where the customer's entries lie.
 * @param question  Which of them count, and what a unit is.
 * @returns         Units in the order of their first entry; entries by day.
 * @example         unitsOf({}, { start: 0, end: 0 }, { level: 'account' }) // => []
 */
export function unitsOf(
  columns: LedgerColumns,
  { start, end }: { readonly start: number; readonly end: number },
  { level, trials, asOf, recordedBefore }: Question,
): readonly UnitEntries[] {
  const { day, trial, recordedAt } = columns;
  const counts = (at: number): boolean =>
    (day[at] ?? 0) <= asOf && (trials === 'included' || trial[at] === 0) && (recordedAt[at] ?? 0) < recordedBefore;
  if (level === 'account') {
    const entries: number[] = [];
    for (let at = start; at < end; at++) if (counts(at)) entries.push(at);
    return entries.length === 0 ? [] : [{ unit: 0, entries }];
  }
  const units = new Map<number, number[]>();
  for (let at = start; at < end; at++) {
    if (!counts(at)) continue;
    const unit = unitAt(columns, at, level);
    const entries = units.get(unit);
    if (entries === undefined) units.set(unit, [at]);
    else entries.push(at);
  }
  return [...units].map(([unit, entries]) => ({ unit, entries }));
}

/**
 * The unit an entry belongs to. A line without a contract stands for itself.
 *
 * @param columns  The ledger.
 * @param at       Position of the entry.
 * @param level    What a unit is.
 * @returns        Tells it from other units of the customer.
 * @example        unitAt({ line: [4], contract: [-1] }, 0, 'contract') // => 4
 */
export function unitAt(columns: Pick<LedgerColumns, 'line' | 'contract'>, at: number, level: Question['level']): number {
  if (level === 'account') return 0;
  const contract = columns.contract[at] ?? -1;
  return level === 'contract' && contract !== -1 ? contract : (columns.line[at] ?? 0);
}
