import type { Brand } from './brand.ts';
import { InvariantError } from './errors.ts';

/** A civil day, `YYYY-MM-DD`, in the time zone of the workspace it belongs to. Sorts as text. */
export type Day = Brand<string, 'Day'>;

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;

const MS_PER_DAY = 86_400_000;

/**
 * Reads a civil day.
 *
 * @param text  `YYYY-MM-DD`, a real day between the years 0001 and 9999.
 * @returns     The day.
 * @throws      InvariantError when the text is not a real day (2026-02-30).
 * @example     day('2026-02-28') // => '2026-02-28'
 */
export function day(text: string): Day {
  if (!isDay(text)) throw new InvariantError(`'${text}' is not a day; write YYYY-MM-DD.`);
  return text;
}

/**
 * Whether a text is a real civil day.
 *
 * @param text  Any text.
 * @returns     True for `YYYY-MM-DD` that exists in the calendar.
 * @example     isDay('2026-02-30') // => false
 */
export function isDay(text: string): text is Day {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const [year, month, dayOfMonth] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)];
  // NaN, for what is no digit, fails every comparison.
  if (!(year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1)) return false;
  // Days that every month has need no calendar: days come by the million.
  return dayOfMonth <= 28 || dayFromNumber(numberOf(year, month, dayOfMonth)) === text;
}

/**
 * The number of a day: days since 1970-01-01. Columns and arithmetic use it.
 *
 * @param day  A civil day.
 * @returns    An integer; negative before 1970.
 * @example    dayNumber(day('1970-01-02')) // => 1
 */
export function dayNumber(day: Day): number {
  return numberOf(digitsAt(day, 0, 4), digitsAt(day, 5, 2), digitsAt(day, 8, 2));
}

/**
 * The day with a given number.
 *
 * @param number  Days since 1970-01-01, an integer.
 * @returns       The civil day.
 * @source        Proleptic Gregorian calendar, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 * @example       dayFromNumber(0) // => '1970-01-01'
 */
