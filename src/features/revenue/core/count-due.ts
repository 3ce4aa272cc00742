import type { LedgerColumns } from './ledger-columns.ts';
import { AT, add, type Totals } from './totals.ts';
import { type Question, unitAt } from './unit-entries.ts';
import type { Counting } from './unit-story.ts';

const RENEWAL = 1;

/** What ended of one line, and whether it goes on. Amounts in the currency of the ledger. */
interface Due {
  readonly unit: number;
  readonly currency: number;
  /** Day number of its last day. */
  readonly endsOn: number;
  readonly amount: number;
  /** What it is worth after that; 0: it does not go on, or too late. */
  readonly renewed: number;
}

/**
 * Adds what of a customer was due in each month, and what of it was renewed: a line that ends is due in the month of its last day; it is
 * renewed when a following line takes it over, within the days of grace, or when somebody posted that it goes on.
 *
 * @param totals    What is added to.
 * @param columns   The ledger.
 * @param entries   Positions of the customer's entries, by day.
 * @param counting  The months and rates.
 * @param options   What a unit is, how many days late still counts, and the only unit to count where it is one.
 * @returns         Nothing; `totals` changes.
 * @source          Section 3: due-only renewal = renewed ÷ due in the period; REN-08.
 * @example         countDue({}, { other: [] }, [], {}, { level: 'account', graceDays: 30 }) // => undefined
 */
export function countDue(
  totals: Totals,
  columns: LedgerColumns,
  entries: readonly number[],
  counting: Counting,
  { level, graceDays, unit }: { readonly level: Question['level']; readonly graceDays: number; readonly unit?: number | undefined },
): void {
  const months = new Map<string, { month: number; renewed: boolean }>();
  for (const due of duesOf(columns, entries, level, graceDays)) {
    const month = counting.grid.monthOf(due.endsOn);
    const rate = month < 0 ? Number.NaN : valueRate(counting, due.currency, month, due.endsOn);
    if (Number.isNaN(rate) || (unit !== undefined && due.unit !== unit)) continue;
    add(totals, AT.due, month, Math.round(due.amount * rate));
    add(totals, AT.renewed, month, Math.round(due.renewed * rate));
    const key = `${due.unit} ${month}`;
    const known = months.get(key);
    months.set(key, { month, renewed: due.renewed > 0 || known?.renewed === true });
  }
  for (const { month, renewed } of months.values()) {
    add(totals, AT.dueUnits, month, 1);
    if (renewed) add(totals, AT.renewedUnits, month, 1);
  }
}

function valueRate({ conversion, rates, rateOn }: Counting, currency: number, month: number, day: number): number {
  return conversion === 'booked' ? rateOn(currency, day) : (rates.closing[currency * rates.months + month] ?? Number.NaN);
}

interface LineDays {
  /** Sum of all up to the last entry. */
  worth: number;
  currency: number;
  unit: number;
  /** Day by day: what it was worth before and after, and how renewals name the other line. */
  days: { day: number; before: number; after: number; other: number; renewal: boolean }[];
}

function duesOf(columns: LedgerColumns, entries: readonly number[], level: Question['level'], graceDays: number): readonly Due[] {
  const lines = linesOf(columns, entries, level);
  return [...lines.values()].flatMap(({ unit, currency, days }) =>
    days.flatMap((on): Due[] => {
      const goesOn = on.renewal && on.before > 0 && on.after > 0;
      if (on.before <= 0 || (on.after !== 0 && !goesOn)) return [];
      const renewed = goesOn ? on.after : followedBy(lines.get(on.other), on.day, graceDays);
      return [{ unit, currency, endsOn: on.day - 1, amount: on.before, renewed }];
    }),
  );
}

/** What the line that takes over is worth from its first day; 0 where there is none, or it came too late. */
function followedBy(next: LineDays | undefined, day: number, graceDays: number): number {
  const begun = next?.days.find(({ before, after }) => before === 0 && after > 0);
  return begun !== undefined && begun.day - day <= graceDays ? begun.after : 0;
}

function linesOf(columns: LedgerColumns, entries: readonly number[], level: Question['level']): ReadonlyMap<number, LineDays> {
  const lines = new Map<number, LineDays>();
  for (const entry of entries) {
    const code = columns.line[entry] ?? 0;
    const line = lines.get(code) ?? { worth: 0, currency: columns.currency[entry] ?? 0, unit: unitAt(columns, entry, level), days: [] };
    lines.set(code, line);
    const [day, amount] = [columns.day[entry] ?? 0, columns.amount[entry] ?? 0];
    const last = line.days.at(-1);
    const today = last?.day === day ? last : { day, before: line.worth, after: line.worth, other: -1, renewal: false };
    if (today !== last) line.days.push(today);
    today.after += amount;
    line.worth += amount;
    noteRenewal(today, columns, entry);
  }
  return lines;
}

/** A renewal that was taken back names nobody any more. */
function noteRenewal(today: LineDays['days'][number], columns: LedgerColumns, entry: number): void {
  if (columns.type[entry] !== RENEWAL) return;
  const [amount, other] = [columns.amount[entry] ?? 0, columns.other[entry] ?? -1];
  if (amount < 0 && other !== -1) today.other = other;
  if (amount > 0 && today.other === other) today.other = -1;
  if (amount === 0) today.renewal = true;
}
