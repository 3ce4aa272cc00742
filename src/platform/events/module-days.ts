import { bitOf, type Chain, dayChains, eachDay, emptyChain, MONTH_SHIFT } from './day-chains.ts';
import { dayRows } from './day-rows.ts';
import { MANY_USERS } from './port.ts';

/*
 * On which days which module was used, and by whom while those are few: a bit a day for one, two and at least three users, and the names
 * of the first two. So the days on which many use a module cost nothing more, however many they are.
 */

/** With so many users on a day a module is used by many, and their names do not matter any more. */
export const MANY = 3;

/** A row for each user of a module on a day with fewer than MANY, or one of MANY_USERS. */
export interface ModuleDayRows {
  readonly account: Int32Array;
  /** A number that stands for the module within its account. */
  readonly module: Int32Array;
  /** The number of its name in the dictionary. */
  readonly name: Int32Array;
  readonly day: Int32Array;
  /** A number that stands for the user within account and module, or MANY_USERS. */
  readonly user: Int32Array;
}

const COUNTS = [0, 1, 2] as const;
const MANY_WORD = MANY - 1;

export function moduleDays() {
  /** Modules of a customer; on so many days they had so many users. */
  const modules = dayChains(MANY);
  /** Users of a module of a customer, on days with few. */
  const few = dayChains(1);
  const users = new Map<number, Map<number, Chain>>();
  let chains = 0;

  const usersOf = (account: Chain, module: number): Chain => {
    let own = users.get(account.owner);
    if (own === undefined) {
      own = new Map();
      users.set(account.owner, own);
    }
    let chain = own.get(module);
    if (chain === undefined) {
      chain = emptyChain(chains++);
      own.set(module, chain);
    }
    return chain;
  };

  return {
    /** True when it was not known that the user, or enough others, used the module on that day. */
    addDay(account: Chain, module: number, user: number, day: number): boolean {
      const bit = bitOf(day);
      const month = modules.monthOf(account, module, day >> MONTH_SHIFT);
      if ((modules.word(month, MANY_WORD) & bit) !== 0) return false;
      const seen = few.monthOf(usersOf(account, module), user, day >> MONTH_SHIFT);
      if ((few.word(seen, 0) & bit) !== 0) return false;
      few.setWord(seen, 0, few.word(seen, 0) | bit);
      const count = COUNTS.find((word) => (modules.word(month, word) & bit) === 0) ?? MANY_WORD;
      modules.setWord(month, count, modules.word(month, count) | bit);
      return true;
    },
    addMany(account: Chain, module: number, number: number, days: number): void {
      const month = modules.monthOf(account, module, number);
      for (const word of COUNTS) modules.setWord(month, word, modules.word(month, word) | days);
    },
    /** The days of some customers between two days, both included. */
    read(accounts: readonly { chain: Chain; position: number }[], from: number, to: number): ModuleDayRows {
      const rows = dayRows((length) => ({
        account: new Int32Array(length),
        module: new Int32Array(length),
        name: new Int32Array(length),
        day: new Int32Array(length),
        user: new Int32Array(length),
      }));
      const add = (account: number, [module, name]: readonly [number, number], day: number, user: number): void => {
        const [row, columns] = [rows.add(), rows.columns];
        columns.account[row] = account;
        columns.module[row] = module;
        columns.name[row] = name;
        columns.day[row] = day;
        columns.user[row] = user;
      };
      for (const { chain, position } of accounts) {
        const many = new Map<number, number>();
        let current = -1;
        let name = 0;
        const endModule = (): void => {
          const own = current < 0 ? undefined : users.get(chain.owner)?.get(name);
          if (own !== undefined)
            few.each(own, (user, _, number, month) =>
              eachDay(few.word(month, 0) & ~(many.get(number) ?? 0), number, from, to, (day) => add(position, [current, name], day, user)),
            );
          many.clear();
        };
        modules.each(chain, (module, called, number, month) => {
          if (module !== current) endModule();
          [current, name] = [module, called];
          many.set(number, modules.word(month, MANY_WORD));
          eachDay(modules.word(month, MANY_WORD), number, from, to, (day) => add(position, [module, called], day, MANY_USERS));
        });
        endModule();
      }
      return rows.taken();
    },
  };
}
