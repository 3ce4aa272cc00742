/** Users' days of activity: the columns of the answer to `userDays`. */
export interface UserDayRows {
  readonly account: Int32Array;
  readonly user: Int32Array;
  readonly day: Int32Array;
  readonly login: Uint8Array;
}

/** Takes as many rows as come. */
export function userDayRows() {
  let columns = columnsOf(256);
  let size = 0;
  return {
    add(account: number, user: number, day: number, login: number): void {
      if (size === columns.day.length) columns = longer(columns);
      columns.account[size] = account;
      columns.user[size] = user;
      columns.day[size] = day;
      columns.login[size] = login;
      size += 1;
    },
    /** Of their own length: what travels between threads is copied whole. */
    taken: (): UserDayRows => ({
      account: columns.account.slice(0, size),
      user: columns.user.slice(0, size),
      day: columns.day.slice(0, size),
      login: columns.login.slice(0, size),
    }),
  };
}

function columnsOf(length: number): UserDayRows {
  return { account: new Int32Array(length), user: new Int32Array(length), day: new Int32Array(length), login: new Uint8Array(length) };
}

function longer(before: UserDayRows): UserDayRows {
  const columns = columnsOf(2 * before.day.length);
  for (const name of ['account', 'user', 'day', 'login'] as const) columns[name].set(before[name]);
  return columns;
}
