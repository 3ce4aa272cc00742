import type { LedgerColumns } from './ledger-columns.ts';
import type { MonthGrid } from './months.ts';
import type { Rates } from './rates.ts';

/** What counting needs to know beside the ledger. */
export interface Counting {
  readonly grid: MonthGrid;
  readonly rates: Rates;
  readonly conversion: 'month-end' | 'booked';
  /** What a minor unit of a currency (by position) is worth on a day; NaN where no rate says so. For what is valued as it came in. */
  readonly rateOn: (currency: number, day: number) => number;
}

/**
 * What one unit was worth month by month, and what each of its entries changed. It is written over for each unit: millions are counted, and
 * none is kept.
 */
export interface Story {
  /** Currencies that are told apart here: all of the ledger, or one where everything is valued as it came in. */
  readonly currencies: number;
  /** Currency by currency: what it was worth before the first month, then at each closing. Minor units of that currency. */
  readonly held: Float64Array;
  /** Of each month: the currency, plus one, whose rate is missing for what was valued as it came in. */
  readonly unknown: Uint8Array;
  /** Of each month: whether something was bought in addition. */
  readonly bought: Uint8Array;
  /** Of each entry: its month (-1: before the first), and its value in the currency of the figures; NaN where no rate says so. */
  month: Int32Array;
  value: Float64Array;
  /** The first and last month in which something happened. */
  first: number;
  last: number;
}

/**
 * Room for one story.
 *
 * @param counting    The months and how they are valued.
 * @returns           To be filled by `tell`.
 * @example           storyFor({ grid: { months: ['2026-01'] }, rates: { currencies: 2 }, conversion: 'month-end' }).held.length // => 4
 */
export function storyFor({ grid, rates, conversion }: Pick<Counting, 'grid' | 'rates' | 'conversion'>): Story {
  const months = grid.months.length;
  const currencies = conversion === 'booked' ? 1 : rates.currencies;
  return {
    currencies,
    held: new Float64Array(currencies * (months + 1)),
    unknown: new Uint8Array(months),
    bought: new Uint8Array(months),
    month: new Int32Array(64),
    value: new Float64Array(64),
    first: 0,
    last: -1,
  };
}

/** The position of `expansion` among the types. */
const EXPANSION = 2;

/**
 * Fills a story with the entries of a unit.
 *
 * @param story     Is written over.
 * @param columns   The ledger.
 * @param entries   Positions of the unit's entries, by day.
 * @param days      The days from which they count, in the same order.
 * @param counting  The months and how they are valued.
 * @returns         Nothing; `story` changes.
 * @example         tell(storyFor({ grid: { months: [] }, rates: { currencies: 1 } }), {}, [], [], { grid: { months: [] }, conversion: 'booked', rates: { currencies: 1 } }) // => undefined
 */
export function tell(story: Story, columns: LedgerColumns, entries: readonly number[], days: readonly number[], counting: Counting): void {
  clear(story, entries.length);
  placeEntries(story, columns, entries, days, counting);
  if (counting.conversion === 'booked') tellBooked(story, columns, entries, days, counting);
  else tellRevalued(story, columns, entries, counting);
  const width = counting.grid.months.length + 1;
  for (let at = 0; at < story.held.length; at++) if (at % width !== 0) story.held[at] = (story.held[at] ?? 0) + (story.held[at - 1] ?? 0);
}

function clear(story: Story, entries: number): void {
  story.held.fill(0);
  story.unknown.fill(0);
  story.bought.fill(0);
  if (story.month.length >= entries) return;
  story.month = new Int32Array(entries * 2);
  story.value = new Float64Array(entries * 2);
}

function placeEntries(story: Story, columns: LedgerColumns, entries: readonly number[], days: readonly number[], { grid }: Counting): void {
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? 0;
    const month = grid.monthOf(days[at] ?? 0);
    story.month[at] = month;
    if (month >= 0 && columns.type[entry] === EXPANSION && (columns.amount[entry] ?? 0) > 0) story.bought[month] = 1;
  }
  story.first = Math.max(0, story.month[0] ?? 0);
  story.last = Math.max(0, story.month[entries.length - 1] ?? 0);
}

