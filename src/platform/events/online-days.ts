import { type Chain, DAYS_OF_MONTH, dayChains, MONTH_SHIFT } from './day-chains.ts';
import { dayRows } from './day-rows.ts';

/** For how many seconds the users of a customer were online on a day, with each client. */
export interface OnlineDayRows {
  readonly account: Int32Array;
  /** Code of the client: 0 for none, else its place in CLIENTS and one. */
  readonly client: Uint8Array;
  readonly day: Int32Array;
  readonly seconds: Float64Array;
}

/** Sums of seconds by customer, client and day. */
export function onlineDays() {
  const sums = dayChains(DAYS_OF_MONTH, Float64Array);
  return {
    add(account: Chain, client: number, day: number, seconds: number): void {
      const month = sums.monthOf(account, client, day >> MONTH_SHIFT);
      const at = day & (DAYS_OF_MONTH - 1);
      sums.setWord(month, at, sums.word(month, at) + seconds);
    },
    /** The days of some customers between two days, both included. */
    read(accounts: readonly { chain: Chain; position: number }[], from: number, to: number): OnlineDayRows {
      const rows = dayRows((length) => ({
        account: new Int32Array(length),
        client: new Uint8Array(length),
        day: new Int32Array(length),
        seconds: new Float64Array(length),
      }));
      for (const { chain, position } of accounts) {
        sums.each(chain, (_, client, number, month) => {
          for (let at = 0; at < DAYS_OF_MONTH; at++) {
            const [day, seconds] = [(number << MONTH_SHIFT) + at, sums.word(month, at)];
            if (seconds === 0 || day < from || day > to) continue;
            const row = rows.add();
            const { columns } = rows;
            columns.account[row] = position;
            columns.client[row] = client;
            columns.day[row] = day;
            columns.seconds[row] = seconds;
          }
        });
      }
      return rows.taken();
    },
  };
}
