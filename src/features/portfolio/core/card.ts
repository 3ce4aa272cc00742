import { isWorkingDay, type WorkCalendar } from '../../../kernel/calendar.ts';
import type { Column } from '../../../kernel/column.ts';
import type { Day } from '../../../kernel/time.ts';
import type { Band } from '../../health/core/model.ts';

/** Whether a customer is live today, has ended, or is still to come. */
export type LiveState = 'live' | 'ended' | 'coming';

/** 漂移: looked at over so many days, from so many points lost on (defaults of ours). */
export const DRIFT = { days: 30, points: 8 } as const;

/** MON-01: at least this much activity, and this share of what is expected, in each of so many weeks. */
export const STEADY = { activity: 0.2, ofExpected: 0.75, weeks: 4 } as const;

const RANK: Readonly<Record<Band, number | null>> = { healthy: 2, watch: 1, danger: 0, 'insufficient-data': null };

/**
 * Whether a customer is live on a day.
 *
 * @param startsOn  First day.
 * @param endsOn    Last day, included; null while it goes on.
 * @param today     The day.
 * @returns         `coming` before, `ended` after, else `live`.
 * @example         liveStateOf(day('2026-01-01'), day('2026-06-30'), day('2026-07-01')) // => 'ended'
 */
export function liveStateOf(startsOn: Day, endsOn: Day | null, today: Day): LiveState {
  if (startsOn > today) return 'coming';
  return endsOn !== null && endsOn < today ? 'ended' : 'live';
}

/** Whether somebody drifts, and since which entry. */
export interface Drift {
  readonly drifting: boolean;
  /** Index of the first day of the unbroken run up to the last day; null where nobody drifts. */
  readonly since: number | null;
}

/**
 * Whether the health drifts away: over 30 days it lost 8 points or more, as people see them, or fell into a lower band. A day that has no
 * score, or none to compare with, says nothing, and nobody drifts on it.
 *
 * @param scores  One entry a day, NaN where there is none; the last is today's.
 * @param bands   The band of each of these days, as computed.
 * @returns       Whether the last day drifts, and since when it has without a break, as far as the days reach.
 * @example       driftOf(Float64Array.from({ length: 31 }, (_, at) => (at === 30 ? 80 : 90)), new Array(31).fill('healthy')) // => { drifting: true, since: 30 }
 * @example       driftOf(Float64Array.of(90, 82), ['healthy', 'healthy']) // => { drifting: false, since: null }
 */
export function driftOf(scores: Float64Array, bands: readonly Band[]): Drift {
  let since: number | null = null;
  for (let at = scores.length - 1; at >= DRIFT.days && driftsOn(scores, bands, at); at--) since = at;
  return { drifting: since !== null, since };
}

function driftsOn(scores: Float64Array, bands: readonly Band[], at: number): boolean {
  const [now, before] = [scores[at] ?? Number.NaN, scores[at - DRIFT.days] ?? Number.NaN];
  if (Number.isNaN(now) || Number.isNaN(before)) return false;
  if (Math.round(now) - Math.round(before) <= -DRIFT.points) return true;
  const [rank, rankBefore] = [RANK[bands[at] ?? 'insufficient-data'], RANK[bands[at - DRIFT.days] ?? 'insufficient-data']];
  return rank !== null && rankBefore !== null && rank < rankBefore;
}

/**
 * The points of the last 31 days for a small line.
 *
 * @param scores  One entry a day, NaN where there is none; the last is today's.
 * @returns       At most 31 values with one decimal, null for a day without a score.
 * @example       sparkOf(Float64Array.of(71.26, NaN, 70)) // => [71.3, null, 70]
 */
export function sparkOf(scores: Float64Array): readonly (number | null)[] {
  return Array.from(scores.slice(-(DRIFT.days + 1)), (score) => (Number.isNaN(score) ? null : Math.round(score * 10) / 10));
}

/**
 * Whether a customer is steadily active (稳定活跃): in each of the last four weeks the mean login ratio of the working days reached 20 % and
 * three quarters of what is expected. A week without a working day says nothing.
 *
 * @param ratio     Login ratio by day; covers the 28 days up to `today`.
 * @param expected  What is expected, a fraction.
 * @param calendar  Which days are worked.
 * @param today     Day number of the last day.
 * @returns         Null where a week with working days has none that is known, or no week has any.
 * @source          MON-01.
 * @example         steadyOf({ from: 0, values: new Float64Array(28).fill(0.5), reasons: new Uint8Array(28) }, 0.6, { name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 }, 27) // => true
 * @example         steadyOf({ from: 0, values: new Float64Array(28).fill(0.4), reasons: new Uint8Array(28) }, 0.6, { name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 }, 27) // => false
 */
export function steadyOf(ratio: Column, expected: number, calendar: WorkCalendar, today: number): boolean | null {
  const least = Math.max(STEADY.activity, STEADY.ofExpected * expected);
  let weeks = 0;
  let steady = true;
  for (let week = 0; week < STEADY.weeks; week++) {
    const { worked, known, sum } = weekOf(ratio, calendar, today - week * 7);
    if (worked === 0) continue;
    if (known === 0) return null;
    weeks += 1;
    // A hair of what sums of fractions lose.
    if (sum / known < least - 1e-9) steady = false;
  }
  return weeks === 0 ? null : steady;
}

function weekOf(ratio: Column, calendar: WorkCalendar, last: number): { worked: number; known: number; sum: number } {
  let [worked, known, sum] = [0, 0, 0];
  for (let day = last - 6; day <= last; day++) {
    if (!isWorkingDay(calendar, day).working) continue;
    worked += 1;
    const value = ratio.values[day - ratio.from] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    known += 1;
    sum += value;
  }
  return { worked, known, sum };
}
