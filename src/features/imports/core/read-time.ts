import { type Day, dayOf, type Instant, instantIn, isDay, parseInstant } from '../../../kernel/time.ts';
import { halfWidth } from './half-width.ts';

/** What a cell says, or why it cannot be read. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** How a column writes what reads in several ways. Null: nobody has said, and the column does not tell. */
export interface DateDialect {
  /** Which of the first two numbers of `07/08/2026` is the day. `both`: the column has values of either kind. */
  readonly order: 'day-first' | 'month-first' | 'both' | null;
  /** What a bare number is: `20260131`, or the day number of a spreadsheet. */
  readonly digits: 'compact' | 'spreadsheet' | null;
}

/** Nothing is taken for granted: only what reads in one way is read. */
export const PLAIN_DATES: DateDialect = { order: null, digits: null };

const CLOCK = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp])\.?[Mm]\.?)?)?`;

// Year first, as in 2026-01-31, 2026/1/31, 2026.1.31, 2026-01-31 09:30 or 2026-01-31T09:30:15.250; this order reads one way.
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${CLOCK}$`);
/** 31-01-2026 or 01/31/2026. */
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${CLOCK}$`);
/** 20260131, with or without a time behind it. */
const COMPACT = new RegExp(String.raw`^((?:19|20)\d{2})(\d{2})(\d{2})${CLOCK}$`);
/** 31 Jan 2026, 31-January-2026. */
const MONTH_NAMED = new RegExp(String.raw`^(\d{1,2})[- .]+([A-Za-z]{3})[a-z]*\.?[- .,]+(\d{4})${CLOCK}$`);
/** Jan 31, 2026. */
const MONTH_NAMED_FIRST = new RegExp(String.raw`^([A-Za-z]{3})[a-z]*\.?[- ]+(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{4})${CLOCK}$`);
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/** 2026年1月31日, with or without a time behind it. */
const CHINESE_DAY = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Formats that people export and that read in more than one way, each with what it looks like. */
const AMBIGUOUS: readonly { readonly looksLike: RegExp; readonly name: string }[] = [
  { looksLike: /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:\D|$)/, name: 'DD-MM-YYYY or MM-DD-YYYY' },
  { looksLike: /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:\D|$)/, name: 'DD-MM-YY, MM-DD-YY or YY-MM-DD' },
  { looksLike: /^\d{8}$/, name: 'YYYYMMDD or a number' },
  { looksLike: SERIAL, name: 'the day number of a spreadsheet' },
  { looksLike: /^\d+(?:\.\d+)?$/, name: 'a number that is neither seconds (9 or 10 digits) nor milliseconds (12 or 13 digits) since 1970' },
];

const EPOCH_SECONDS = /^\d{9,10}$/;
const EPOCH_MS = /^\d{12,13}$/;
/** 1970-01-01 as a day number of a spreadsheet. */
const SPREADSHEET_EPOCH = 25_569;
const MS_A_DAY = 86_400_000;

/**
 * Reads a day from a cell: `2026-01-31`, `2026/1/31`, `2026年1月31日`, `31 Jan 2026`, the same with a time of day, an ISO moment with an
 * offset, or seconds or milliseconds since 1970; and what the dialect of its column decides.
 *
 * @param text      The cell, without blanks around it, not empty.
 * @param timeZone  The workspace's IANA zone: moments become its civil day; a time of day without an offset is taken as local already.
 * @param dialect   How the column writes what reads in several ways.
 * @returns         The day, or the reason, which names the format where it reads in several ways.
 * @example         readDay('2018-12-06T23:57:15Z', 'Asia/Shanghai') // => { ok: true, value: '2018-12-07' }
 * @example         readDay('07/08/2026', 'UTC', { order: 'day-first', digits: null }) // => { ok: true, value: '2026-08-07' }
 */
export function readDay(text: string, timeZone: string, dialect: DateDialect = PLAIN_DATES): Reading<Day> {
  const wall = readWallClock(text, dialect);
  if (wall !== null) return wall.ok ? { ok: true, value: wall.value.day } : wall;
  const moment = readFixedMoment(halfWidth(text));
  return moment.ok ? { ok: true, value: dayOf(moment.value, timeZone) } : moment;
}

/**
 * Reads a moment from a cell: an ISO moment with an offset, a day or a day and time in the zone given, or seconds or milliseconds
 * since 1970; and what the dialect of its column decides.
 *
 * @param text      The cell, without blanks around it, not empty.
 * @param timeZone  IANA zone of times that name none. A bare day is its midnight there.
 * @param dialect   How the column writes what reads in several ways.
 * @returns         The instant, or the reason, which names the format where it reads in several ways.
 * @example         readMoment('2026-01-02 01:00:00', 'Asia/Shanghai') // => { ok: true, value: instant('2026-01-01T17:00:00Z') }
 */
export function readMoment(text: string, timeZone: string, dialect: DateDialect = PLAIN_DATES): Reading<Instant> {
  const wall = readWallClock(text, dialect);
  if (wall === null) return readFixedMoment(halfWidth(text));
  return wall.ok ? { ok: true, value: instantIn(wall.value.day, wall.value.msOfDay, timeZone) } : wall;
}

/** How a value writes its day, as evidence for its column. */
export type DateShape = 'clear' | 'day-first' | 'month-first' | 'either-first' | 'compact' | 'spreadsheet' | 'none';

/**
 * What a value tells about the way in which its column writes days.
 *
 * @param written  The cell, without blanks around it, not empty.
 * @returns        `clear` for what reads in one way; `either-first` for 07/08/2026, which tells nothing; `none` for no day.
 * @example        dateShape('28-07-2023 03:00') // => 'day-first'
 */
export function dateShape(written: string): DateShape {
  const text = halfWidth(written);
  const match = YEAR_LAST.exec(text);
  if (match !== null) return orderIn(Number(match[1]), Number(match[3]));
  if (SERIAL.test(text)) return isSpreadsheetDay(Number(text)) ? 'spreadsheet' : 'none';
  const compact = COMPACT.exec(text);
  if (compact !== null) return isDay(`${compact[1]}-${compact[2]}-${compact[3]}`) ? 'compact' : 'none';
  const wall = readWallClock(text, PLAIN_DATES);
  if (wall !== null) return wall.ok ? 'clear' : 'none';
  return parseInstant(text) === null ? 'none' : 'clear';
}

function orderIn(first: number, second: number): DateShape {
  if (first > 12) return second > 12 || first > 31 ? 'none' : 'day-first';
  if (second > 12) return second > 31 ? 'none' : 'month-first';
  return 'either-first';
}

/** The years 1954 to 2079: a number beyond is rarely meant as a day. */
function isSpreadsheetDay(number: number): boolean {
  return number >= 20_000 && number < 65_536;
}

interface WallClock {
  readonly day: Day;
  readonly msOfDay: number;
}

/** A day and time as clocks show it; null when the text is not written so, or in a way that the dialect does not decide. */
function readWallClock(written: string, { order, digits }: DateDialect): Reading<WallClock> | null {
  const plain = plainWallClock(written);
  if (plain !== null) return plain;
  const text = halfWidth(written);
  const match = YEAR_FIRST.exec(text.includes('年') ? text.replace(CHINESE_DAY, '$1-$2-$3 ').trimEnd() : text);
  if (match !== null) return wallClock(match[1], match[3], match[4], match.slice(5));
  const last = YEAR_LAST.exec(text);
  if (last !== null) return yearLast(last, order);
  if (digits === 'spreadsheet' && SERIAL.test(text) && isSpreadsheetDay(Number(text))) return spreadsheetDay(Number(text));
  const compact = digits === 'compact' ? COMPACT.exec(text) : null;
  if (compact !== null) return wallClock(compact[1], compact[2], compact[3], compact.slice(4));
  return monthNamed(text);
}

/** `2026-01-31` and `2026-01-31 09:30:15`, as programs write them by the million; null for every other text, and for what is no such time. */
function plainWallClock(text: string): Reading<WallClock> | null {
  if ((text.length !== 10 && text.length !== 19) || text[4] !== '-' || text[7] !== '-') return null;
  const day = text.slice(0, 10);
  if (text.length === 10) return isDay(day) ? { ok: true, value: { day, msOfDay: 0 } } : null;
  if ((text[10] !== ' ' && text[10] !== 'T') || text[13] !== ':' || text[16] !== ':') return null;
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  // NaN, for what is no digit, fails every comparison.
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59) || !isDay(day)) return null;
  return { ok: true, value: { day, msOfDay: ((hours * 60 + minutes) * 60 + seconds) * 1000 } };
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function yearLast(match: RegExpExecArray, order: DateDialect['order']): Reading<WallClock> | null {
  const [, first, , second, year, ...clock] = match;
  const shape = orderIn(Number(first), Number(second));
  const decided = shape === 'either-first' ? order : order === 'both' ? shape : order;
  if (decided === 'day-first') return wallClock(year, second, first, clock);
  if (decided === 'month-first') return wallClock(year, first, second, clock);
  if (order === 'both')
    return { ok: false, reason: 'Reads as DD-MM-YYYY or MM-DD-YYYY, and the column has both. Write days as YYYY-MM-DD.' };
  return null;
}

function monthNamed(text: string): Reading<WallClock> | null {
  const match = MONTH_NAMED.exec(text) ?? MONTH_NAMED_FIRST.exec(text);
  if (match === null) return null;
  const [first = '', second = ''] = [match[1], match[2]];
  const [name, dayOfMonth] = /\d/.test(first) ? [second, first] : [first, second];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month === 0 ? null : wallClock(match[3], String(month), dayOfMonth, match.slice(4));
}

function spreadsheetDay(serial: number): Reading<WallClock> {
  // To the second: a fraction of a day is rarely exact.
  const ms = Math.round((serial - SPREADSHEET_EPOCH) * 86_400) * 1000;
  const midnight = Math.floor(ms / MS_A_DAY) * MS_A_DAY;
  return { ok: true, value: { day: dayOf(midnight as Instant, 'UTC'), msOfDay: ms - midnight } };
}

function wallClock(year = '', month = '', dayOfMonth = '', clock: readonly (string | undefined)[]): Reading<WallClock> {
  const [hh = '0', mm = '0', ss = '0', fraction = '', half] = clock;
  const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  if (!isDay(day)) return { ok: false, reason: `There is no day ${day} in the calendar.` };
  const [hours, minutes, seconds] = [hourOf(Number(hh), half), Number(mm), Number(ss)];
  if (hours > 23 || minutes > 59 || seconds > 59) return { ok: false, reason: 'There is no such time of day.' };
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  return { ok: true, value: { day, msOfDay: ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms } };
}

/** 12 AM is midnight, 12 PM noon. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function readFixedMoment(text: string): Reading<Instant> {
  const moment = parseInstant(text);
  if (moment !== null) return { ok: true, value: moment };
  if (EPOCH_SECONDS.test(text)) return { ok: true, value: (Number(text) * 1000) as Instant };
  if (EPOCH_MS.test(text)) return { ok: true, value: Number(text) as Instant };
  const ambiguous = AMBIGUOUS.find(({ looksLike }) => looksLike.test(text));
  if (ambiguous !== undefined) return { ok: false, reason: `Reads as ${ambiguous.name}. Write days as YYYY-MM-DD.` };
  return { ok: false, reason: 'Not a day or time that can be read. Write 2026-01-31, 2026-01-31 09:30:00 or 2026-01-31T09:30:00+08:00.' };
}
