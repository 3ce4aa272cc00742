import { addDays, type Day, daysBetween } from '../../../kernel/time.ts';
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
  readonly key: string;
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
    const key = keyOfLine(line);
    return { ...line, key, begins: line.arr - (posted.get(key) ?? 0), gone: line.endsOn === null ? null : addDays(line.endsOn, 1) };
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
  const renewedBy = new Map(renewals.map(({ from, to }) => [from.key, to]));
  const renews = new Map(renewals.map(({ from, to }) => [to.key, from]));
  const story = storyOf(lines, renewedBy);
  return lines.flatMap((line) => [
    ...starts(line, renews.get(line.key), story),
    ...(line.gone === null ? [] : ends(line, line.gone, renewedBy.get(line.key), story)),
  ]);
}

function starts(line: Begun, before: Begun | undefined, story: Story): readonly Movement[] {
  const at = (type: MovementType, amountMinor: number, secondSale: SecondSale | null, other: string | null = null): Movement[] =>
    amountMinor === 0 ? [] : [movement(line, line.startsOn, type, amountMinor, secondSale, other)];
  if (before !== undefined) {
    const carried = Math.min(before.arr, line.begins);
    const grown = line.begins - carried;
    const type = onlyPriceDiffers(before, line) ? 'price' : 'expansion';
    const sale = type === 'price' ? null : before.plan === line.plan ? 'ADD' : 'VALUE';
    return [...at('renewal', carried, null, before.lineId), ...at(type, grown, sale)];
  }
  if (!story.hadBefore(line.startsOn)) return at('new', line.begins, null);
  if (!story.activeBefore(line.startsOn)) return at('reactivation', line.begins, null);
  return at('expansion', line.begins, story.saleOf(line));
}

function ends(line: Begun, gone: Day, after: Begun | undefined, story: Story): readonly Movement[] {
  const at = (type: MovementType, amountMinor: number, other: string | null = null): Movement[] =>
    amountMinor === 0 ? [] : [movement(line, gone, type, -amountMinor, null, other)];
  if (after !== undefined) {
    const carried = Math.min(line.arr, after.begins);
    const type = onlyPriceDiffers(line, after) ? 'price' : 'contraction';
    return [...at('renewal', carried, after.lineId), ...at(type, line.arr - carried)];
  }
  return at(story.activeOn(gone) ? 'contraction' : 'churn', line.arr);
}

function movement(
  { lineId, contractId, currency, trial }: Begun,
  day: Day,
  type: MovementType,
  amountMinor: number,
  secondSale: SecondSale | null,
  other: string | null,
): Movement {
  return { lineId, contractId, day, type, secondSale, amountMinor, currency, trial, other };
}

function onlyPriceDiffers(a: Begun, b: Begun): boolean {
  return a.seats !== null && a.seats === b.seats && a.plan === b.plan;
}

/** Which line goes on with which: each start takes the nearest end that fits, one of the same plan first. */
function renewalsAmong(lines: readonly Begun[], toleranceDays: number): readonly Renewal[] {
  const ended = lines.filter((line) => line.gone !== null && line.arr !== 0).sort(byEnd);
  if (ended.length === 0) return [];
  const taken = new Set<string>();
  return lines.flatMap((to): Renewal[] => {
    if (to.begins <= 0) return [];
    const first = firstAtOrAfter(ended, addDays(to.startsOn, -toleranceDays));
    const near = ended.slice(first, firstAtOrAfter(ended, addDays(to.startsOn, toleranceDays + 1)));
    const fitting = near.filter((from) => !taken.has(from.key) && from.startsOn < to.startsOn && sameThing(from, to));
    const rank = (from: Begun): number => Math.abs(daysBetween(gone(from), to.startsOn)) + (from.plan === to.plan ? 0 : toleranceDays + 1);
    const from = fitting.toSorted((a, b) => rank(a) - rank(b))[0];
    if (from === undefined) return [];
    taken.add(from.key);
    return [{ from, to }];
  });
}

function sameThing(from: Begun, to: Begun): boolean {
  return from.product === to.product && from.currency === to.currency;
}

function byEnd(a: Begun, b: Begun): number {
  if (gone(a) === gone(b)) return a.key < b.key ? -1 : 1;
  return gone(a) < gone(b) ? -1 : 1;
}

function gone(line: Begun): Day {
  return line.gone ?? ('9999-12-31' as Day);
}

function firstAtOrAfter(ended: readonly Begun[], day: Day): number {
  let [low, high] = [0, ended.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = ended[middle];
    if (line !== undefined && gone(line) < day) low = middle + 1;
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

function storyOf(lines: readonly Begun[], renewedBy: ReadonlyMap<string, Begun>): Story {
  const reach: { startsOn: Day; until: Day }[] = [];
  for (const line of lines) {
    const own = gone(line);
    const next = renewedBy.get(line.key)?.startsOn ?? own;
    const until = next > own ? next : own;
    const last = reach.at(-1)?.until ?? until;
    reach.push({ startsOn: line.startsOn, until: last > until ? last : until });
  }
  const products = new Map<string | null, Day>();
  const plans = new Map<string, Day>();
  for (const { product, plan, startsOn } of lines) {
    if (!products.has(product)) products.set(product, startsOn);
    const key = JSON.stringify([product, plan]);
    if (!plans.has(key)) plans.set(key, startsOn);
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
      return plan !== null && sameProduct && !before(plans.get(JSON.stringify([product, plan])), startsOn) ? 'VALUE' : 'ADD';
    },
  };
}
