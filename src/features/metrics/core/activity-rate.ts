import { isWorkingDay, type WorkCalendar } from '../../../kernel/calendar.ts';
import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { SILENCE_LIMITS } from './usage-columns.ts';

/** ACT-06 looks at this many civil days, the day itself included. */
export const ACTIVITY_WINDOW_DAYS = 28;

/** Settled 4: fewer Known working days than this say too little. */
export const REQUIRED_WORKING_DAYS = 10;

const NOT_STARTED = reasonCode('not-started');
const ENDED = reasonCode('ended');
const NOT_MAPPED = reasonCode('not-mapped');
const SOURCE_SILENT = reasonCode('source-silent');
const NOT_COMPUTED = reasonCode('not-computed');
const NO_REGISTERED = reasonCode('no-registered-users');
const TOO_FEW = reasonCode('too-few-days');
const UNPUBLISHED = reasonCode('calendar-unpublished');

/** What the activity of one day rests on. */
export interface ActivityBasis {
  /** Live working days in the window by the calendar. */
  readonly workingDays: number;
  /** Those of them whose login ratio is Known. */
  readonly knownWorkingDays: number;
  /** Working days on which the source was silent. */
  readonly silentWorkingDays: number;
  /** A day of the window lies outside the years the calendar knows. */
  readonly provisional: boolean;
  /** Users who logged in, summed over the Known working days. */
  readonly loginUserDays: number;
  /** The mean login ratio of the Known working days, a fraction; NaN when there are none. */
  readonly rate: number;
  readonly partial: boolean;
  readonly reasonOfDay: number;
}

/**
 * The headline activity of an account: the mean login ratio over the working days of the last 28 civil days.
 *
 * Whole users are summed first while the number of registered users stays the same, so that exactly 20 % stays exactly 20 %. Sums are of whole
 * numbers and a window whose registered users changed is summed afresh, so that a replay from any start gives the same bits.
 *
 * @param loginUsers       Users who logged in, a count a day; covers `from − 27` to `to`.
 * @param registeredUsers  Registered users, a count a day; covers the same days.
 * @param calendar         Which days are worked.
 * @param from             Day number of the first cell.
 * @param to               Day number of the last cell, included.
 * @param acceptProvisional  True: where the calendar is not published the weekday rule answers (for showing beside the Unknown). Default false.
 * @returns                Fractions. Unknown, first reason that holds: `not-started`, `ended` or `not-mapped` on the day;
 *                         `source-silent` when more than a fifth of the window's working days is silent; `no-registered-users`
 *                         when that is why days are missing; `calendar-unpublished` when the window reaches such a year;
 *                         `too-few-days` below 10 Known working days.
 * @source                 ACT-06; settled 4, 12, 43.
 * @example                activityRate({ from: 0, values: new Float64Array(28).fill(16), reasons: new Uint8Array(28) }, { from: 0, values: new Float64Array(28).fill(80), reasons: new Uint8Array(28) }, { name: 'weekdays', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 }, 27, 27).values // => Float64Array.of(0.2)
 */
export function activityRate(
  loginUsers: Column,
  registeredUsers: Column,
  calendar: WorkCalendar,
  from: number,
  to: number,
  acceptProvisional = false,
): Column {
  const rate = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  const first = from - ACTIVITY_WINDOW_DAYS + 1;
  const working = workingMask(calendar, first, to);
  const sums = runningSums(loginUsers, registeredUsers, working, first);
  for (let index = 0; index < rate.values.length; index++) {
    const day = from + index;
    const window = windowOf(sums, index, index + ACTIVITY_WINDOW_DAYS, ratioReason(loginUsers, registeredUsers, day));
    const reason = reasonOf(window, acceptProvisional);
    rate.reasons[index] = reason;
    if (reason === 0 || reason === PARTIAL)
      rate.values[index] = rateOf(sums, index, window, () => basisOf(loginUsers, registeredUsers, working, first, day).rate);
  }
  return rate;
}

