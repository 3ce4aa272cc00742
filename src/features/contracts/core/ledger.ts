import { addDays, type Day } from '../../../kernel/time.ts';
import { keyOfLine, type LedgerLine } from './ledger-line.ts';
import { type HandChange, lineMovements } from './line-movements.ts';
import type { LedgerEntry, Movement, NewEntry } from './movement.ts';

/**
 * The entries that bring the ledger of one customer to what its lines say: what no longer holds is taken back by a reversing entry, what
 * is missing is added. Nothing is changed, nothing removed.
 *
 * What people posted stays as long as its line is there, and follows it to another customer; with the line it goes.
 *
 * @param entries        What stands in the ledger of the customer, by number.
 * @param lines          What its lines say now.
 * @param options        `toleranceDays`: see `lineMovements`. `note`: why, kept with each entry. `arriving`: what people posted on lines
 *                       that came from other customers, as it stood there.
 * @returns              The entries to write. None where the ledger says it already.
 * @example              missingEntries([], [], { toleranceDays: 30, note: null }) // => []
 */
export function missingEntries(
  entries: readonly LedgerEntry[],
  lines: readonly LedgerLine[],
  options: { readonly toleranceDays: number; readonly note: string | null; readonly arriving?: readonly LedgerEntry[] },
): readonly NewEntry[] {
  const { toleranceDays, note, arriving = [] } = options;
  const keys = new Set(lines.map(keyOfLine));
  const standing = standingEntries(entries);
  const posted = standing.filter(({ origin }) => origin === 'hand');
  const [staying, leaving] = split(posted, (entry) => keys.has(keyOfLine(entry)));
  const come = arriving.filter((entry) => keys.has(keyOfLine(entry)));
  const wanted = lineMovements(lines, handChanges([...staying, ...come]), toleranceDays);
  const missing = new Map<string, Movement[]>();
  for (const movement of wanted) {
    const key = saying(movement);
    const same = missing.get(key);
    if (same === undefined) missing.set(key, [movement]);
    else same.push(movement);
  }
  const taken: LedgerEntry[] = [...leaving];
  for (const entry of standing) {
    if (entry.origin === 'hand') continue;
    if (missing.get(saying(entry))?.pop() === undefined) taken.push(entry);
  }
  return [
    ...taken.sort((a, b) => a.number - b.number).map((entry) => reversal(entry, 'line', note)),
    ...come.map((entry): NewEntry => ({ ...movementOf(entry), origin: 'hand', reverses: null, note: entry.note })),
    ...[...missing.values()].flat().map((movement): NewEntry => ({ ...movement, origin: 'line', reverses: null, note })),
  ];
}

/**
 * The entry that takes another one back: the same with the opposite amount.
 *
 * @param entry   What is taken back.
 * @param origin  Who says so.
 * @param note    Why.
 * @returns       The entry to write.
 * @example       reversal({ number: 7, amountMinor: 100, day: '2026-01-01' }, 'hand', 'typo').amountMinor // => -100
 */
export function reversal(entry: LedgerEntry, origin: 'line' | 'hand', note: string | null): NewEntry {
  const movement = movementOf(entry);
  return { ...movement, amountMinor: movement.amountMinor === 0 ? 0 : -movement.amountMinor, origin, reverses: entry.number, note };
}

function movementOf({ lineId, contractId, day, type, secondSale, amountMinor, currency, trial, other }: LedgerEntry): Movement {
  return { lineId, contractId, day, type, secondSale, amountMinor, currency, trial, other };
}

/**
 * The entries that hold: those that nothing took back.
 *
 * @param entries  Entries of a customer.
 * @returns        Without reversing entries and what they reversed, in the same order.
 * @example        standingEntries([{ number: 1, reverses: null }, { number: 2, reverses: 1 }]) // => []
 */
export function standingEntries<Entry extends Pick<LedgerEntry, 'number' | 'reverses'>>(entries: readonly Entry[]): readonly Entry[] {
  const reversed = new Set(entries.flatMap(({ reverses }) => (reverses === null ? [] : [reverses])));
  return entries.filter(({ number, reverses }) => reverses === null && !reversed.has(number));
}

/**
 * What people posted, as `lineMovements` reads it.
 *
 * @param entries  Standing entries.
 * @returns        Those that people posted.
 * @example        handChanges([]) // => []
 */
export function handChanges(entries: readonly LedgerEntry[]): readonly HandChange[] {
  return entries
    .filter(({ origin }) => origin === 'hand')
    .map((entry) => ({ line: keyOfLine(entry), day: entry.day, amountMinor: entry.amountMinor }));
}

