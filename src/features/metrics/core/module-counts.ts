/** Modules of one account by day: rows of one module stand together. */
export interface ModuleUse {
  /** Equal numbers are the same module. */
  readonly module: Int32Array;
  readonly day: Int32Array;
  /** A user of the module on that day; negative for at least `IN_USE.users` of them. */
  readonly user: Int32Array;
}

/** A module is in use when at least so many users used it on at least so many days of so many (HLT-03). */
export const IN_USE = { users: 3, days: 5, windowDays: 30 } as const;

/**
 * Counts the modules of an account for each day: those used on the day, and those in use.
 *
 * @param use     What was used when; rows are needed from `IN_USE.windowDays − 1` days before `from` on.
 * @param counts  Whether a day number counts: days outside the live span do not.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       Whole numbers, one a day: `used` on the day, and `inUse` in the 30 days that end with it.
 * @source        HLT-03: at least three distinct users and five days in 30.
 * @example       moduleCounts({ module: Int32Array.of(0, 0), day: Int32Array.of(4, 5), user: Int32Array.of(1, -1) }, () => true, 4, 6) // => { used: Float64Array.of(1, 1, 0), inUse: Float64Array.of(0, 0, 0) }
 */
export function moduleCounts(
  use: ModuleUse,
  counts: (day: number) => boolean,
  from: number,
  to: number,
): { readonly used: Float64Array; readonly inUse: Float64Array } {
  const length = Math.max(0, to - from + 1);
  const [used, inUse] = [new Float64Array(length), new Float64Array(length)];
  const start = from - IN_USE.windowDays + 1;
  const width = length + IN_USE.windowDays - 1;
  for (let row = 0; row < use.day.length; ) {
    const one = { few: new Map<number, number[]>(), used: new Uint8Array(width), many: new Uint8Array(width) };
    const module = use.module[row];
    for (; row < use.day.length && use.module[row] === module; row++) {
      const [day, user] = [use.day[row] ?? 0, use.user[row] ?? 0];
      if (day < start || day > to || !counts(day)) continue;
      one.used[day - start] = 1;
      if (user < 0) one.many[day - start] = 1;
      else one.few.set(day - start, [...(one.few.get(day - start) ?? []), user]);
    }
    countModule(one, used, inUse);
  }
  return { used, inUse };
}

/** One module: on which days it was used at all, by many, and by whom where those were few. */
interface OneModule {
  readonly few: ReadonlyMap<number, readonly number[]>;
  readonly used: Uint8Array;
  readonly many: Uint8Array;
}

function countModule(one: OneModule, used: Float64Array, inUse: Float64Array): void {
  let [days, manyDays] = [0, 0];
  const before = IN_USE.windowDays - 1;
  for (let at = 0; at < one.used.length; at++) {
    days += one.used[at] ?? 0;
    manyDays += one.many[at] ?? 0;
    const cell = at - before;
    if (cell < 0) continue;
    used[cell] = (used[cell] ?? 0) + (one.used[at] ?? 0);
    if (days >= IN_USE.days && (manyDays > 0 || hasUsers(one.few, cell, at))) inUse[cell] = (inUse[cell] ?? 0) + 1;
    days -= one.used[cell] ?? 0;
    manyDays -= one.many[cell] ?? 0;
  }
}

/** Whether enough different users stand in some days. */
function hasUsers(few: OneModule['few'], from: number, to: number): boolean {
  const users = new Set<number>();
  for (let day = from; day <= to && users.size < IN_USE.users; day++) for (const user of few.get(day) ?? []) users.add(user);
  return users.size >= IN_USE.users;
}
