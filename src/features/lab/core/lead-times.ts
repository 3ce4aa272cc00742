import { type Maybe, unknown } from '../../../kernel/known.ts';
import { quantile } from '../../../kernel/stats/quantile.ts';
import type { RowFate } from './back-test.ts';
import type { Fate, LabelledRows, OutcomeWindow } from './labels.ts';

/** How long before its outcome a customer was first among the tenth with the highest scores. */
export interface LeadTimes {
  /** Outcomes among the rows judged, and those that were seen coming. */
  readonly outcomes: number;
  readonly seen: number;
  /** Days, over those seen: median and quartiles. */
  readonly median: Maybe<number>;
  readonly low: Maybe<number>;
  readonly high: Maybe<number>;
}

const TOP = 0.1;

/**
 * The day on which anybody could see that an outcome has come about.
 *
 * @param fate    What became of the customer.
 * @param cutOff  Day number; the outcome came about in the window after it.
 * @param asked   The window.
 * @returns       Day number: that of the outcome, or, of dormancy, that on which the last use lies as many days back as the window is long.
 * @example       outcomeDay({ startsOn: 0, endsOn: Infinity, days: [5, 40], knownUntil: 400 }, 50, { days: 30, looksFor: 'none' }) // => 70
 */
export function outcomeDay({ days }: Fate, cutOff: number, asked: OutcomeWindow): number {
  if (asked.looksFor === 'some') return days.find((day) => day > cutOff) ?? Number.NaN;
  const last = days.findLast((day) => day <= cutOff);
  return last === undefined ? cutOff + asked.days : last + asked.days;
}

/**
 * How early outcomes were seen coming.
 *
 * @param rows     Customers at cut-offs.
 * @param fates    Which of them are judged.
 * @param scores   A score a row, the higher the likelier.
 * @param days     Day of the outcome a row; read of rows labelled 1 only.
 * @param cutOffs  Day numbers.
 * @returns        Days from the first cut-off at which a customer was in the top tenth, and labelled, to its outcome.
 * @source         Issue 8: lead time.
 * @example        leadTimes({ accounts: [0, 1], places: [0, 0], labels: [1, 0] }, ['judged', 'judged'], [2, 1], [40, NaN], [10]).median // => { known: true, value: 30 }
 */
export function leadTimes(
  rows: LabelledRows,
  fates: readonly RowFate[],
  scores: ArrayLike<number>,
  days: ArrayLike<number>,
  cutOffs: readonly number[],
): LeadTimes {
  const leads = new Map<string, number | null>();
  for (const [place, cutOff] of cutOffs.entries()) {
    const own = fates.flatMap((fate, row) => (fate === 'judged' && rows.places[row] === place ? [row] : []));
    const edge = edgeOf(own.map((row) => scores[row] ?? 0));
    for (const row of own) {
      if (rows.labels[row] !== 1) continue;
      const key = `${rows.accounts[row]} ${days[row]}`;
      const isSeen = (scores[row] ?? 0) >= edge;
      if (leads.get(key) == null) leads.set(key, isSeen ? (days[row] ?? 0) - cutOff : null);
    }
  }
  const seen = [...leads.values()].filter((lead) => lead !== null);
  const at = (share: number): Maybe<number> => (seen.length === 0 ? unknown('insufficient-data') : quantile(seen, share));
  return { outcomes: leads.size, seen: seen.length, median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** The lowest score of the top tenth; of rows that tie at its edge none is in, so that a score that hardly tells anybody apart sees nobody. */
function edgeOf(scores: readonly number[]): number {
  const order = scores.toSorted((a, b) => b - a);
  let last = Math.ceil(TOP * order.length - 1e-9) - 1;
  while (last >= 0 && order[last] === order[last + 1]) last--;
  return last < 0 ? Number.POSITIVE_INFINITY : (order[last] ?? Number.POSITIVE_INFINITY);
}
