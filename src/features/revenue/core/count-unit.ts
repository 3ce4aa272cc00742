import type { LedgerColumns } from './ledger-columns.ts';
import { AT, add, miss, type Totals } from './totals.ts';
import type { Counting, Story } from './unit-story.ts';

/** How the entries of a unit become the columns of a month. */
export interface CountOptions {
  readonly basis: 'snapshot' | 'movements';
  readonly level: 'account' | 'contract' | 'line';
  /** Months that rates look back. */
  readonly window: number;
}

/** Where each type of entry is summed, in the order of the types. */
const BY_TYPE = [AT.new, AT.renewal, AT.expansion, AT.contraction, AT.churn, AT.reactivation, AT.price, AT.currency];
const [NEW, RENEWAL, EXPANSION, CONTRACTION, CHURN, REACTIVATION, PRICE] = [0, 1, 2, 3, 4, 5, 6];
const BY_SALE = [-1, AT.add, AT.cross, AT.value];

/** A month of a unit: what it was worth at the opening, the same at today's rates, and at the closing. */
interface Step {
  was: number;
  is: number;
  opening: number;
  revalued: number;
  closing: number;
  /** What it was at the start of the window: in its own currencies, and at the rates of this closing. */
  startHeld: number;
  start: number;
  missing: number;
}

/**
 * Adds what one unit contributes to the months.
 *
 * @param totals    What is added to.
 * @param story     The unit's story.
 * @param columns   The ledger.
 * @param entries   Positions of its entries, by day.
 * @param counting  The months and rates.
 * @param options   How they are counted.
 * @returns         Nothing; `totals` changes.
 * @example         countUnit({}, { first: 0, last: -1, currencies: 0 }, {}, [], { grid: { months: [] }, rates: { closing: [] } }, { window: 1 }) // => undefined
 */
export function countUnit(
  totals: Totals,
  story: Story,
  columns: LedgerColumns,
  entries: readonly number[],
  counting: Counting,
  options: CountOptions,
): void {
  const months = counting.grid.months.length;
  let ever = heldAt(story, months, 0) > 0;
  let bought = 0;
  for (let month = story.first; month < months; month++) {
    const step = stepOf(story, counting, month, options.window);
    bought = (story.bought[month] ?? 0) === 1 ? month + 1 : bought;
    if (step.was === 0 && step.is === 0 && step.startHeld === 0 && month > story.last) break;
    countPresence(totals, month, step, bought > month - options.window);
    add(totals, AT.opening, month, step.opening);
    if (step.missing >= 0) miss(totals, month, step.missing, counting.rates.currencies);
    else countWorth(totals, month, step, options.basis === 'snapshot', ever);
    ever ||= step.is > 0;
  }
  countEntries(totals, story, columns, entries, options);
}

function heldAt(story: Story, months: number, at: number): number {
  let sum = 0;
  for (let currency = 0; currency < story.currencies; currency++) sum += story.held[currency * (months + 1) + at] ?? 0;
  return sum;
}

function stepOf(story: Story, counting: Counting, month: number, window: number): Step {
  const width = counting.grid.months.length + 1;
  const step: Step = {
    was: 0,
    is: 0,
    opening: 0,
    revalued: 0,
    closing: 0,
    startHeld: 0,
    start: 0,
    missing: (story.unknown[month] ?? 0) - 1,
  };
  const back = Math.max(0, month + 1 - window);
  for (let currency = 0; currency < story.currencies; currency++) {
    const first = currency * width;
    const [was, is, start] = [story.held[first + month] ?? 0, story.held[first + month + 1] ?? 0, story.held[first + back] ?? 0];
    if (was === 0 && is === 0 && start === 0) continue;
    const rate = closingRate(counting, currency, month);
    const earlier = month === 0 ? rate : closingRate(counting, currency, month - 1);
    if (Number.isNaN(rate)) step.missing = currency;
    step.was += was;
    step.is += is;
    step.startHeld += start;
    step.opening += Number.isNaN(earlier) ? 0 : Math.round(was * earlier);
    step.revalued += Math.round(was * rate);
    step.closing += Math.round(is * rate);
    step.start += Math.round(start * rate);
  }
  return step;
}

