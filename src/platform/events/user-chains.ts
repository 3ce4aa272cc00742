import { type Records, records } from './records.ts';

/*
 * The days of activity of all users: the users of a customer are a chain, and each has a chain of months in the order of time, a bit a
 * day. Both lie in arrays of numbers: a user with one month takes 44 bytes, each further month 16.
 */

/** A month here has 32 days: its number is the number of a day shifted by this. */
export const MONTH_SHIFT = 5;
const LAST_IN_MONTH = 2 ** MONTH_SHIFT - 1;
const NOWHERE = -1;

/** The users of one customer. `owner` tells customers apart. */
export interface Chain {
  readonly owner: number;
  first: number;
  last: number;
}

export function emptyChain(owner: number): Chain {
  return { owner, first: NOWHERE, last: NOWHERE };
}

/** Fields of a user, and of a month. */
const USER = { owner: 0, name: 1, next: 2, firstMonth: 3, lastMonth: 4 } as const;
const MONTH = { number: 0, active: 1, login: 2, next: 3 } as const;

export function userChains() {
  const users = records(5);
  const months = records(4);
  const places = placesOf(users);

  const userOf = (chain: Chain, name: number): number => {
    const found = places.find(chain.owner, name);
    if (found !== NOWHERE) return found;
    const user = users.add([chain.owner, name, NOWHERE, NOWHERE, NOWHERE]);
    places.add(user);
    if (chain.last === NOWHERE) chain.first = user;
    else users.set(chain.last, USER.next, user);
    chain.last = user;
    return user;
  };
  /** The latest month of a user that is not after one; mostly the last. */
  const lastUntil = (user: number, number: number): number => {
    const last = users.get(user, USER.lastMonth);
    if (last !== NOWHERE && months.get(last, MONTH.number) <= number) return last;
    let before = NOWHERE;
    for (let at = users.get(user, USER.firstMonth); at !== NOWHERE && months.get(at, MONTH.number) <= number; ) {
      before = at;
      at = months.get(at, MONTH.next);
    }
    return before;
  };
  /** The month of a user, made where there is none. */
  const monthOf = (user: number, number: number): number => {
    const before = lastUntil(user, number);
    if (before !== NOWHERE && months.get(before, MONTH.number) === number) return before;
    const after = before === NOWHERE ? users.get(user, USER.firstMonth) : months.get(before, MONTH.next);
    const month = months.add([number, 0, 0, after]);
    if (before === NOWHERE) users.set(user, USER.firstMonth, month);
    else months.set(before, MONTH.next, month);
    if (after === NOWHERE) users.set(user, USER.lastMonth, month);
    return month;
  };
  const add = (chain: Chain, name: number, number: number, active: number, login: number): void => {
    const month = monthOf(userOf(chain, name), number);
    months.set(month, MONTH.active, months.get(month, MONTH.active) | active);
    months.set(month, MONTH.login, months.get(month, MONTH.login) | login);
  };

  return {
    /** Adds days of one month of a user, a bit a day. */
    add,
    addDay(chain: Chain, name: number, day: number, isLogin: boolean): void {
      const bit = 1 << (day & LAST_IN_MONTH);
      add(chain, name, day >> MONTH_SHIFT, bit, isLogin ? bit : 0);
    },
    /** The active days of a customer's users between two days, both included: user after user, numbered from 0, in the order of days. */
    read(chain: Chain, from: number, to: number, take: (user: number, day: number, login: number) => void): void {
      let rank = 0;
      for (let user = chain.first; user !== NOWHERE; user = users.get(user, USER.next)) {
        for (let at = users.get(user, USER.firstMonth); at !== NOWHERE; at = months.get(at, MONTH.next)) {
          const first = months.get(at, MONTH.number) << MONTH_SHIFT;
          const login = months.get(at, MONTH.login);
          for (let bits = within(months.get(at, MONTH.active), from - first, to - first); bits !== 0; bits &= bits - 1) {
            const bit = LAST_IN_MONTH - Math.clz32(bits & -bits);
            take(rank, first + bit, (login >>> bit) & 1);
          }
        }
        rank += 1;
      }
    },
  };
}

/** The bits of a word from one place to another, both included; places may lie outside. */
function within(bits: number, from: number, to: number): number {
  if (from > LAST_IN_MONTH || to < 0) return 0;
  const above = from <= 0 ? bits : bits & (-1 << from);
  return to >= LAST_IN_MONTH ? above : above & ~(-1 << (to + 1));
}

/** Where users are, by customer and name: open-addressed, twice as large as it must be. */
function placesOf(users: Records) {
  /** Places + 1; 0 is empty. */
  let table = new Int32Array(4096);
  const cellOf = (owner: number, name: number): number => {
    const mask = table.length - 1;
    const hash = Math.imul(owner, 0x9e_37_79_b1) ^ Math.imul(name, 0x85_eb_ca_77);
    for (let cell = (hash ^ (hash >>> 15)) & mask; ; cell = (cell + 1) & mask) {
      const at = (table[cell] ?? 0) - 1;
      if (at === NOWHERE || (users.get(at, USER.owner) === owner && users.get(at, USER.name) === name)) return cell;
    }
  };
  const put = (user: number): void => {
    table[cellOf(users.get(user, USER.owner), users.get(user, USER.name))] = user + 1;
  };
  return {
    find: (owner: number, name: number): number => (table[cellOf(owner, name)] ?? 0) - 1,
    add(user: number): void {
      put(user);
      if (2 * users.size <= table.length) return;
      table = new Int32Array(2 * table.length);
      for (let at = 0; at < users.size; at++) put(at);
    },
  };
}