/** Each entry at the rate of its month's closing; what it changes is the step of the rounded sum, so that steps add up to the unit. */
function tellRevalued(story: Story, columns: LedgerColumns, entries: readonly number[], { grid, rates }: Counting): void {
  const width = grid.months.length + 1;
  const running = new Float64Array(rates.currencies);
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? 0;
    const month = story.month[at] ?? 0;
    const currency = columns.currency[entry] ?? 0;
    const amount = columns.amount[entry] ?? 0;
    const before = running[currency] ?? 0;
    const rate = month < 0 ? 1 : (rates.closing[currency * rates.months + month] ?? 1);
    running[currency] = before + amount;
    story.value[at] = Math.round((before + amount) * rate) - Math.round(before * rate);
    const place = currency * width + month + 1;
    story.held[place] = (story.held[place] ?? 0) + amount;
  }
}

/** What came in is kept at the rate of its day, and what goes takes its share of that with it: what is gone leaves nothing behind. */
function tellBooked(story: Story, columns: LedgerColumns, entries: readonly number[], days: readonly number[], counting: Counting): void {
  const pots = Array.from({ length: counting.rates.currencies }, (): Pot => ({ amount: 0, kept: 0, unknown: false }));
  for (const [at, entry] of entries.entries()) {
    const currency = columns.currency[entry] ?? 0;
    const pot = pots[currency];
    if (pot === undefined) continue;
    const wasUnknown = pot.unknown;
    const step = moved(pot, columns.amount[entry] ?? 0, counting.rateOn(currency, days[at] ?? 0));
    const place = (story.month[at] ?? 0) + 1;
    story.held[place] = (story.held[place] ?? 0) + step;
    const unknown = pot.unknown || wasUnknown;
    story.value[at] = unknown ? Number.NaN : step;
    if (unknown) markUnknown(story, at, at + 1 < entries.length, currency, pot.unknown);
  }
}

/** The month of an entry, and where it stays unknown those up to the next entry. */
function markUnknown(story: Story, at: number, more: boolean, currency: number, stays: boolean): void {
  const month = story.month[at] ?? 0;
  const next = more ? (story.month[at + 1] ?? month) : story.unknown.length - 1;
  story.unknown.fill(currency + 1, Math.max(0, month), (stays ? Math.max(month, next) : month) + 1);
}

/** What a unit holds in one currency, and what that came in at. Unknown from an entry without a rate until all is gone. */
interface Pot {
  amount: number;
  kept: number;
  unknown: boolean;
}

function moved(pot: Pot, amount: number, rate: number): number {
  const [before, was] = [pot.amount, pot.kept];
  pot.amount += amount;
  if (pot.amount === 0) {
    pot.kept = 0;
    pot.unknown = false;
  } else if (amount < 0 && before > 0) pot.kept = Math.round((was * pot.amount) / before);
  else {
    pot.unknown ||= Number.isNaN(rate);
    pot.kept += Math.round(amount * (Number.isNaN(rate) ? 1 : rate));
  }
  return pot.kept - was;
}

/**
 * The days from which entries count where who comes back within some days never left: what would have gone to nothing goes on until then.
 *
 * @param columns    The ledger.
 * @param entries    Positions of a unit's entries, by day.
 * @param graceDays  How many days.
 * @returns          Days in the same order.
 * @example          graced({ day: [1, 5, 9], amount: [10, -10, 10] }, [0, 1, 2], 4) // => [1, 9, 9]
 */
export function graced(columns: Pick<LedgerColumns, 'day' | 'amount'>, entries: readonly number[], graceDays: number): readonly number[] {
  const days = entries.map((entry) => columns.day[entry] ?? 0);
  if (graceDays === 0) return days;
  let sum = 0;
  for (let at = 0; at < entries.length; at++) {
    sum += columns.amount[entries[at] ?? 0] ?? 0;
    const [today, next] = [days[at] ?? 0, days[at + 1]];
    const endsDay = next === undefined || next !== today;
    if (!endsDay || sum !== 0 || next === undefined || next - today > graceDays) continue;
    for (let back = at; back >= 0 && days[back] === today; back--) days[back] = next;
  }
  return days;
}
