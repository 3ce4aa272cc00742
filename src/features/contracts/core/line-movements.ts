import { addDays, type Day, dayNumber } from '../../../kernel/time.ts';
import { keyOfLine, type LedgerLine } from './ledger-line.ts';
import type { Movement, MovementType, SecondSale } from './movement.ts';

/** What people posted on a line: what it changed by, and when. */
export interface HandChange {
  readonly line: string;
  readonly day: Day;
  readonly amountMinor: number;
}

/** A line with what it began with. */
interface Begun extends LedgerLine {
  /** What it was worth a year on its first day: what it is worth now without what people posted since. */
  readonly begins: number;
  /** The day after its last. */
  readonly gone: Day | null;
}

interface Renewal {
  readonly from: Begun;
  readonly to: Begun;
}

/**
 * What the lines of one customer say about its yearly fee: every start and end of a line as a movement.
 *
 * - A line that starts within `toleranceDays` of another's end, for the same product and currency, renews it: what both are worth is
 *   carried over as `renewal`; the rest is expansion or contraction, or `price` where seats and plan stayed the same.
 * - Any other start is `new` where the customer had no line before, `reactivation` where all had ended, else `expansion`: of another
 *   product CROSS, of another plan VALUE, else ADD.
 * - Any other end is `contraction` while another line goes on, else `churn`.
 *
 * Trials are judged among trials, and do not make the first paid line any less new.
 *
 * @param lines          The lines, as `ledgerLines` gives them.
 * @param hands          What people posted on them.
 * @param toleranceDays  How many days before or after an end a start still renews.
 * @returns              Movements, by line. Those of one line add up to what it is worth, or to 0 once it has ended.
 * @source               FIN-10, FIN-13.
 * @example              lineMovements([{ lineId: 'l', contractId: null, startsOn: '2026-01-01', endsOn: null, arr: 9, trial: false }], [], 30)[0].type // => 'new'
 */
export function lineMovements(lines: readonly LedgerLine[], hands: readonly HandChange[], toleranceDays: number): readonly Movement[] {
  const posted = new Map<string, number>();
  for (const { line, amountMinor } of hands) posted.set(line, (posted.get(line) ?? 0) + amountMinor);
  const begun = lines.map((line): Begun => {
    const since = posted.size === 0 ? 0 : (posted.get(keyOfLine(line)) ?? 0);
    return { ...line, begins: line.arr - since, gone: line.endsOn === null ? null : addDays(line.endsOn, 1) };
  });
  const worth = begun.filter(({ arr, begins }) => arr !== 0 || begins !== 0);
  return [false, true].flatMap((trial) =>
    movementsOf(
      worth.filter((line) => line.trial === trial),
      toleranceDays,
    ),
  );
}

function movementsOf(lines: readonly Begun[], toleranceDays: number): readonly Movement[] {
  const renewals = renewalsAmong(lines, toleranceDays);
  const renewedBy = new Map(renewals.map(({ from, to }) => [from, to]));
  const renews = new Map(renewals.map(({ from, to }) => [to, from]));
  const story = storyOf(lines, renewedBy);
  const movements: Movement[] = [];
  for (const line of lines) {
    starts(line, renews.get(line), story, movements);
    if (line.gone !== null) ends(line, line.gone, renewedBy.get(line), story, movements);
  }
  return movements;
}

function starts(line: Begun, before: Begun | undefined, story: Story, into: Movement[]): void {
  const { startsOn: day, begins } = line;
  if (before !== undefined) {
    const carried = Math.min(before.arr, begins);
    const type = onlyPriceDiffers(before, line) ? 'price' : 'expansion';
    const secondSale = type === 'price' ? null : before.plan === line.plan ? 'ADD' : 'VALUE';
    add(into, line, { day, type: 'renewal', amountMinor: carried, other: before.lineId });
    add(into, line, { day, type, amountMinor: begins - carried, secondSale });
  } else if (!story.hadBefore(day)) add(into, line, { day, type: 'new', amountMinor: begins });
  else if (!story.activeBefore(day)) add(into, line, { day, type: 'reactivation', amountMinor: begins });
  else add(into, line, { day, type: 'expansion', amountMinor: begins, secondSale: story.saleOf(line) });
}

function ends(line: Begun, day: Day, after: Begun | undefined, story: Story, into: Movement[]): void {
  if (after !== undefined) {
    const carried = Math.min(line.arr, after.begins);
    add(into, line, { day, type: 'renewal', amountMinor: -carried, other: after.lineId });
    add(into, line, { day, type: onlyPriceDiffers(line, after) ? 'price' : 'contraction', amountMinor: carried - line.arr });
  } else add(into, line, { day, type: story.activeOn(day) ? 'contraction' : 'churn', amountMinor: -line.arr });
}

