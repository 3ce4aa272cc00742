import { type Records, records } from './records.ts';

/*
 * What is known of many things by day: the things of one owner are a chain (the users of a customer), and each has a chain of months in
 * the order of time, with some words of numbers a month. All lie in arrays: a thing takes 28 bytes, a month of two words 16.
 */

/** A month here has 32 days: its number is the number of a day shifted by this. */
export const MONTH_SHIFT = 5;
export const DAYS_OF_MONTH = 2 ** MONTH_SHIFT;
const LAST_IN_MONTH = DAYS_OF_MONTH - 1;
const NOWHERE = -1;

/** The things of one owner. `owner` tells owners apart. */
export interface Chain {
  readonly owner: number;
  first: number;
  last: number;
}

export function emptyChain(owner: number): Chain {
  return { owner, first: NOWHERE, last: NOWHERE };
}

/** Fields of a thing, and the first ones of a month. */
const THING = { owner: 0, name: 1, next: 2, firstMonth: 3, lastMonth: 4 } as const;
const MONTH = { number: 0, next: 1, words: 2 } as const;

export interface DayChains {
  /** The month of a thing, made where there is none. */
  monthOf(chain: Chain, name: number, number: number): number;
  word(month: number, word: number): number;
  setWord(month: number, word: number, value: number): void;
  /** The months of the things of a chain, thing after thing in the order in which they came, numbered from 0; each in the order of time. */
  each(chain: Chain, take: (thing: number, name: number, number: number, month: number) => void): void;
}

/** Months have so many words of 32 bits, or `cells` makes an array for other numbers. */
export function dayChains(words: number, cells?: Parameters<typeof records>[1]): DayChains {
  const things = records(5);
  const months = records(MONTH.words + words, cells);
  const places = placesOf(things);

  const thingOf = (chain: Chain, name: number): number => {
    const found = places.find(chain.owner, name);
    if (found !== NOWHERE) return found;
    const thing = things.add();
    for (const [field, value] of [chain.owner, name, NOWHERE, NOWHERE, NOWHERE].entries()) things.set(thing, field, value);
    places.add(thing);
    if (chain.last === NOWHERE) chain.first = thing;
    else things.set(chain.last, THING.next, thing);
    chain.last = thing;
    return thing;
  };
  /** The latest month of a thing that is not after one; mostly the last. */
  const lastUntil = (thing: number, number: number): number => {
    const last = things.get(thing, THING.lastMonth);
    if (last !== NOWHERE && months.get(last, MONTH.number) <= number) return last;
    let before = NOWHERE;
    for (let at = things.get(thing, THING.firstMonth); at !== NOWHERE && months.get(at, MONTH.number) <= number; ) {
      before = at;
      at = months.get(at, MONTH.next);
    }
    return before;
  };
  return {
    monthOf(chain, name, number) {
      const thing = thingOf(chain, name);
      const before = lastUntil(thing, number);
      if (before !== NOWHERE && months.get(before, MONTH.number) === number) return before;
      const after = before === NOWHERE ? things.get(thing, THING.firstMonth) : months.get(before, MONTH.next);
      const month = months.add();
      months.set(month, MONTH.number, number);
      months.set(month, MONTH.next, after);
      if (before === NOWHERE) things.set(thing, THING.firstMonth, month);
      else months.set(before, MONTH.next, month);
      if (after === NOWHERE) things.set(thing, THING.lastMonth, month);
      return month;
    },
    word: (month, word) => months.get(month, MONTH.words + word),
    setWord: (month, word, value) => months.set(month, MONTH.words + word, value),
    each(chain, take) {
      let rank = 0;
      for (let thing = chain.first; thing !== NOWHERE; thing = things.get(thing, THING.next)) {
        const name = things.get(thing, THING.name);
        for (let at = things.get(thing, THING.firstMonth); at !== NOWHERE; at = months.get(at, MONTH.next))
          take(rank, name, months.get(at, MONTH.number), at);
        rank += 1;
      }
    },
  };
}

/** The bit of a day in the words of its month. */
export function bitOf(day: number): number {
  return 1 << (day & LAST_IN_MONTH);
}

/** The days of a month that are marked in a word, between two days, both included, in their order. */
export function eachDay(bits: number, month: number, from: number, to: number, take: (day: number, bit: number) => void): void {
  const first = month << MONTH_SHIFT;
  for (let rest = within(bits, from - first, to - first); rest !== 0; rest &= rest - 1) {
    const bit = LAST_IN_MONTH - Math.clz32(rest & -rest);
    take(first + bit, bit);
  }
}

/** The first day that is marked in a word of a month that has one. */
export function firstDay(bits: number, month: number): number {
  return (month << MONTH_SHIFT) + LAST_IN_MONTH - Math.clz32(bits & -bits);
}

/** The bits of a word from one place to another, both included; places may lie outside. */
function within(bits: number, from: number, to: number): number {
  if (from > LAST_IN_MONTH || to < 0) return 0;
  const above = from <= 0 ? bits : bits & (-1 << from);
  return to >= LAST_IN_MONTH ? above : above & ~(-1 << (to + 1));
}

/** Where things are, by owner and name: open-addressed, twice as large as it must be. */
function placesOf(things: Records) {
  /** Places + 1; 0 is empty. */
  let table = new Int32Array(4096);
  const cellOf = (owner: number, name: number): number => {
    const mask = table.length - 1;
    const hash = Math.imul(owner, 0x9e_37_79_b1) ^ Math.imul(name, 0x85_eb_ca_77);
    for (let cell = (hash ^ (hash >>> 15)) & mask; ; cell = (cell + 1) & mask) {
      const at = (table[cell] ?? 0) - 1;
      if (at === NOWHERE || (things.get(at, THING.owner) === owner && things.get(at, THING.name) === name)) return cell;
    }
  };
  const put = (thing: number): void => {
    table[cellOf(things.get(thing, THING.owner), things.get(thing, THING.name))] = thing + 1;
  };
  return {
    find: (owner: number, name: number): number => (table[cellOf(owner, name)] ?? 0) - 1,
    add(thing: number): void {
      put(thing);
      if (2 * things.size <= table.length) return;
      table = new Int32Array(2 * table.length);
      for (let at = 0; at < things.size; at++) put(at);
    },
  };
}
