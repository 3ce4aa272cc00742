import { isWorkingDay, nextWorkingDay, type WorkCalendar } from '../../../kernel/calendar.ts';
import { addDays, type Day, dayFromNumber, dayNumber, dayOf, type Instant, instantIn } from '../../../kernel/time.ts';

/** When somebody wants to be written to. Hours are whole, by the clock of the workspace. */
export interface Schedule {
  /** The digest goes out in the first minutes of this hour; null: no digest. */
  readonly digestHour: number | null;
  /** From one hour up to another nothing is sent; it may cross midnight. Null: never quiet. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  /** What is sent on days that are not worked: all, critical warnings only, or nothing. */
  readonly restDays: 'all' | 'critical' | 'none';
}

/** Unless said otherwise: the digest after the first coffee, nights undisturbed, days off for what is critical only. */
export const DEFAULT_SCHEDULE: Schedule = { digestHour: 9, quiet: { from: 22, to: 8 }, restDays: 'critical' };

/** Where the clock hangs: the zone of the workspace, and the days that are worked there. */
export interface Place {
  readonly timeZone: string;
  readonly calendar: WorkCalendar;
}

const HOUR_MS = 3_600_000;
/** Quiet hours and rest days end after each other at most so often; a schedule that is never open is not accepted. */
const MOST_STEPS = 10;

/**
 * The first moment, from one on, at which a message may go out.
 *
 * @param schedule  When the recipient wants to be written to.
 * @param urgency   `critical` passes on rest days where the schedule says so; `digest` waits for a working day unless all may pass.
 * @param from      The moment it is ready.
 * @param place     The clock and the calendar.
 * @returns         `from` itself when nothing holds it back; else the end of the quiet hours, on a day on which it may pass.
 * @example         nextAllowed({ digestHour: 9, quiet: { from: 22, to: 8 }, restDays: 'all' }, 'critical', 82_800_000, { timeZone: 'UTC', calendar: { name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 } }) // => 115_200_000
 */
export function nextAllowed(schedule: Schedule, urgency: 'critical' | 'digest', from: Instant, place: Place): Instant {
  let at = from;
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = afterQuiet(schedule, afterRest(schedule, urgency, at, place), place.timeZone);
    if (next === at) return at;
    at = next;
  }
  return at;
}

function afterRest(schedule: Schedule, urgency: 'critical' | 'digest', at: Instant, { timeZone, calendar }: Place): Instant {
  if (mayPass(schedule, urgency)) return at;
  const today = dayNumber(dayOf(at, timeZone));
  if (isWorkingDay(calendar, today).working) return at;
  return instantIn(dayFromNumber(nextWorkingDay(calendar, today).day), 0, timeZone);
}

function mayPass({ restDays }: Schedule, urgency: 'critical' | 'digest'): boolean {
  return restDays === 'all' || (restDays === 'critical' && urgency === 'critical');
}

function afterQuiet({ quiet }: Schedule, at: Instant, timeZone: string): Instant {
  if (quiet === null) return at;
  const today = dayOf(at, timeZone);
  // Hours that cross midnight may have begun the evening before.
  for (const begun of [addDays(today, -1), today]) {
    const from = instantIn(begun, quiet.from * HOUR_MS, timeZone);
    const to = instantIn(quiet.from < quiet.to ? begun : addDays(begun, 1), quiet.to * HOUR_MS, timeZone);
    if (at >= from && at < to) return to;
  }
  return at;
}

/**
 * The moment of the digest of a day.
 *
 * @param schedule  When the recipient wants to be written to.
 * @param day       A civil day of the workspace.
 * @param place     The clock and the calendar.
 * @returns         The moment; null when there is no digest, or none on such a day.
 * @example         digestMoment({ digestHour: 9, quiet: null, restDays: 'all' }, '1970-01-01', { timeZone: 'UTC', calendar: { name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 } }) // => 32_400_000
 */
export function digestMoment(schedule: Schedule, day: Day, place: Place): Instant | null {
  if (schedule.digestHour === null) return null;
  if (!mayPass(schedule, 'digest') && !isWorkingDay(place.calendar, dayNumber(day)).working) return null;
  return instantIn(day, schedule.digestHour * HOUR_MS, place.timeZone);
}

/**
 * What is wrong with a schedule.
 *
 * @param schedule  As somebody wrote it; the hours are whole and between 0 and 23.
 * @returns         The field that is wrong, or null.
 * @example         scheduleProblem({ digestHour: 23, quiet: { from: 22, to: 8 }, restDays: 'all' }) // => 'digestHour'
 */
export function scheduleProblem({ digestHour, quiet }: Schedule): 'digestHour' | 'quiet' | null {
  if (quiet === null) return null;
  if (quiet.from === quiet.to) return 'quiet';
  if (digestHour === null) return null;
  const inside =
    quiet.from < quiet.to ? digestHour >= quiet.from && digestHour < quiet.to : digestHour >= quiet.from || digestHour < quiet.to;
  return inside ? 'digestHour' : null;
}
