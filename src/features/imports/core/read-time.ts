import { type Day, dayOf, type Instant, instantIn, isDay, parseInstant } from '../../../kernel/time.ts';

/** What a cell says, or why it cannot be read. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

// Year first, as in 2026-01-31, 2026/1/31, 2026.1.31, 2026-01-31 09:30 or 2026-01-31T09:30:15.250; only this order reads one way.
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;

/** 2026年1月31日, with or without a time behind it. */
const CHINESE_DAY = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]/;

/** Formats that people export and that read in more than one way, each with what it looks like. */
const AMBIGUOUS: readonly { readonly looksLike: RegExp; readonly name: string }[] = [
  { looksLike: /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:\D|$)/, name: 'DD-MM-YYYY or MM-DD-YYYY' },
  { looksLike: /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:\D|$)/, name: 'DD-MM-YY, MM-DD-YY or YY-MM-DD' },
  { looksLike: /^\d{8}$/, name: 'YYYYMMDD or a number' },
  { looksLike: /^\d{5}(?:\.\d+)?$/, name: 'the day number of a spreadsheet' },
  { looksLike: /^\d+(?:\.\d+)?$/, name: 'a number that is neither seconds (9 or 10 digits) nor milliseconds (12 or 13 digits) since 1970' },
];

const EPOCH_SECONDS = /^\d{9,10}$/;
const EPOCH_MS = /^\d{12,13}$/;

/**
 * Reads a day from a cell: `2026-01-31`, `2026/1/31`, `2026年1月31日`, the same with a time of day, an ISO moment with an offset, or seconds or
 * milliseconds since 1970.
 *
 * @param text      The cell, without blanks around it, not empty.
 * @param timeZone  The workspace's IANA zone: moments become its civil day; a time of day without an offset is taken as local already.
 * @returns         The day, or the reason, which names the format where it reads in several ways.
 * @example         readDay('2018-12-06T23:57:15Z', 'Asia/Shanghai') // => { ok: true, value: '2018-12-07' }
 */
export function readDay(text: string, timeZone: string): Reading<Day> {
  const wall = readWallClock(text);
  if (wall !== null) return wall.ok ? { ok: true, value: wall.value.day } : wall;
  const moment = readFixedMoment(text);
  return moment.ok ? { ok: true, value: dayOf(moment.value, timeZone) } : moment;
}

/**
 * Reads a moment from a cell: an ISO moment with an offset, a day or a day and time in the zone given, or seconds or milliseconds
 * since 1970.
 *
 * @param text      The cell, without blanks around it, not empty.
 * @param timeZone  IANA zone of times that name none. A bare day is its midnight there.
 * @returns         The instant, or the reason, which names the format where it reads in several ways.
 * @example         readMoment('2026-01-02 01:00:00', 'Asia/Shanghai') // => { ok: true, value: instant('2026-01-01T17:00:00Z') }
 */
export function readMoment(text: string, timeZone: string): Reading<Instant> {
  const wall = readWallClock(text);
  if (wall === null) return readFixedMoment(text);
  return wall.ok ? { ok: true, value: instantIn(wall.value.day, wall.value.msOfDay, timeZone) } : wall;
}

/** A day and time as clocks show it; null when the text is not written year first without an offset. */
function readWallClock(text: string): Reading<{ day: Day; msOfDay: number }> | null {
  const match = YEAR_FIRST.exec(text.replace(CHINESE_DAY, '$1-$2-$3 ').trimEnd());
  if (match === null) return null;
  const [, year = '', , month = '', dayOfMonth = '', hh = '0', mm = '0', ss = '0', fraction = ''] = match;
  const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  if (!isDay(day)) return { ok: false, reason: `There is no day ${day} in the calendar.` };
  const [hours, minutes, seconds] = [Number(hh), Number(mm), Number(ss)];
  if (hours > 23 || minutes > 59 || seconds > 59) return { ok: false, reason: 'There is no such time of day.' };
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  return { ok: true, value: { day, msOfDay: ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms } };
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
