/** Days without a delivery after which a source is silent (settled 1, decision 0004). */
export const FRESHNESS_DAYS = 3;
/** Days that a rate looks back. */
export const RATE_DAYS = 14;
/** Days with any events of a source before something is typical of it. */
const ENOUGH_DAYS = 3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How much a source sends. */
export interface Rate {
  readonly lastHour: number;
  readonly typicalHour: number | null;
  /** One a day of 24 hours, the last one ending with the last full hour. */
  readonly days: readonly number[];
}

/**
 * How much a source sends now, against what it usually sends at this time of the day.
 *
 * @param hours  Events by the beginning of the hour, in milliseconds since 1970.
 * @param now    The moment, in milliseconds since 1970.
 * @returns      Events of the last full hour; the median of that hour on the 14 days before, null when fewer than three of them have any
 *               events; and the events of each of the last 14 days.
 * @example      rateOf(new Map([[0, 7]]), 3_600_000).lastHour // => 7
 */
export function rateOf(hours: ReadonlyMap<number, number>, now: number): Rate {
  const last = Math.floor(now / HOUR_MS) * HOUR_MS - HOUR_MS;
  const sameHour: number[] = [];
  const days: number[] = [];
  let active = 0;
  for (let ago = RATE_DAYS; ago >= 0; ago--) {
    const end = last - ago * DAY_MS;
    let sum = 0;
    for (let hour = 0; hour < 24; hour++) sum += hours.get(end - hour * HOUR_MS) ?? 0;
    if (ago < RATE_DAYS) days.push(sum);
    if (ago === 0) continue;
    sameHour.push(hours.get(end) ?? 0);
    if (sum > 0) active += 1;
  }
  return { lastHour: hours.get(last) ?? 0, typicalHour: active < ENOUGH_DAYS ? null : median(sameHour), days };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

/** What is known of a source: is it heard of. */
export interface SourceNews {
  /** The day number of its last delivery; null when it never delivered. */
  readonly lastDay: number | null;
  readonly events: number;
  readonly retired: boolean;
}

/**
 * Whether a source is heard of.
 *
 * @param source  What is known of it.
 * @param today   The number of the day.
 * @returns       `silent` when more days than the freshness limit passed since its last delivery; `retired` when a person said that nothing
 *                is expected; `only-refused` when nothing of it was ever kept.
 * @source        Settled 1; decision 0004.
 * @example       sourceState({ lastDay: 10, events: 1, retired: false }, 13) // => 'fresh'
 */
export function sourceState({ lastDay, events, retired }: SourceNews, today: number): 'fresh' | 'silent' | 'retired' | 'only-refused' {
  if (retired) return 'retired';
  if (events === 0) return 'only-refused';
  return lastDay !== null && today - lastDay <= FRESHNESS_DAYS ? 'fresh' : 'silent';
}