/** Up to each day, that day not included. All are whole numbers, so a difference of two of them is exact. */
interface RunningSums {
  readonly known: Int32Array;
  readonly silent: Int32Array;
  readonly partial: Int32Array;
  readonly provisional: Int32Array;
  readonly users: Float64Array;
  /** Registered users of the last Known working day. */
  readonly registered: Float64Array;
  /** Place of the last Known working day after which the number of registered users changed; −1 before any. */
  readonly changedAfter: Int32Array;
}

function runningSums(login: Column, registered: Column, working: Uint8Array, first: number): RunningSums {
  const length = working.length + 1;
  const counts = () => new Int32Array(length);
  const sums = { known: counts(), silent: counts(), partial: counts(), provisional: counts(), changedAfter: counts().fill(-1) };
  const [users, of] = [new Float64Array(length), new Float64Array(length)];
  let last = -1;
  for (let index = 0; index < working.length; index++) {
    const [next, day] = [index + 1, first + index];
    const mask = working[index] ?? 0;
    const reason = ratioReason(login, registered, day);
    const isWorked = mask & 1;
    const counted = isWorked * Number(isKnown(reason));
    sums.known[next] = (sums.known[index] ?? 0) + counted;
    sums.silent[next] = (sums.silent[index] ?? 0) + isWorked * Number(reason === SOURCE_SILENT);
    sums.partial[next] = (sums.partial[index] ?? 0) + counted * Number(reason === PARTIAL);
    sums.provisional[next] = (sums.provisional[index] ?? 0) + Number(isLive(reason)) * (mask >> 1);
    [users[next], of[next], sums.changedAfter[next]] = [users[index] ?? 0, of[index] ?? 0, sums.changedAfter[index] ?? -1];
    if (counted === 0) continue;
    users[next] += login.values[day - login.from] ?? 0;
    of[next] = registered.values[day - registered.from] ?? 0;
    if (of[next] !== of[index]) sums.changedAfter[next] = last;
    last = index;
  }
  return { ...sums, users, registered: of };
}

type Window = Pick<ActivityBasis, 'knownWorkingDays' | 'silentWorkingDays' | 'provisional' | 'partial' | 'reasonOfDay'>;

function windowOf({ known, silent, partial, provisional }: RunningSums, start: number, end: number, reasonOfDay: number): Window {
  const silentWorkingDays = (silent[end] ?? 0) - (silent[start] ?? 0);
  return {
    knownWorkingDays: (known[end] ?? 0) - (known[start] ?? 0),
    silentWorkingDays,
    provisional: provisional[end] !== provisional[start],
    partial: silentWorkingDays > 0 || partial[end] !== partial[start],
    reasonOfDay,
  };
}

/** One division where the number of registered users stayed the same in the window. */
function rateOf(
  { users, registered, changedAfter }: RunningSums,
  start: number,
  { knownWorkingDays }: Window,
  afresh: () => number,
): number {
  const end = start + ACTIVITY_WINDOW_DAYS;
  if ((changedAfter[end] ?? -1) >= start) return afresh();
  return ((users[end] ?? 0) - (users[start] ?? 0)) / ((registered[end] ?? 0) * knownWorkingDays);
}

/**
 * What the activity of one day rests on: the numbers behind `activityRate`.
 *
 * @param loginUsers       As for `activityRate`.
 * @param registeredUsers  As for `activityRate`.
 * @param calendar         Which days are worked.
 * @param day              Day number.
 * @returns                Counts of working days and the sums the rate is made of.
 * @source                 ACT-06.
 * @example                activityBasis({ from: 0, values: new Float64Array(28).fill(8), reasons: new Uint8Array(28) }, { from: 0, values: new Float64Array(28).fill(80), reasons: new Uint8Array(28) }, { name: 'weekdays', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 }, 27).loginUserDays // => 160
 */
export function activityBasis(loginUsers: Column, registeredUsers: Column, calendar: WorkCalendar, day: number): ActivityBasis {
  const start = day - ACTIVITY_WINDOW_DAYS + 1;
  return basisOf(loginUsers, registeredUsers, workingMask(calendar, start, day), start, day);
}