function saying({ lineId, contractId, day, type, secondSale, amountMinor, currency, trial, other }: Movement): string {
  // Ids are texts of others: what is told apart by the order of the parts must not be told apart by a letter in one of them.
  return `${day} ${type} ${secondSale} ${amountMinor} ${currency} ${trial} ${lineId?.length} ${contractId?.length} ${lineId} ${contractId} ${other}`;
}

function split<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (belongs(item) ? yes : no).push(item);
  return [yes, no];
}

/** A line whose ledger does not say what the line says, with the figures. */
export interface Imbalance {
  readonly line: string;
  readonly currency: string;
  /** The day that is wrong; null: what remains at the end of all days. */
  readonly day: Day | null;
  /** What it was worth before the write. */
  readonly opening: number;
  /** What is written. */
  readonly movements: number;
  /** What the ledger would say it is worth. */
  readonly closing: number;
  /** What the line says. */
  readonly said: number;
}

/**
 * Whether the ledger of one customer balances: on its first day, its last day and after it each line is worth what it says, on no day
 * less than nothing, and opening plus movements is closing. Judged by what would stand, not by how it was made.
 *
 * @param before   Entries that stand, of the customer.
 * @param written  Entries that are to be added.
 * @param lines    What its lines say.
 * @returns        What does not balance; nothing may be written where this is not empty.
 * @example        imbalances([], [], []) // => []
 */
export function imbalances(before: readonly Movement[], written: readonly Movement[], lines: readonly LedgerLine[]): readonly Imbalance[] {
  const sums = new Map<string, Account>();
  const account = (movement: Movement): Account => {
    const key = `${movement.currency} ${keyOfLine(movement)}`;
    const found = sums.get(key) ?? { line: keyOfLine(movement), currency: movement.currency, opening: 0, movements: 0, days: new Map() };
    sums.set(key, found);
    return found;
  };
  for (const movement of before) {
    const one = account(movement);
    one.opening += movement.amountMinor;
    one.days.set(movement.day, (one.days.get(movement.day) ?? 0) + movement.amountMinor);
  }
  for (const movement of written) {
    const one = account(movement);
    one.movements += movement.amountMinor;
    one.days.set(movement.day, (one.days.get(movement.day) ?? 0) + movement.amountMinor);
  }
  const said = new Map(lines.map((line) => [`${line.currency} ${keyOfLine(line)}`, line]));
  for (const [key, line] of said) {
    if (!sums.has(key) && line.arr !== 0)
      sums.set(key, { line: keyOfLine(line), currency: line.currency, opening: 0, movements: 0, days: new Map() });
  }
  return [...sums].flatMap(([key, one]) => imbalanceOf(one, said.get(key)) ?? []);
}

interface Account {
  readonly line: string;
  readonly currency: string;
  opening: number;
  movements: number;
  readonly days: Map<Day, number>;
}

function imbalanceOf({ line, currency, opening, movements, days }: Account, said: LedgerLine | undefined): Imbalance | null {
  const wrong = (day: Day | null, closing: number, should: number): Imbalance => ({
    ...{ line, currency, day, opening, movements, closing },
    said: should,
  });
  const { first, end, gone, worth, left } = bounds(said);
  let [running, worthAtEnd] = [0, 0];
  for (const [day, amount] of [...days].filter(([, moved]) => moved !== 0).sort(([a], [b]) => (a < b ? -1 : 1))) {
    running += amount;
    if (running < 0 || day < first || day > gone) return wrong(day, running, 0);
    if (day <= end) worthAtEnd = running;
  }
  if (worthAtEnd !== worth) return wrong(said?.endsOn ?? null, worthAtEnd, worth);
  return opening + movements === left && running === left ? null : wrong(null, running, left);
}

/** After every day. */
const NO_DAY = '9999-99-99' as Day;

/** When a line may change, from its first day to the day after its last, and what it is worth up to there and after it. */
function bounds(said: LedgerLine | undefined): { first: Day; end: Day; gone: Day; worth: number; left: number } {
  if (said === undefined) return { first: NO_DAY, end: NO_DAY, gone: NO_DAY, worth: 0, left: 0 };
  const { startsOn: first, endsOn, arr: worth } = said;
  if (endsOn === null) return { first, end: NO_DAY, gone: NO_DAY, worth, left: worth };
  return { first, end: endsOn, gone: addDays(endsOn, 1), worth, left: 0 };
}
