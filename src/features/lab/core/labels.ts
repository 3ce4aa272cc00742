/** What became of a customer, as far as it is known. Days are day numbers. */
export interface Fate {
  readonly startsOn: number;
  /** The last live day; Infinity while there is none. */
  readonly endsOn: number;
  /** The days on which it came about (a window that looks for some), or on which the product was used (one that looks for none). Rising. */
  readonly days: readonly number[];
  /** The last day of which anything is known. */
  readonly knownUntil: number;
}

/** What is asked at a cut-off about the days after it. */
export interface OutcomeWindow {
  /** Length of the window; it begins on the day after the cut-off. */
  readonly days: number;
  /** `some`: the outcome is that one of the customer's days lies in the window. `none`: that none does (dormant). */
  readonly looksFor: 'some' | 'none';
  /** With `none`: who had no such day within so many days up to the cut-off is dormant already, and not asked about. */
  readonly awakeWithin?: number;
  /** Who has been live for fewer days up to the cut-off is not asked about: its measures have not filled their windows yet. */
  readonly historyDays?: number;
}

/**
 * Why a customer is not judged at a cut-off.
 *
 * - `not-started`, `ended`: it was not live on that day.
 * - `window-open`: the window reaches past what is known. It is left out even where the answer is known early: else only one kind of answer would be early.
 * - `ended-within`: asked about dormancy, it ended within the window, and nobody knows what it would have done.
 * - `already-dormant`: see `awakeWithin`.
 * - `too-new`: see `historyDays`.
 */
export type ExcludedReason = 'not-started' | 'ended' | 'too-new' | 'window-open' | 'ended-within' | 'already-dormant';

/**
 * Whether the outcome came about in the window after a cut-off.
 *
 * @param fate    What became of the customer.
 * @param cutOff  Day number; the customer is judged with what was known at its end.
 * @param asked   The window.
 * @returns       1 when it came about, 0 when not, or the reason why the customer is left out.
 * @source        Issue 8: censoring is handled, exclusions have a reason.
 * @example       labelAt({ startsOn: 0, endsOn: Infinity, days: [40], knownUntil: 200 }, 30, { days: 60, looksFor: 'some' }) // => 1
 */
export function labelAt(fate: Fate, cutOff: number, asked: OutcomeWindow): 0 | 1 | ExcludedReason {
  if (cutOff < fate.startsOn) return 'not-started';
  if (cutOff >= fate.endsOn) return 'ended';
  if (asked.historyDays !== undefined && cutOff - fate.startsOn + 1 < asked.historyDays) return 'too-new';
  const last = cutOff + asked.days;
  if (last > fate.knownUntil) return 'window-open';
  const found = hasDay(fate.days, cutOff + 1, last);
  if (asked.looksFor === 'some') return found ? 1 : 0;
  if (fate.endsOn < last) return 'ended-within';
  if (asked.awakeWithin !== undefined && !hasDay(fate.days, cutOff - asked.awakeWithin + 1, cutOff)) return 'already-dormant';
  return found ? 0 : 1;
}

/**
 * Whether one of some days lies in a range.
 *
 * @param days  Day numbers, rising.
 * @param from  First day of the range.
 * @param to    Its last day.
 * @returns     Whether there is one.
 * @example     hasDay([4, 9], 5, 9) // => true
 */
export function hasDay(days: readonly number[], from: number, to: number): boolean {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (days[low] ?? Number.POSITIVE_INFINITY) <= to;
}

/** Customers at cut-offs, column by column: row i is customer `accounts[i]` at cut-off `places[i]`. Cut-off after cut-off, rising. */
export interface LabelledRows {
  /** Number of the customer in the list of fates. */
  readonly accounts: Uint32Array;
  /** Place of the cut-off in the list of cut-offs. */
  readonly places: Uint16Array;
  readonly labels: Uint8Array;
}

/**
 * How many rows there are up to the last cut-off of which something holds, where it holds of the first cut-offs only.
 *
 * @param rows   Customers at cut-offs, cut-off after cut-off.
 * @param holds  Asked of the place of a cut-off.
 * @returns      A number of rows: the first ones.
 * @example      rowsUntil({ places: [0, 0, 1, 2] }, (place) => place <= 1) // => 3
 */
export function rowsUntil({ places }: Pick<LabelledRows, 'places'>, holds: (place: number) => boolean): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(places[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Excluded {
  readonly account: number;
  readonly place: number;
  readonly reason: ExcludedReason;
}

/**
 * All customers at all cut-offs, with what came after.
 *
 * @param fates    One a customer.
 * @param cutOffs  Day numbers, rising.
 * @param asked    The window.
 * @returns        The rows with a label, and who was left out at which cut-off, why.
 * @source         As `labelAt`.
 * @example        labelledRows([{ startsOn: 0, endsOn: Infinity, days: [40], knownUntil: 200 }], [30, 190], { days: 60, looksFor: 'some' }).excluded // => [{ account: 0, place: 1, reason: 'window-open' }]
 */
export function labelledRows(
  fates: readonly Fate[],
  cutOffs: readonly number[],
  asked: OutcomeWindow,
): { rows: LabelledRows; excluded: Excluded[] } {
  const [accounts, places, labels]: [number[], number[], number[]] = [[], [], []];
  const excluded: Excluded[] = [];
  for (const [place, cutOff] of cutOffs.entries()) {
    for (const [account, fate] of fates.entries()) {
      const label = labelAt(fate, cutOff, asked);
      if (typeof label === 'string') {
        excluded.push({ account, place, reason: label });
        continue;
      }
      accounts.push(account);
      places.push(place);
      labels.push(label);
    }
  }
  return { rows: { accounts: Uint32Array.from(accounts), places: Uint16Array.from(places), labels: Uint8Array.from(labels) }, excluded };
}
