import { bitOf, type Chain, dayChains, eachDay, firstDay, MONTH_SHIFT } from './day-chains.ts';
import { dayRows } from './day-rows.ts';

/** Users' days of activity: the columns of the answer to `userDays`. */
export interface UserDayRows {
  readonly account: Int32Array;
  readonly user: Int32Array;
  readonly day: Int32Array;
  readonly login: Uint8Array;
  readonly clients: Uint8Array;
}

/** Days of one month of a user, a bit a day. */
export interface MonthOfDays {
  readonly active: number;
  readonly login: number;
  readonly pc: number;
  readonly app: number;
}

/** When users logged in for the first time: the columns of the answer to `firstLogins`. */
export interface FirstLoginRows {
  readonly account: Int32Array;
  readonly day: Int32Array;
}

const [ACTIVE, LOGIN, PC, APP] = [0, 1, 2, 3];
/** Codes of the clients by which users are told apart, and the bits for them in an answer. */
const [PC_CODE, APP_CODE] = [1, 2];
export const PC_BIT = 1;
export const APP_BIT = 2;

/** The days on which the users of customers were active, and how. */
export function userDaysOf() {
  const months = dayChains(4);
  /** True when one of the days was not marked. */
  const mark = (month: number, word: number, days: number): boolean => {
    const before = months.word(month, word);
    if ((before | days) === before) return false;
    months.setWord(month, word, before | days);
    return true;
  };
  return {
    /** True when the user was not known to be active on that day, in that way. */
    addDay(account: Chain, user: number, day: number, isLogin: boolean, client: number): boolean {
      const month = months.monthOf(account, user, day >> MONTH_SHIFT);
      const bit = bitOf(day);
      let isNew = mark(month, ACTIVE, bit);
      if (isLogin && mark(month, LOGIN, bit)) isNew = true;
      if (client === PC_CODE && mark(month, PC, bit)) isNew = true;
      if (client === APP_CODE && mark(month, APP, bit)) isNew = true;
      return isNew;
    },
    addMonth(account: Chain, user: number, number: number, { active, login, pc, app }: MonthOfDays): void {
      const month = months.monthOf(account, user, number);
      mark(month, ACTIVE, active);
      mark(month, LOGIN, login);
      mark(month, PC, pc);
      mark(month, APP, app);
    },
    /** The active days of some customers' users between two days, both included. */
    read(accounts: readonly { chain: Chain; position: number }[], from: number, to: number): UserDayRows {
      const rows = dayRows((length) => ({
        account: new Int32Array(length),
        user: new Int32Array(length),
        day: new Int32Array(length),
        login: new Uint8Array(length),
        clients: new Uint8Array(length),
      }));
      for (const { chain, position } of accounts) {
        months.each(chain, (user, _, number, month) => {
          const [login, pc, app] = [months.word(month, LOGIN), months.word(month, PC), months.word(month, APP)];
          eachDay(months.word(month, ACTIVE), number, from, to, (day, bit) => {
            const row = rows.add();
            const { columns } = rows;
            columns.account[row] = position;
            columns.user[row] = user;
            columns.day[row] = day;
            columns.login[row] = (login >>> bit) & 1;
            columns.clients[row] = (((pc >>> bit) & 1) * PC_BIT) | (((app >>> bit) & 1) * APP_BIT);
          });
        });
      }
      return rows.taken();
    },
    /** The first day of a login of each user of some customers. */
    firstLogins(accounts: readonly { chain: Chain; position: number }[]): FirstLoginRows {
      const rows = dayRows((length) => ({ account: new Int32Array(length), day: new Int32Array(length) }));
      for (const { chain, position } of accounts) {
        let last = -1;
        months.each(chain, (user, _, number, month) => {
          const logins = months.word(month, LOGIN);
          if (user === last || logins === 0) return;
          last = user;
          const row = rows.add();
          rows.columns.account[row] = position;
          rows.columns.day[row] = firstDay(logins, number);
        });
      }
      return rows.taken();
    },
  };
}