function closingRate({ conversion, rates }: Counting, currency: number, month: number): number {
  return conversion === 'booked' ? 1 : (rates.closing[currency * rates.months + month] ?? 1);
}

function countPresence(totals: Totals, month: number, { was, is, startHeld }: Step, boughtInWindow: boolean): void {
  if (is > 0) add(totals, AT.units, month, 1);
  if (was > 0 && is === 0) add(totals, AT.churned, month, 1);
  if (startHeld <= 0) return;
  add(totals, AT.cohortUnits, month, 1);
  if (is > 0) add(totals, AT.keptUnits, month, 1);
  if (boughtInWindow) add(totals, AT.buyers, month, 1);
}

function countWorth(totals: Totals, month: number, step: Step, bySnapshot: boolean, ever: boolean): void {
  const { opening, revalued, closing, start } = step;
  add(totals, AT.closing, month, closing);
  add(totals, AT.currency, month, revalued - opening);
  if (bySnapshot) add(totals, snapshotColumn(step, ever), month, closing - revalued);
  if (start === 0) return;
  add(totals, AT.cohort, month, start);
  add(totals, AT.kept, month, Math.min(start, closing));
  add(totals, AT.grown, month, Math.max(0, closing - start));
}

function snapshotColumn({ was, is, revalued, closing }: Step, ever: boolean): number {
  if (was === 0) return ever ? AT.reactivation : AT.new;
  if (is === 0) return AT.churn;
  return closing >= revalued ? AT.expansion : AT.contraction;
}

/** By the ledger: what each entry says. Second sales are counted by it in any case: a difference of month ends does not know them. */
function countEntries(
  totals: Totals,
  story: Story,
  columns: LedgerColumns,
  entries: readonly number[],
  { basis, level }: CountOptions,
): void {
  const byType = basis === 'movements' && level === 'account';
  for (let at = 0; at < entries.length; at++) {
    const value = story.value[at] ?? 0;
    if (!Number.isNaN(value)) countEntry(totals, columns, entries[at] ?? 0, story.month[at] ?? 0, value, byType);
  }
  if (basis === 'movements' && !byType) countOwn(totals, story, columns, entries);
}

function countEntry(totals: Totals, columns: LedgerColumns, entry: number, month: number, value: number, byType: boolean): void {
  const type = columns.type[entry] ?? 0;
  const sale = BY_SALE[columns.sale[entry] ?? 0] ?? -1;
  if (sale >= 0 && type === EXPANSION) add(totals, sale, month, value);
  if (byType) add(totals, BY_TYPE[type] ?? AT.new, month, value);
}

/** A line or contract tells by itself when it began and ended: the ledger's words are those of its customer. Renewals and prices stay as they are. */
function countOwn(totals: Totals, story: Story, columns: LedgerColumns, entries: readonly number[]): void {
  let [worth, ever] = [0, false];
  for (let at = 0; at < entries.length; ) {
    const until = endOfDay(columns, entries, at);
    const month = story.month[at] ?? 0;
    let [change, rest] = [0, 0];
    for (; at < until; at++) {
      const entry = entries[at] ?? 0;
      change += columns.amount[entry] ?? 0;
      rest += countKept(totals, month, columns.type[entry] ?? 0, story.value[at] ?? 0);
    }
    add(totals, BY_TYPE[ownType(worth, worth + change, rest, ever)] ?? 0, month, rest);
    worth += change;
    ever ||= worth > 0;
  }
}

function endOfDay(columns: LedgerColumns, entries: readonly number[], at: number): number {
  const day = columns.day[entries[at] ?? 0];
  let end = at + 1;
  while (end < entries.length && columns.day[entries[end] ?? 0] === day) end += 1;
  return end;
}

/** Counts what keeps the ledger's word; returns the rest. */
function countKept(totals: Totals, month: number, type: number, value: number): number {
  if (Number.isNaN(value)) return 0;
  if (type !== RENEWAL && type !== PRICE) return value;
  add(totals, BY_TYPE[type] ?? 0, month, value);
  return 0;
}

function ownType(before: number, after: number, rest: number, ever: boolean): number {
  if (rest >= 0) return before > 0 ? EXPANSION : ever ? REACTIVATION : NEW;
  return after > 0 ? CONTRACTION : CHURN;
}
