import { type Day, dayNumber, daysBetween, weekday } from '../kernel/time.ts';

/** The two languages of the interface. */
export type Locale = 'zh-CN' | 'en-US';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What stands where there is no value. The reason goes beside it: see `ui/MaybeValue.tsx`. */
export const NO_VALUE = '—';

/**
 * A count for reading: 万 and 亿 in Chinese from ten thousand on, K and M in English; below that all digits.
 *
 * @param value   A finite number of things.
 * @param locale  Language of the reader.
 * @returns       As in `1,234.5 万` or `12,345`. The full number belongs into the title: `formatFull`.
 */
export function formatCount(value: number, locale: Locale): string {
  const size = Math.abs(value);
  if (locale === 'zh-CN') {
    if (size >= 1e8) return `${grouped(value / 1e8, 0, 1)} 亿`;
    if (size >= 1e4) return `${grouped(value / 1e4, 0, 1)} 万`;
  } else {
    if (size >= 1e6) return `${grouped(value / 1e6, 0, 1)}M`;
    if (size >= 1e5) return `${grouped(value / 1e3, 0, 1)}K`;
  }
  return grouped(value, 0, 1);
}

/**
 * A number with all its digits, for titles and tables.
 *
 * @param value  A finite number.
 * @returns      As in `12,345,000.5`.
 */
export function formatFull(value: number): string {
  return grouped(value, 0, 4);
}

/**
 * A rate with one decimal.
 *
 * @param ratio   A fraction: 0.178 is 17.8 %.
 * @param digits  Decimals; thresholds that people set are shown with none.
 * @returns       As in `17.8%`.
 */
export function formatRatio(ratio: number, digits = 1): string {
  return `${minus(grouped(ratio * 100, digits, digits))}%`;
}

/**
 * A threshold as a person would write it: no decimals where none are needed.
 *
 * @param ratio  A fraction.
 * @returns      As in `20%` or `12.5%`.
 */
export function formatLimit(ratio: number): string {
  return `${minus(grouped(ratio * 100, 0, 1))}%`;
}

/**
 * A score of 0 to 100 with one decimal, so that its equation can be checked by hand.
 *
 * @param points  0 to 100.
 * @returns       As in `29.7`.
 */
export function formatPoints(points: number): string {
  return grouped(points, 1, 1);
}

/** How the values of a metric are written. `points` is a score. */
export type Unit = 'users' | 'ratio' | 'points' | 'modules' | 'minutes';

/**
 * The value of a metric in its unit.
 *
 * @param value   The value, in the unit of the API (ratios are fractions).
 * @param unit    Unit of the metric.
 * @param locale  Language of the reader.
 * @returns       The text, without the name of the unit.
 */
export function formatValue(value: number, unit: Unit, locale: Locale): string {
  if (unit === 'ratio') return formatRatio(value);
  if (unit === 'points') return formatPoints(value);
  if (unit === 'modules' || unit === 'minutes') return grouped(value, 0, 1);
  return formatCount(value, locale);
}

/**
 * A day as people say it near today: 今天, 明天, 周五 within six days ahead, else the date.
 *
 * @param day     The day to name.
 * @param today   The workspace's today.
 * @param locale  Language of the reader.
 * @returns       As in `今天`, `Fri`, `12-31`; with the year outside this one.
 */
export function relativeDay(day: Day, today: Day, locale: Locale): string {
  const ahead = daysBetween(today, day);
  const near = locale === 'zh-CN' ? { '-1': '昨天', '0': '今天', '1': '明天' } : { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' };
  if (ahead >= -1 && ahead <= 1) return near[`${ahead}` as '-1' | '0' | '1'];
  if (ahead > 1 && ahead <= 6) return weekdayName(day, locale);
  return shortDay(day, today, locale);
}

/**
 * How long ago a day was, to stand inside a sentence.
 *
 * @param day     A day, today or before.
 * @param today   The workspace's today.
 * @param locale  Language of the reader.
 * @returns       As in `3 天前`; the date beyond 30 days.
 */
export function agoDay(day: Day, today: Day, locale: Locale): string {
  const ago = daysBetween(day, today);
  if (ago >= -1 && ago <= 1) return relativeDay(day, today, locale).toLowerCase();
  if (ago > 1 && ago <= 30) return locale === 'zh-CN' ? `${ago} 天前` : `${ago} days ago`;
  return shortDay(day, today, locale);
}

/**
 * A date without words, short; the year only where it is another one.
 *
 * @param day     The day.
 * @param today   The workspace's today.
 * @param locale  Language of the reader.
 * @returns       As in `11-18`, `2025-11-18`, `Nov 18`, `Nov 18, 2025`.
 */
export function shortDay(day: Day, today: Day, locale: Locale): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  if (locale === 'zh-CN') return sameYear ? day.slice(5) : day;
  const text = `${MONTHS[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8))}`;
  return sameYear ? text : `${text}, ${day.slice(0, 4)}`;
}

