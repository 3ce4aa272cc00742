/** How a number in a cell is meant: a spreadsheet keeps days and times as numbers, and only the format tells. */
export type NumberMeaning = 'number' | 'moment' | 'time';

/** Formats that every program knows by number and no file declares: 27 to 36 and 50 to 58 are days in Chinese, Japanese and Korean Excel. */
function builtIn(id: number): NumberMeaning {
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id === 55 || id === 56) return 'time';
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'moment';
  return 'number';
}

/** What a number under a format means, from the number of the format and its code. */
export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtIn(id);
  // Colours, currencies and conditions stand in brackets, words in quotes; [h] counts hours.
  const plain = code
    .replaceAll(/"[^"]*"|\\./g, '')
    .replaceAll(/\[(h+|m+|s+)\]/gi, '$1')
    .replaceAll(/\[[^\]]*\]/g, '');
  const [positive = ''] = plain.split(';');
  if (/[yd]/i.test(positive.replaceAll(/general|red/gi, ''))) return 'moment';
  return /[hs]/i.test(positive) ? 'time' : 'number';
}

const SECONDS_A_DAY = 86_400;
const DAYS_1904 = 1462;
/** 1970-01-01 as a day number of a spreadsheet. */
const EPOCH = 25_569;
/** The day before 1 March 1900 in the count of a spreadsheet, which knows a 29 February 1900. */
const FALSE_LEAP_DAY = 60;
/** 31 December 9999. */
const LAST = 2_958_465;

/**
 * A day number of a spreadsheet as text.
 *
 * @param serial   Days since the end of 1899, with the time of day as a fraction.
 * @param is1904   Whether the file counts from 1904.
 * @returns        `2026-01-31`, or `2026-01-31 09:30:00` with a time of day; null for a number that is no day.
 */
export function momentText(serial: number, is1904: boolean): string | null {
  const days = is1904 ? serial + DAYS_1904 : serial;
  if (!(days >= 1 && days < LAST + 1) || Math.floor(days) === FALSE_LEAP_DAY) return null;
  const seconds = Math.round((days < FALSE_LEAP_DAY ? days + 1 : days) * SECONDS_A_DAY);
  const iso = new Date((seconds - EPOCH * SECONDS_A_DAY) * 1000).toISOString();
  return seconds % SECONDS_A_DAY === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** A part of a day as text: `09:30:00`. A length of a day and more stays a number of days. */
export function timeText(serial: number): string {
  if (!(serial >= 0 && serial < 1)) return String(serial);
  return new Date(Math.round(serial * SECONDS_A_DAY) * 1000).toISOString().slice(11, 19);
}
