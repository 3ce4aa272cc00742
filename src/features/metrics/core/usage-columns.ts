import { type Column, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { UnknownReason } from '../../../kernel/known.ts';
import { FRESHNESS_DAYS } from '../../usage/core/source-rate.ts';
import { IN_USE, type ModuleUse, moduleCounts } from './module-counts.ts';

/** Day numbers between which an account counts, both included; `endsOn` null while it goes on. */
export interface LiveSpan {
  readonly startsOn: number;
  readonly endsOn: number | null;
}

/** A user known to the account (identify or import) from a day on; `to` is the last day before being disabled, null while enabled. */
export interface RegisteredSpan {
  readonly from: number;
  readonly to: number | null;
}

/** Seconds for which the users of one account were online: one row a day and client. */
export interface OnlineTime {
  /** 1 for `pc`, 2 for `app`, else another number. */
  readonly client: Uint8Array;
  readonly day: Int32Array;
  readonly seconds: Float64Array;
}

/** Of an account whose events name no module. */
export const NO_MODULES: ModuleUse = { module: new Int32Array(), day: new Int32Array(), user: new Int32Array() };
/** Of an account whose events do not say how long they went on. */
export const NO_TIME: OnlineTime = { client: new Uint8Array(), day: new Int32Array(), seconds: new Float64Array() };

/** How a client is told apart: in what users did on a day, and in the time online. */
const PC = { bit: 1, code: 1 };
const APP = { bit: 2, code: 2 };

/** What the stored columns of one account are made of. */
export interface UsageFacts {
  readonly live: LiveSpan;
  /** One row a user and day with counted activity, ordered by user, then day; equal numbers are the same user. */
  readonly user: Int32Array;
  readonly day: Int32Array;
  /** 1 when one of the day's events was a login. */
  readonly login: Uint8Array;
  /** 1 when one of them came with the client `pc`, 2 with `app`; 3 with both. */
  readonly clients: Uint8Array;
  readonly modules: ModuleUse;
  readonly online: OnlineTime;
  /** Days on which any source of the account delivered a counted event to the workspace, ascending. Empty: it has no source. */
  readonly deliveryDays: Int32Array;
  /** First day on which logins, modules, clients and durations are recognised; null when none was ever seen or mapped. */
  readonly mappedFrom: Readonly<Record<'login' | 'module' | 'client' | 'seconds', number | null>>;
  /** Null when the workspace was never told its users: then they are inferred from use. */
  readonly registered: readonly RegisteredSpan[] | null;
}

/** When silence makes a value Unknown. */
export interface SilenceLimits {
  /** A source is fresh on the day of a delivery and this many days after. */
  readonly freshnessDays: number;
  /** A window is Unknown when more than this share of its live days is silent. */
  readonly silentShare: number;
}

/** Settled 1: three days, a fifth. */
export const SILENCE_LIMITS: SilenceLimits = { freshnessDays: FRESHNESS_DAYS, silentShare: 0.2 };

/** Settled 3: without registration, the users of this many days stand for the registered ones. */
export const INFERRED_USERS_DAYS = 180;

const WEEK = 7;
/** Days of the longest window of a stored column: MAU. */
const LONGEST_WINDOW = 30;

/**
 * How far before its first cell the columns of an account look.
 *
 * @param usersAreRegistered  Whether the registered users are known, and need not be inferred from use.
 * @returns                   Days before the first cell from which on users' days are needed.
 * @source                    ACT-01, settled 3: MAU counts 30 days, inferred users 180.
 * @example                   daysBefore(true) // => 29
 */
export function daysBefore(usersAreRegistered: boolean): number {
  return (usersAreRegistered ? LONGEST_WINDOW : INFERRED_USERS_DAYS) - 1;
}

/** Names of the stored columns, as the series store keeps them. */
export const STORED_COLUMNS = [
  'dau',
  'wau',
  'mau',
  'login_users',
  'registered_users',
  'modules',
  'modules_in_use',
  'online_seconds',
  'pc_users',
  'app_users',
  'pc_seconds',
  'app_seconds',
] as const;
export type StoredColumn = (typeof STORED_COLUMNS)[number];

/**
 * Counts the use of one account for each day: distinct active users in windows of 1, 7 and 30 civil days (the day included), users who
 * logged in, registered users; modules used and in use; the time online; users and time by client. Each day independent of where the
 * computation starts.
 *
 * @param facts   What is known about the account. Rows are needed from `daysBefore` days before `from` on; days outside the live span are never counted.
 * @param limits  When silence makes a value Unknown.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       The stored columns, in users, modules and seconds: whole numbers, the seconds beyond 2^24 as single precision has them.
 *                Unknown before and after the live span (`not-started`, `ended`), for what is made of logins, modules, clients or
 *                durations before any was seen or mapped (`not-mapped`), and where too much of the window is silent (`source-silent`).
 * @source        ACT-01, ACT-03, ACT-04, ACT-05, HLT-03; settled 1, 2, 3, 43.
 * @example       usageColumns({ live: { startsOn: 5, endsOn: null }, user: Int32Array.of(1), day: Int32Array.of(6), login: Uint8Array.of(1), clients: Uint8Array.of(0), modules: NO_MODULES, online: NO_TIME, deliveryDays: Int32Array.of(5, 6), mappedFrom: { login: 6, module: null, client: null, seconds: null }, registered: null }, SILENCE_LIMITS, 5, 7).dau.values // => Float64Array.of(0, 1, 0)
 */
export function usageColumns(facts: UsageFacts, limits: SilenceLimits, from: number, to: number): Record<StoredColumn, Column> {
  const { live, mappedFrom, modules: use, login, clients } = facts;
  const silence = silenceOf(facts, limits, from - INFERRED_USERS_DAYS + 1, to);
  const judged = (values: Float64Array, window: number, mapped: number | null = Number.NEGATIVE_INFINITY) =>
    withReasons(live, values, window, mapped, silence, limits.silentShare, from);
  const modules = moduleCounts(use, (day) => isLiveOn(live, day), from, to);
  const online = (client: number | null) => judged(secondsOnline(facts, client, from, to), 1, mappedFrom.seconds);
  return {
    dau: judged(usersOn(facts, null, 0, from, to), 1),
    wau: judged(distinctUsers(facts, WEEK, from, to), WEEK),
    mau: judged(distinctUsers(facts, LONGEST_WINDOW, from, to), LONGEST_WINDOW),
    login_users: judged(usersOn(facts, login, 1, from, to), 1, mappedFrom.login),
    registered_users: registeredUsers(facts, silence, from, to),
    modules: judged(modules.used, 1, mappedFrom.module),
    modules_in_use: judged(modules.inUse, IN_USE.windowDays, mappedFrom.module),
    online_seconds: online(null),
    pc_users: judged(usersOn(facts, clients, PC.bit, from, to), 1, mappedFrom.client),
    app_users: judged(usersOn(facts, clients, APP.bit, from, to), 1, mappedFrom.client),
    pc_seconds: online(PC.code),
    app_seconds: online(APP.code),
  };
}

/** Running counts from `start` on: `live[i]` and `silent[i]` count the days before `start + i`. Prefix sums over whole numbers are exact. */
interface Silence {
  readonly start: number;
  readonly live: Int32Array;
  readonly silent: Int32Array;
}

function silenceOf({ live, deliveryDays }: UsageFacts, limits: SilenceLimits, start: number, to: number): Silence {
  const length = Math.max(0, to - start + 1);
  const silence = { start, live: new Int32Array(length + 1), silent: new Int32Array(length + 1) };
  let next = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < length; index++) {
    const day = start + index;
    for (let delivered = deliveryDays[next]; delivered !== undefined && delivered <= day; delivered = deliveryDays[++next])
      last = delivered;
    const isLive = isLiveOn(live, day);
    silence.live[index + 1] = (silence.live[index] ?? 0) + (isLive ? 1 : 0);
    silence.silent[index + 1] = (silence.silent[index] ?? 0) + (isLive && day - last > limits.freshnessDays ? 1 : 0);
  }
  return silence;
}

