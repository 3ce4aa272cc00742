import { type Counted, shareDifference } from '../../../kernel/stats/share-difference.ts';

/** A customer that was live on the day of a staggered start. Days are day numbers. */
export interface Drawn {
  /** Whether the rule was switched on for it on that day. */
  readonly first: boolean;
  /** The days on which the outcome came about, rising. */
  readonly outcomes: readonly number[];
  /** Up to which day it can be told. */
  readonly knownUntil: number;
}

/** What a rule changed, as far as it can be told. */
export interface RuleLift {
  /** Days after the start that are looked at; 0: nothing can be told yet. */
  readonly days: number;
  readonly first: Counted;
  readonly later: Counted;
  /** The share of the first half less that of the later one, with its 95 % interval; null where one half is empty. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** `too-few`: fewer than 20 customers in a half, or 20 outcomes in both. `open`: the interval holds 0. */
  readonly verdict: 'too-few' | 'open' | 'fewer' | 'more';
}

/** Customers a half needs, and outcomes both need together (defaults of the house). */
const LEAST = 20;

/**
 * What switching a rule on did: the outcomes of the half that had it first, against those of the half that had not, after the same days.
 *
 * @param drawn      All customers that were live on the day of the start, whether the rule ever spoke of them or not: who was drawn counts.
 * @param startedOn  Day number of the start.
 * @param days       Days after the start that are looked at.
 * @returns          Who cannot be told of for all those days is in neither half; the verdict by a rule fixed beforehand.
 * @source           Issue 8: rule lift by staggered start, with interval; 样本不足 below a number.
 * @example          ruleLift([{ first: true, outcomes: [3], knownUntil: 9 }, { first: false, outcomes: [], knownUntil: 9 }], 0, 5).difference.value // => 1
 */
export function ruleLift(drawn: readonly Drawn[], startedOn: number, days: number): RuleLift {
  const last = startedOn + days;
  const told = days < 1 ? [] : drawn.filter(({ knownUntil }) => knownUntil >= last);
  const count = (half: boolean): Counted => {
    const own = told.filter(({ first }) => first === half);
    return { hits: own.filter(({ outcomes }) => outcomes.some((day) => day > startedOn && day <= last)).length, of: own.length };
  };
  const [first, later] = [count(true), count(false)];
  const difference = first.of === 0 || later.of === 0 ? null : shareDifference(first, later);
  return { days: Math.max(0, days), first, later, difference, verdict: verdictOf(first, later, difference) };
}

function verdictOf(first: Counted, later: Counted, difference: RuleLift['difference']): RuleLift['verdict'] {
  if (difference === null || Math.min(first.of, later.of) < LEAST || first.hits + later.hits < LEAST) return 'too-few';
  if (difference.high < 0) return 'fewer';
  return difference.low > 0 ? 'more' : 'open';
}
