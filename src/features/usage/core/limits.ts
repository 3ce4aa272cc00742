/** How many items a key may send; null: as many as it likes. */
export interface KeyLimits {
  readonly perMinute: number | null;
  /** On a civil day of the workspace. */
  readonly perDay: number | null;
}

/** What a key has sent in the minute and on the day that were current when it last sent something. */
export interface Use {
  /** Number of the minute since the epoch. */
  readonly minute: number;
  readonly inMinute: number;
  /** Day number (kernel/time) in the workspace's zone. */
  readonly day: number;
  readonly inDay: number;
}

/** From which share of a limit on people are warned. */
export const WARNED_AT = [90, 70] as const;

/**
 * What a key has used of the present minute and day.
 *
 * @param use     What is known; null for a key that never sent anything.
 * @param minute  The present minute.
 * @param day     The present day.
 * @returns       The same use, without what belongs to another minute or day.
 * @example       presentUse({ minute: 1, inMinute: 5, day: 1, inDay: 9 }, 2, 1) // => { minute: 2, inMinute: 0, day: 1, inDay: 9 }
 */
export function presentUse(use: Use | null, minute: number, day: number): Use {
  return { minute, inMinute: use?.minute === minute ? use.inMinute : 0, day, inDay: use?.day === day ? use.inDay : 0 };
}

/**
 * What stands in the way of some items.
 *
 * @param use     The use of the present minute and day.
 * @param items   Items that are to be sent, 1 or more.
 * @param limits  The limits of the key; null for none.
 * @returns       `day` or `minute`: the limit that is used up for now. `never`: there are more items than any minute or day allows. Null:
 *                nothing.
 * @example       brakeOf({ minute: 1, inMinute: 5, day: 1, inDay: 9 }, 2, { perMinute: 6, perDay: null }) // => 'minute'
 */
export function brakeOf(use: Use, items: number, limits: KeyLimits | null): 'day' | 'minute' | 'never' | null {
  const perMinute = limits?.perMinute ?? Number.POSITIVE_INFINITY;
  const perDay = limits?.perDay ?? Number.POSITIVE_INFINITY;
  if (items > Math.min(perMinute, perDay)) return 'never';
  if (use.inDay + items > perDay) return 'day';
  return use.inMinute + items > perMinute ? 'minute' : null;
}

/** How far a limit is used. */
export interface Meter {
  readonly used: number;
  readonly limit: number | null;
  /** Fraction of the limit, 0 to 1; null without a limit. */
  readonly share: number | null;
  /** The highest threshold in percent that is reached; null below 70 % and without a limit. */
  readonly warning: (typeof WARNED_AT)[number] | null;
}

/**
 * Reads a meter.
 *
 * @param used   Items sent.
 * @param limit  Most items; null for no limit.
 * @returns      Use, limit, share and warning.
 * @example      meterOf(70, 100) // => { used: 70, limit: 100, share: 0.7, warning: 70 }
 */
export function meterOf(used: number, limit: number | null): Meter {
  if (limit === null) return { used, limit, share: null, warning: null };
  // Whole numbers are compared: 0.7 is none in binary.
  const warning = WARNED_AT.find((percent) => used * 100 >= limit * percent) ?? null;
  return { used, limit, share: used / limit, warning };
}