function isLiveOn(live: LiveSpan, day: number): boolean {
  return day >= live.startsOn && (live.endsOn === null || day <= live.endsOn);
}

// A user has one row a day; `marks`, where given, must have one of the bits.
function usersOn({ live, day }: UsageFacts, marks: Uint8Array | null, bits: number, from: number, to: number): Float64Array {
  const values = new Float64Array(Math.max(0, to - from + 1));
  for (let row = 0; row < day.length; row++) {
    const on = day[row] ?? 0;
    if (on < from || on > to || !isLiveOn(live, on) || (marks !== null && ((marks[row] ?? 0) & bits) === 0)) continue;
    values[on - from] = (values[on - from] ?? 0) + 1;
  }
  return values;
}

// Exact up to 2^24 seconds, which is 4,660 hours a day; beyond, what single precision holds, so that it can be stored.
function secondsOnline({ live, online }: UsageFacts, client: number | null, from: number, to: number): Float64Array {
  const values = new Float64Array(Math.max(0, to - from + 1));
  for (let row = 0; row < online.day.length; row++) {
    const on = online.day[row] ?? 0;
    if (on < from || on > to || !isLiveOn(live, on) || (client !== null && online.client[row] !== client)) continue;
    values[on - from] = (values[on - from] ?? 0) + (online.seconds[row] ?? 0);
  }
  return values.map(Math.fround);
}

