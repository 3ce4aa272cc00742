/**
 * Why a value is not known. Closed: every reason has a sentence in both languages (`src/web/locales`).
 *
 * - `not-started` / `ended`: the account was not live on that day.
 * - `source-silent`: the account's source delivered nothing within the freshness limit.
 * - `not-mapped`: nothing of what this value is made of was ever seen or mapped (logins, for a login ratio; durations, for the time online).
 * - `no-registered-users`: a ratio to registered users, and there are none.
 * - `too-few-days`: too few Known working days in the window.
 * - `calendar-unpublished`: the working calendar does not reach that year.
 * - `insufficient-data`: less than the required share of a score's weight is Known (数据不足).
 * - `not-measured`: this part is not measured by Mooring in this workspace yet.
 * - `not-computed`: the day lies after the last day that has been computed.
 * - `no-active-users`: a share of the day's users or a mean over them, and there were none.
 * - `one-outcome`: every outcome is the same (nothing happened, or it happened to all), so there is nothing to tell apart.
 * - `no-estimate`: the data leave the estimate open: no fit is best (complete separation), or columns repeat each other.
 * - `not-reached`: what is followed ended before the value was reached, such as a median life when more than half are still here.
 */
export const UNKNOWN_REASONS = [
  'not-started',
  'ended',
  'source-silent',
  'not-mapped',
  'no-registered-users',
  'too-few-days',
  'calendar-unpublished',
  'insufficient-data',
  'not-measured',
  'not-computed',
  // Codes of reasons are stored: new ones come last.
  'no-active-users',
  'one-outcome',
  'no-estimate',
  'not-reached',
] as const;

export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** A value we can stand behind. `partial` marks a window with some, but tolerably few, silent days. */
export interface Known<T> {
  readonly known: true;
  readonly value: T;
  readonly partial?: true;
}

/** The absence of a value, with its reason. Never to be replaced by 0. */
export interface Unknown {
  readonly known: false;
  readonly reason: UnknownReason;
}

/** A value or the reason why there is none. */
export type Maybe<T> = Known<T> | Unknown;

/**
 * Wraps a value as Known.
 *
 * @param value  The value, in whatever unit the caller's type says.
 * @returns      `{known: true, value}`.
 * @example      known(3) // => { known: true, value: 3 }
 */
export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/**
 * The absence of a value, with its reason.
 *
 * @param reason  One of the closed list of reasons.
 * @returns       `{known: false, reason}`.
 * @example       unknown('ended') // => { known: false, reason: 'ended' }
 */
export function unknown(reason: UnknownReason): Unknown {
  return { known: false, reason };
}