/**
 * A day in full, for the line above a page's sentence.
 *
 * @param day     The day.
 * @param locale  Language of the reader.
 * @returns       As in `11 月 18 日，周三` or `Wed, Nov 18`.
 */
export function longDay(day: Day, locale: Locale): string {
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8));
  if (locale === 'zh-CN') return `${month} 月 ${date} 日，${weekdayName(day, locale)}`;
  return `${weekdayName(day, locale)}, ${MONTHS[month - 1]} ${date}`;
}

/**
 * The month a day lies in, for axes.
 *
 * @param day       The day.
 * @param locale    Language of the reader.
 * @param withYear  Whether to name the year, as at each January.
 * @returns         As in `11 月`, `2026 年 1 月`, `Nov`, `Jan 2026`.
 */
export function monthName(day: Day, locale: Locale, withYear = false): string {
  const month = Number(day.slice(5, 7));
  if (locale === 'zh-CN') return withYear ? `${day.slice(0, 4)} 年 ${month} 月` : `${month} 月`;
  return withYear ? `${MONTHS[month - 1]} ${day.slice(0, 4)}` : `${MONTHS[month - 1]}`;
}

/**
 * The weekday of a day.
 *
 * @param day     The day.
 * @param locale  Language of the reader.
 * @returns       As in `周三` or `Wed`.
 */
export function weekdayName(day: Day, locale: Locale): string {
  const names = locale === 'zh-CN' ? WEEKDAYS_ZH : WEEKDAYS_EN;
  return names[weekday(dayNumber(day)) - 1] ?? '';
}

/**
 * A moment in the workspace's time zone.
 *
 * @param iso       ISO 8601 in UTC, as the API sends it.
 * @param timeZone  IANA name.
 * @param locale    Language of the reader.
 * @returns         As in `11-18 09:30`; with the year where it is not this one's is left to the caller's title.
 */
export function formatMoment(iso: string, timeZone: string, locale: Locale): string {
  const part = momentParts(iso, timeZone);
  if (part === null) return NO_VALUE;
  const day = `${part.year}-${part.month}-${part.day}` as Day;
  return `${shortDay(day, day, locale)} ${part.hour}:${part.minute}`;
}

/**
 * The civil day of a moment in the workspace's time zone.
 *
 * @param iso       ISO 8601 in UTC.
 * @param timeZone  IANA name.
 * @returns         The day, or null when the text is no moment.
 */
export function dayOfMoment(iso: string, timeZone: string): Day | null {
  const part = momentParts(iso, timeZone);
  return part === null ? null : (`${part.year}-${part.month}-${part.day}` as Day);
}

/**
 * The name of a time zone for people.
 *
 * @param timeZone  IANA name.
 * @param locale    Language of the reader.
 * @returns         As in `中国标准时间`; the IANA name where the browser knows none.
 */
export function zoneName(timeZone: string, locale: Locale): string {
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  } catch {
    return timeZone;
  }
}

/**
 * Puts the space between 汉字 and Latin letters or digits that joined texts lack (`08-20发出` → `08-20 发出`).
 *
 * @param text  A sentence made of parts.
 * @returns     The same text, spaced; text without 汉字 is unchanged.
 */
export function spaced(text: string): string {
  return text.replace(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2').replace(/([A-Za-z0-9%])(\p{Script=Han})/gu, '$1 $2');
}

interface MomentParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

function momentParts(iso: string, timeZone: string): MomentParts | null {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return null;
  const found: Record<string, string> = {};
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  for (const { type, value } of format.formatToParts(ms)) found[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '' } = found;
  return { year: year.padStart(4, '0'), month, day, hour, minute };
}

/** The sign of a number that is read: as wide as a plus, unlike a hyphen. */
function minus(text: string): string {
  return text.replace('-', '−');
}

function grouped(value: number, least: number, most: number): string {
  return new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most }).format(value);
}