// Each user-day counts on its own day and the window − 1 days after it; stretches of one user are cut so that they never overlap.
function distinctUsers({ live, user, day }: UsageFacts, window: number, from: number, to: number): Float64Array {
  const length = Math.max(0, to - from + 1);
  const steps = new Int32Array(length + 1);
  let current = -1;
  let coveredUntil = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < day.length; row++) {
    const on = day[row] ?? 0;
    if (!isLiveOn(live, on)) continue;
    const who = user[row] ?? 0;
    if (who !== current || row === 0) [current, coveredUntil] = [who, Number.NEGATIVE_INFINITY];
    const first = Math.max(on, coveredUntil + 1, from);
    const last = on + window - 1;
    coveredUntil = Math.max(coveredUntil, last);
    if (first > last || first > to) continue;
    steps[first - from] = (steps[first - from] ?? 0) + 1;
    const end = Math.min(last, to) - from + 1;
    steps[end] = (steps[end] ?? 0) - 1;
  }
  return runningSum(steps, length);
}

function runningSum(steps: Int32Array, length: number): Float64Array {
  const values = new Float64Array(length);
  let sum = 0;
  for (let index = 0; index < length; index++) {
    sum += steps[index] ?? 0;
    values[index] = sum;
  }
  return values;
}

function withReasons(
  live: LiveSpan,
  values: Float64Array,
  window: number,
  mappedFrom: number | null,
  silence: Silence,
  silentShare: number,
  from: number,
): Column {
  const reasons = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const day = from + index;
    const outside = outsideOf(live, day);
    if (outside !== null) reasons[index] = reasonCode(outside);
    else if (mappedFrom === null || day < mappedFrom) reasons[index] = reasonCode('not-mapped');
    else reasons[index] = silenceCode(silence, day, window, silentShare);
    if (reasons[index] !== 0 && reasons[index] !== PARTIAL) values[index] = Number.NaN;
  }
  return { from, values, reasons };
}

function silenceCode(silence: Silence, day: number, window: number, silentShare: number): number {
  const end = day - silence.start + 1;
  const start = Math.max(0, end - window);
  const silent = (silence.silent[end] ?? 0) - (silence.silent[start] ?? 0);
  const live = (silence.live[end] ?? 0) - (silence.live[start] ?? 0);
  if (silent > silentShare * live) return reasonCode('source-silent');
  return silent > 0 ? PARTIAL : 0;
}

/** Why a day lies outside the span, or null. */
function outsideOf(live: LiveSpan, day: number): UnknownReason | null {
  if (day < live.startsOn) return 'not-started';
  return live.endsOn !== null && day > live.endsOn ? 'ended' : null;
}

// A register does not fall silent: who was registered stays so. Inferred users are marked partial where some of their window was silent.
function registeredUsers(facts: UsageFacts, silence: Silence, from: number, to: number): Column {
  if (facts.registered === null) {
    return withReasons(
      facts.live,
      distinctUsers(facts, INFERRED_USERS_DAYS, from, to),
      INFERRED_USERS_DAYS,
      Number.NEGATIVE_INFINITY,
      silence,
      1,
      from,
    );
  }
  const length = Math.max(0, to - from + 1);
  const steps = new Int32Array(length + 1);
  for (const span of facts.registered) {
    const first = Math.max(span.from, from) - from;
    const end = span.to === null ? length : Math.min(span.to, to) - from + 1;
    if (first >= end) continue;
    steps[first] = (steps[first] ?? 0) + 1;
    steps[end] = (steps[end] ?? 0) - 1;
  }
  const silent = { ...silence, silent: new Int32Array(silence.silent.length) };
  return withReasons(facts.live, runningSum(steps, length), 1, Number.NEGATIVE_INFINITY, silent, 1, from);
}

/**
 * Lays the live span over a column read from the store: the span may have changed since the column was written.
 *
 * @param column  A stored column.
 * @param live    The span as it is now.
 * @returns       The column with `not-started` before and `ended` after the span; the same object when nothing changes.
 * @example       withinLiveSpan({ from: 1, values: Float64Array.of(4, 5), reasons: Uint8Array.of(0, 0) }, { startsOn: 1, endsOn: 1 }).values // => Float64Array.of(4, NaN)
 */
export function withinLiveSpan(column: Column, live: LiveSpan): Column {
  const last = column.from + column.values.length - 1;
  if (column.from >= live.startsOn && (live.endsOn === null || last <= live.endsOn)) return column;
  const [values, reasons] = [column.values.slice(), column.reasons.slice()];
  const cover = (outside: UnknownReason, start: number, end: number): void => {
    values.fill(Number.NaN, start, end);
    reasons.fill(reasonCode(outside), start, end);
  };
  if (live.endsOn !== null) cover('ended', Math.max(0, live.endsOn + 1 - column.from), values.length);
  cover('not-started', 0, Math.max(0, live.startsOn - column.from));
  return { from: column.from, values, reasons };
}