export function dayFromNumber(number: number): Day {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}` as Day;
}

/**
 * The day some days later.
 *
 * @param day   A civil day.
 * @param days  How many days later; negative for earlier.
 * @returns     The civil day.
 * @example     addDays(day('2026-02-28'), 1) // => '2026-03-01'
 */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/**
 * How many days lie between two days.
 *
 * @param from  The earlier day.
 * @param to    The later day.
 * @returns     `to − from` in days; 0 for the same day, negative when `to` is earlier.
 * @example     daysBetween(day('2026-01-31'), day('2026-02-02')) // => 2
 */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The weekday of a day number.
 *
 * @param number  Days since 1970-01-01 (a Thursday).
 * @returns       1 Monday to 7 Sunday (ISO 8601).
 * @example       weekday(0) // => 4
 */
export function weekday(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/**
 * The Monday of the week of a day number.
 *
 * @param number  Day number.
 * @returns       Day number of the Monday on it or before.
 * @example       mondayOf(4) // => 4
 */
export function mondayOf(number: number): number {
  return number - weekday(number) + 1;
}

/**
 * The civil day of a moment in a time zone.
 *
 * @param instant   Milliseconds since the epoch.
 * @param timeZone  IANA name, as in `Asia/Shanghai`.
 * @returns         The civil day there.
 * @throws          RangeError when the zone is not known to the runtime.
 * @example         dayOf(instant('2026-01-01T17:00:00Z'), 'Asia/Shanghai') // => '2026-01-02'
 */
export function dayOf(instant: Instant, timeZone: string): Day {
  return dayFromNumber(Math.floor((instant + zoneOffsetMs(instant, timeZone)) / MS_PER_DAY));
}

/**
 * The moment at which clocks in a time zone show a day and a time of day.
 *
 * @param day       A civil day there.
 * @param msOfDay   Milliseconds since its midnight by the clock on the wall, 0 to 86,399,999.
 * @param timeZone  IANA name, as in `Asia/Shanghai`.
 * @returns         The instant. Where clocks are put back and show it twice, the first; where they skip it, as much later.
 * @throws          RangeError when the zone is not known to the runtime.
 * @example         instantIn(day('2026-01-02'), 3_600_000, 'Asia/Shanghai') // => instant('2026-01-01T17:00:00Z')
 */
export function instantIn(day: Day, msOfDay: number, timeZone: string): Instant {
  const local = dayNumber(day) * MS_PER_DAY + msOfDay;
  // The offset before and after any change of the clocks that is near; the larger one gives the earlier moment.
  const [before, after] = [zoneOffsetMs(local - MS_PER_DAY, timeZone), zoneOffsetMs(local + MS_PER_DAY, timeZone)];
  const moments = [local - before, local - after].filter((moment) => moment + zoneOffsetMs(moment, timeZone) === local);
  return (moments.length > 0 ? Math.min(...moments) : local - before) as Instant;
}

/**
 * Reads an ISO 8601 moment.
 *
 * @param text  A date and time with `Z` or an offset.
 * @returns     The instant.
 * @throws      InvariantError when the text is no moment, or names no offset.
 * @example     instant('1970-01-01T00:00:01Z') // => 1000
 */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) {
    throw new InvariantError(`'${text}' is not a moment; write it as 2026-01-31T09:30:00+08:00.`);
  }
  return parsed;
}

const ISO_INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads an ISO 8601 moment from outside, where bad input is expected.
 *
 * @param text  Any text.
 * @returns     The instant, or null when the text is not a real moment with an offset. Digits past the millisecond are cut.
 * @example     parseInstant('yesterday') // => null
 */
export function parseInstant(text: string): Instant | null {
  return parseUtc(text) ?? parseAny(text);
}

/** The form that programs write, `2026-01-31T01:30:00.000Z`: events come by the million. Null for every other text. */
function parseUtc(text: string): Instant | null {
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return null;
  if (text[19] !== '.' || text[23] !== 'Z') return null;
  const [year, month, dayOfMonth] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)];
  const [hours, minutes, seconds, ms] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2), digitsAt(text, 20, 3)];
  // NaN, for what is no digit, fails every comparison. Days that not every month has take the long way.
  if (!(year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 28)) return null;
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59 && ms >= 0)) return null;
  return (numberOf(year, month, dayOfMonth) * MS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms) as Instant;
}

function digitsAt(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function parseAny(text: string): Instant | null {
  const match = ISO_INSTANT.exec(text);
  if (!match) return null;
  const [, date = '', hh = '', mm = '', ss = '0', fraction = '', zone = 'Z'] = match;
  const [hours, minutes, seconds] = [Number(hh), Number(mm), Number(ss)];
  if (!isDay(date) || hours > 23 || minutes > 59 || seconds > 60) return null;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const local = dayNumber(date) * MS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
  return (local - offsetMs(zone)) as Instant;
}

/**
 * Writes a moment in UTC, the form every API answer uses.
 *
 * @param instant  Milliseconds since the epoch.
 * @returns        As in `2026-01-31T01:30:00.000Z`.
 * @example        formatInstant(instant('1970-01-01T00:00:01Z')) // => '1970-01-01T00:00:01.000Z'
 */
export function formatInstant(instant: Instant): string {
  const dayPart = Math.floor(instant / MS_PER_DAY);
  const rest = instant - dayPart * MS_PER_DAY;
  const [h, m, s, ms] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60, rest % 1000];
  return `${dayFromNumber(dayPart)}T${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}.${pad(ms, 3)}Z`;
}

function offsetMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

// Intl costs microseconds a call and events come by the million: offsets only change on a quarter hour, so one answer a quarter hour is exact.
function zoneOffsetMs(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const quarter = Math.floor(instant / 900_000);
  const key = `${timeZone} ${quarter}`;
  const cached = offsets.get(key);
  if (cached !== undefined) return cached;
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  const start = quarter * 900_000;
  const part: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(start)) part[type] = value;
  const local =
    numberOf(Number(part.year), Number(part.month), Number(part.day)) * MS_PER_DAY +
    ((Number(part.hour) * 60 + Number(part.minute)) * 60 + Number(part.second)) * 1000;
  if (offsets.size > 100_000) offsets.clear();
  offsets.set(key, local - start);
  return local - start;
}

function numberOf(year: number, month: number, dayOfMonth: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