/** 1 worked, 0 not; 2 more where only the weekday rule says so. */
function workingMask(calendar: WorkCalendar, from: number, to: number): Uint8Array {
  const mask = new Uint8Array(Math.max(0, to - from + 1));
  for (let index = 0; index < mask.length; index++) {
    const { working, provisional } = isWorkingDay(calendar, from + index);
    mask[index] = (working ? 1 : 0) + (provisional ? 2 : 0);
  }
  return mask;
}

function basisOf(login: Column, registered: Column, working: Uint8Array, workingFrom: number, day: number): ActivityBasis {
  let [workingDays, known, silent, loginUserDays, provisional, partial] = [0, 0, 0, 0, false, false];
  // Users who logged in, and registered users, of each stretch of days with the same number of registered users.
  const stretches: [users: number, registered: number][] = [];
  for (let d = day - ACTIVITY_WINDOW_DAYS + 1; d <= day; d++) {
    const mask = working[d - workingFrom] ?? 0;
    const reason = ratioReason(login, registered, d);
    if (!isLive(reason)) continue;
    provisional ||= mask >= 2;
    if ((mask & 1) === 0) continue;
    workingDays += 1;
    if (reason === SOURCE_SILENT) silent += 1;
    if (!isKnown(reason)) continue;
    known += 1;
    partial ||= reason === PARTIAL;
    const [users, of] = [login.values[d - login.from] ?? 0, registered.values[d - registered.from] ?? 0];
    loginUserDays += users;
    addToStretches(stretches, users, of);
  }
  return {
    workingDays,
    knownWorkingDays: known,
    silentWorkingDays: silent,
    provisional,
    loginUserDays,
    // One division a stretch: 46 user-days of 5 users on 20 days are 46 ÷ 100 = 0.46, not 9.2 ÷ 20.
    rate: known === 0 ? Number.NaN : stretches.reduce((sum, [users, of]) => sum + users / (of * known), 0),
    partial: partial || silent > 0,
    reasonOfDay: ratioReason(login, registered, day),
  };
}

function isLive(reason: number): boolean {
  return reason !== NOT_STARTED && reason !== ENDED;
}

function isKnown(reason: number): boolean {
  return reason === 0 || reason === PARTIAL;
}

function addToStretches(stretches: [users: number, registered: number][], users: number, registered: number): void {
  const last = stretches.at(-1);
  if (last !== undefined && last[1] === registered) last[0] += users;
  else stretches.push([users, registered]);
}

/** The reason code of the login ratio of a day; as `loginRatio`, without building a column. */
function ratioReason(login: Column, registered: Column, day: number): number {
  const a = login.reasons[day - login.from] ?? NOT_COMPUTED;
  if (!isKnown(a)) return a;
  const b = registered.reasons[day - registered.from] ?? NOT_COMPUTED;
  if (!isKnown(b)) return b;
  return registered.values[day - registered.from] === 0 ? NO_REGISTERED : Math.max(a, b);
}

function reasonOf(basis: Window, acceptProvisional: boolean): number {
  const { reasonOfDay, knownWorkingDays: known, silentWorkingDays: silent } = basis;
  if (reasonOfDay === NOT_STARTED || reasonOfDay === ENDED || reasonOfDay === NOT_MAPPED || reasonOfDay === NOT_COMPUTED)
    return reasonOfDay;
  if (silent > 0 && silent > SILENCE_LIMITS.silentShare * (known + silent)) return SOURCE_SILENT;
  if (known < REQUIRED_WORKING_DAYS && reasonOfDay === NO_REGISTERED) return NO_REGISTERED;
  if (basis.provisional && !acceptProvisional) return UNPUBLISHED;
  if (known < REQUIRED_WORKING_DAYS) return reasonOfDay === SOURCE_SILENT ? SOURCE_SILENT : TOO_FEW;
  return basis.partial ? PARTIAL : 0;
}
