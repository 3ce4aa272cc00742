import { known, type Maybe, unknown } from '../known.ts';
import { ascendingOrder, endOfTie } from './ascending-order.ts';
import { checkColumn } from './check-column.ts';
import { checkDurations, type Durations } from './durations.ts';

export interface Concordance {
  /** Share of pairs in which the one with the higher score ends first, pairs of equal scores counted half: 0 to 1, 0.5 for no skill. */
  readonly share: number;
  /** Its standard error, by the infinitesimal jackknife. */
  readonly error: number;
  /** Pairs of which it is known who ended first, by whether the scores agree. */
  readonly concordant: number;
  readonly discordant: number;
  readonly tied: number;
}

/**
 * How well scores order lives: Harrell's concordance.
 *
 * @param durations  One row a customer, in any order. Who is censored at the time another ends lives longer.
 * @param scores     Of each row, a finite number: the higher, the sooner the end is expected.
 * @returns          Known concordance; Unknown(`insufficient-data`) for fewer than two rows, Unknown(`one-outcome`) when no pair can be compared.
 * @throws           InvariantError for impossible times or scores that are not finite.
 * @source           F. E. Harrell and others, "Evaluating the Yield of Medical Tests", JAMA 247 (1982); error as in T. Therneau's survival::concordance.
 * @example          concordance({ times: [1, 2, 3], ended: [1, 1, 0] }, [9, 5, 7]).value.share // => 2 / 3
 */
export function concordance(durations: Durations, scores: ArrayLike<number>): Maybe<Concordance> {
  checkDurations(durations);
  const count = durations.times.length;
  checkColumn('scores', scores, count);
  if (count < 2) return unknown('insufficient-data');
  const pairs = { agree: new Float64Array(count), disagree: new Float64Array(count), tied: new Float64Array(count) };
  const { ranks, size } = ranksOf(scores);
  countPairs(durations, ranks, size, pairs);
  // Each pair was counted for both of its members.
  const [concordant, discordant, tied] = [sum(pairs.agree) / 2, sum(pairs.disagree) / 2, sum(pairs.tied) / 2];
  const total = concordant + discordant + tied;
  if (total === 0) return unknown('one-outcome');
  const share = (concordant + tied / 2) / total;
  let variance = 0;
  for (let row = 0; row < count; row++) {
    const [agree, disagree, half] = [pairs.agree[row] ?? 0, pairs.disagree[row] ?? 0, (pairs.tied[row] ?? 0) / 2];
    variance += ((agree + half - share * (agree + disagree + 2 * half)) / total) ** 2;
  }
  return known({ share, error: Math.sqrt(variance), concordant, discordant, tied });
}

interface Pairs {
  readonly agree: Float64Array;
  readonly disagree: Float64Array;
  readonly tied: Float64Array;
}

/** Each end is compared with all who live longer, and each row with all ends before it: once backwards in time, once forwards. */
function countPairs(durations: Durations, ranks: Uint32Array, size: number, pairs: Pairs): void {
  const moments = momentsOf(durations);
  const later = new CountTree(size);
  for (const { ends, stays } of moments.toReversed()) {
    later.addAll(stays, ranks);
    for (const row of ends) compare(later, row, ranks[row] ?? 0, pairs.agree, pairs.disagree, pairs.tied);
    later.addAll(ends, ranks);
  }
  const earlier = new CountTree(size);
  for (const { ends, stays } of moments) {
    for (const row of ends) compare(earlier, row, ranks[row] ?? 0, pairs.disagree, pairs.agree, pairs.tied);
    earlier.addAll(ends, ranks);
    for (const row of stays) compare(earlier, row, ranks[row] ?? 0, pairs.disagree, pairs.agree, pairs.tied);
  }
}

/** By time: who ended then, and who was seen for the last time. */
function momentsOf({ times, ended }: Durations): { ends: number[]; stays: number[] }[] {
  const order = ascendingOrder(times);
  const moments: { ends: number[]; stays: number[] }[] = [];
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(times, order, from);
    const alike = [...order.subarray(from, to)];
    moments.push({ ends: alike.filter((row) => ended[row] === 1), stays: alike.filter((row) => ended[row] !== 1) });
    from = to;
  }
  return moments;
}

function compare(tree: CountTree, row: number, rank: number, below: Float64Array, above: Float64Array, tied: Float64Array): void {
  const [under, upTo] = [tree.upTo(rank - 1), tree.upTo(rank)];
  below[row] = (below[row] ?? 0) + under;
  tied[row] = (tied[row] ?? 0) + upTo - under;
  above[row] = (above[row] ?? 0) + tree.size - upTo;
}

function ranksOf(scores: ArrayLike<number>): { ranks: Uint32Array; size: number } {
  const order = ascendingOrder(scores);
  const ranks = new Uint32Array(order.length);
  let size = 0;
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(scores, order, from);
    size++;
    for (; from < to; from++) ranks[order[from] ?? 0] = size;
  }
  return { ranks, size };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many were added with a rank up to another, in logarithmic time (P. Fenwick, 1994). */
class CountTree {
  size = 0;
  readonly #sums: Float64Array;

  constructor(ranks: number) {
    this.#sums = new Float64Array(ranks + 1);
  }

  addAll(rows: readonly number[], ranks: Uint32Array): void {
    for (const row of rows) this.#add(ranks[row] ?? 0);
  }

  #add(rank: number): void {
    this.size++;
    for (let node = rank; node < this.#sums.length; node += node & -node) this.#sums[node] = (this.#sums[node] ?? 0) + 1;
  }

  upTo(rank: number): number {
    let count = 0;
    for (let node = rank; node > 0; node -= node & -node) count += this.#sums[node] ?? 0;
    return count;
  }
}