interface Said {
  readonly day: Day;
  readonly type: MovementType;
  readonly amountMinor: number;
  readonly secondSale?: SecondSale | null;
  readonly other?: string | null;
}

function add(into: Movement[], line: Begun, { day, type, amountMinor, secondSale = null, other = null }: Said): void {
  const { lineId, contractId, currency, trial } = line;
  if (amountMinor !== 0) into.push({ lineId, contractId, day, type, secondSale, amountMinor, currency, trial, other });
}

function onlyPriceDiffers(a: Begun, b: Begun): boolean {
  return a.seats !== null && a.seats === b.seats && a.plan === b.plan;
}

/** Which line goes on with which: each start takes the nearest end that fits, one of the same plan first. */
function renewalsAmong(lines: readonly Begun[], toleranceDays: number): readonly Renewal[] {
  const ended = lines.filter((line) => line.gone !== null && line.arr !== 0).sort(byEnd);
  if (ended.length === 0) return [];
  const goneOn = ended.map((line) => dayNumber(gone(line)));
  const taken = new Set<Begun>();
  return lines.flatMap((to): readonly Renewal[] => {
    const from = to.begins > 0 ? nearestEnd(ended, goneOn, to, toleranceDays, taken) : null;
    if (from === null) return [];
    taken.add(from);
    return [{ from, to }];
  });
}

function nearestEnd(
  ended: readonly Begun[],
  goneOn: readonly number[],
  to: Begun,
  toleranceDays: number,
  taken: ReadonlySet<Begun>,
): Begun | null {
  const day = dayNumber(to.startsOn);
  const until = firstAtOrAfter(goneOn, day + toleranceDays + 1);
  let nearest: Begun | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = firstAtOrAfter(goneOn, day - toleranceDays); at < until; at++) {
    const from = ended[at];
    if (from === undefined || taken.has(from) || from.startsOn >= to.startsOn || !sameThing(from, to)) continue;
    const rank = Math.abs((goneOn[at] ?? 0) - day) + (from.plan === to.plan ? 0 : toleranceDays + 1);
    if (rank < least) [nearest, least] = [from, rank];
  }
  return nearest;
}

function sameThing(from: Begun, to: Begun): boolean {
  return from.product === to.product && from.currency === to.currency;
}

function byEnd(a: Begun, b: Begun): number {
  if (gone(a) === gone(b)) return keyOfLine(a) < keyOfLine(b) ? -1 : 1;
  return gone(a) < gone(b) ? -1 : 1;
}

function gone(line: Begun): Day {
  return line.gone ?? ('9999-12-31' as Day);
}

function firstAtOrAfter(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a customer had at a time. */
interface Story {
  /** A line that began earlier. */
  hadBefore(day: Day): boolean;
  /** A line that began earlier and went on to the day before, or was renewed later than it ended. */
  activeBefore(day: Day): boolean;
  /** A line that goes on on that day, or is renewed later than it ended. */
  activeOn(day: Day): boolean;
  saleOf(line: Begun): SecondSale;
}

function storyOf(lines: readonly Begun[], renewedBy: ReadonlyMap<Begun, Begun>): Story {
  const reach: { startsOn: Day; until: Day }[] = [];
  for (const line of lines) {
    const own = gone(line);
    const next = renewedBy.get(line)?.startsOn ?? own;
    const until = next > own ? next : own;
    const last = reach.at(-1)?.until ?? until;
    reach.push({ startsOn: line.startsOn, until: last > until ? last : until });
  }
  const products = new Map<string | null, Day>();
  const plansOf = new Map<string | null, Map<string | null, Day>>();
  for (const { product, plan, startsOn } of lines) {
    if (!products.has(product)) products.set(product, startsOn);
    const plans = plansOf.get(product) ?? new Map<string | null, Day>();
    if (!plans.has(plan)) plansOf.set(product, plans.set(plan, startsOn));
  }
  const named = lines.find(({ product }) => product !== null)?.startsOn;
  /** The first day on which nothing goes on, of all that began before a day. */
  const reached = (day: Day): Day | null => {
    let [low, high] = [0, reach.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((reach[middle]?.startsOn ?? day) < day) low = middle + 1;
      else high = middle;
    }
    return reach[low - 1]?.until ?? null;
  };
  const before = (first: Day | undefined, day: Day): boolean => first !== undefined && first < day;
  return {
    hadBefore: (day) => reached(day) !== null,
    activeBefore: (day) => (reached(day) ?? '') >= day,
    activeOn: (day) => (reached(addDays(day, 1)) ?? '') > day,
    saleOf({ product, plan, startsOn }) {
      if (product !== null && before(named, startsOn) && !before(products.get(product), startsOn)) return 'CROSS';
      const sameProduct = before(products.get(product), startsOn);
      return plan !== null && sameProduct && !before(plansOf.get(product)?.get(plan), startsOn) ? 'VALUE' : 'ADD';
    },
  };
}
