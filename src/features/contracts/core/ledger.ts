import { addDays, type Day } from '../../../kernel/time.ts';
import { byLine, keyOfLine, type LedgerLine } from './ledger-line.ts';
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
  const said = byLine<true>();
  for (const line of lines) said.set(line, true);
  const standing = standingEntries(entries);
  const posted = standing.filter(({ origin }) => origin === 'hand');
  const come = arriving.filter((entry) => said.get(entry));
  const wanted = lineMovements(lines, handChanges([...posted.filter((entry) => said.get(entry)), ...come]), toleranceDays);
  const { taken, missing } = comparison(
    standing.filter(({ origin }) => origin === 'line'),
    wanted,
  );
  const leaving = posted.filter((entry) => !said.get(entry));
  return [
    ...[...leaving, ...taken].sort((a, b) => a.number - b.number).map((entry) => reversal(entry, 'line', note)),
    ...come.map((entry): NewEntry => ({ ...movementOf(entry), origin: 'hand', reverses: null, note: entry.note })),
    ...missing.map((movement): NewEntry => ({ ...movement, origin: 'line', reverses: null, note })),
  ];
}

/** The entries that no movement says, and the movements that no entry says. */
function comparison(
  entries: readonly LedgerEntry[],
  wanted: readonly Movement[],
): { readonly taken: readonly LedgerEntry[]; readonly missing: readonly Movement[] } {
  const ofLine = byLine<Movement[]>();
  for (const movement of wanted) {
    const own = ofLine.get(movement);
    if (own === undefined) ofLine.set(movement, [movement]);
    else own.push(movement);
  }
  const kept = new Set<Movement>();
  const taken = entries.filter((entry) => {
    const same = ofLine.get(entry)?.find((movement) => !kept.has(movement) && saysTheSame(movement, entry));
    if (same !== undefined) kept.add(same);
    return same === undefined;
  });
  return { taken, missing: wanted.filter((movement) => !kept.has(movement)) };
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
  const reversed = new Set<number>();
  for (const { reverses } of entries) if (reverses !== null) reversed.add(reverses);
  return reversed.size === 0 ? entries : entries.filter(({ number, reverses }) => reverses === null && !reversed.has(number));
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

/** Of two of the same line. */
function saysTheSame(a: Movement, b: Movement): boolean {
  return (
    a.day === b.day &&
    a.type === b.type &&
    a.amountMinor === b.amountMinor &&
    a.currency === b.currency &&
    a.contractId === b.contractId &&
    a.secondSale === b.secondSale &&
    a.trial === b.trial &&
    a.other === b.other
  );
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
  const sums = byLine<Sum[]>();
  const all: Sum[] = [];
  const sumOf = (line: Movement | LedgerLine): Sum => {
    const own = sums.get(line);
    const found = own?.find(({ currency }) => currency === line.currency);
    if (found !== undefined) return found;
    const sum: Sum = { line, currency: line.currency, opening: 0, movements: 0, moved: [], said: undefined };
    if (own === undefined) sums.set(line, [sum]);
    else own.push(sum);
    all.push(sum);
    return sum;
  };
  for (const movement of before) {
    const sum = sumOf(movement);
    sum.opening += movement.amountMinor;
    sum.moved.push(movement);
  }
  for (const movement of written) {
    const sum = sumOf(movement);
    sum.movements += movement.amountMinor;
    sum.moved.push(movement);
  }
  for (const line of lines) sumOf(line).said = line;
  return all.flatMap((sum) => imbalanceOf(sum) ?? []);
}

/** What moved of a line in one currency. */
interface Sum {
  readonly line: Movement | LedgerLine;
  readonly currency: string;
  opening: number;
  movements: number;
  readonly moved: Movement[];
  said: LedgerLine | undefined;
}

function imbalanceOf({ line, currency, opening, movements, moved, said }: Sum): Imbalance | null {
  const wrong = (on: Day | null, closing: number, should: number): Imbalance => ({
    ...{ line: keyOfLine(line), currency, day: on, opening, movements, closing },
    said: should,
  });
  const { first, end, gone, worth, left } = bounds(said);
  const inOrder = moved.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  let [running, worthAtEnd] = [0, 0];
  for (let at = 0; at < inOrder.length; ) {
    const day = inOrder[at]?.day ?? first;
    let amount = 0;
    for (; inOrder[at]?.day === day; at++) amount += inOrder[at]?.amountMinor ?? 0;
    running += amount;
    if (amount !== 0 && (running < 0 || day < first || day > gone)) return wrong(day, running, 0);
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
