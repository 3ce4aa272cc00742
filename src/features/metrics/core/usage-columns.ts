import { type Column, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { UnknownReason } from '../../../kernel/known.ts';
import { FRESHNESS_DAYS } from '../../usage/core/source-rate.ts';

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

/** What the stored columns of one account are made of. */
export interface UsageFacts {
  readonly live: LiveSpan;
  /** One row a user and day with counted activity, ordered by user, then day; equal numbers are the same user. */
  readonly user: Int32Array;
  readonly day: Int32Array;
  /** 1 when one of the day's events was a login. */
  readonly login: Uint8Array;
  /** Days on which any source of the account delivered a counted event to the workspace, ascending. Empty: it has no source. */
  readonly deliveryDays: Int32Array;
  /** First day on which logins are recognised; null when no login was ever seen or mapped. */
  readonly loginsMappedFrom: number | null;
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
export const STORED_COLUMNS = ['dau', 'wau', 'mau', 'login_users', 'registered_users'] as const;
export type StoredColumn = (typeof STORED_COLUMNS)[number];

/**
 * Counts the users of one account for each day: distinct active users in windows of 1, 7 and 30 civil days (the day included),
 * users who logged in, and registered users. Whole numbers, each day independent of where the computation starts.
 *
 * @param facts   What is known about the account. Rows are needed from `daysBefore` days before `from` on; days outside the live span are never counted.
 * @param limits  When silence makes a value Unknown.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       Five columns in users. Unknown before and after the live span (`not-started`, `ended`), for logins before
 *                they were mapped (`not-mapped`), and where too much of the window is silent (`source-silent`).
 * @source        ACT-01, ACT-03; settled 1, 2, 3, 43.
 * @example       usageColumns({ live: { startsOn: 5, endsOn: null }, user: Int32Array.of(1), day: Int32Array.of(6), login: Uint8Array.of(1), deliveryDays: Int32Array.of(5, 6), loginsMappedFrom: 6, registered: null }, SILENCE_LIMITS, 5, 7).dau.values // => Float64Array.of(0, 1, 0)
 */
export function usageColumns(facts: UsageFacts, limits: SilenceLimits, from: number, to: number): Record<StoredColumn, Column> {
  const silence = silenceOf(facts, limits, from - INFERRED_USERS_DAYS + 1, to);
  const active = (window: number, loginsOnly = false) => distinctUsers(facts, window, loginsOnly, from, to);
  const judged = (values: Float64Array, window: number, mappedFrom: number | null) =>
    withReasons(facts.live, values, window, mappedFrom, silence, limits.silentShare, from);
  const always = Number.NEGATIVE_INFINITY;
  return {
    dau: judged(active(1), 1, always),
    wau: judged(active(7), 7, always),
    mau: judged(active(LONGEST_WINDOW), LONGEST_WINDOW, always),
    login_users: judged(active(1, true), 1, facts.loginsMappedFrom),
    registered_users: registeredUsers(facts, silence, from, to),
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

// Each user-day counts on its own day and the window − 1 days after it; stretches of one user are cut so that they never overlap.
function distinctUsers(
  { live, user, day, login }: UsageFacts,
  window: number,
  loginsOnly: boolean,
  from: number,
  to: number,
): Float64Array {
  const length = Math.max(0, to - from + 1);
  const steps = new Int32Array(length + 1);
  let current = -1;
  let coveredUntil = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < day.length; row++) {
    const on = day[row] ?? 0;
    if (!isLiveOn(live, on) || (loginsOnly && login[row] !== 1)) continue;
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
      distinctUsers(facts, INFERRED_USERS_DAYS, false, from, to),
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
  for (let index = 0; index < values.length; index++) {
    const outside = outsideOf(live, column.from + index);
    if (outside === null) continue;
    values[index] = Number.NaN;
    reasons[index] = reasonCode(outside);
  }
  return { from: column.from, values, reasons };
}
