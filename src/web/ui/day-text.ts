import { isDay } from '../../kernel/time.ts';

/** A day, or a day with a time of the clock on the wall, as a field of a form keeps it. */
export type DayKind = 'day' | 'moment';

const DAY = /^(?<year>\d{4})(?:[-/. 年](?<month>\d{1,2})[-/. 月](?<date>\d{1,2})日?|(?<mm>\d{2})(?<dd>\d{2}))$/;
const TIME = /[ T](\d{1,2}):(\d{2})$/;

/**
 * What somebody typed as a day, as it is kept.
 *
 * @param text  What was typed: the parts of a day apart by anything people use, or eight digits.
 * @param kind  Whether a time belongs to it.
 * @returns     As in `2026-11-18` or `2026-11-18T10:30`; null where there is no such day.
 * @example     dayTyped('2026/3/1', 'day') // => '2026-03-01'
 * @example     dayTyped('2026-02-30', 'day') // => null
 */
export function dayTyped(text: string, kind: DayKind): string | null {
  const [time, hour = '', minute = ''] = (kind === 'moment' ? TIME.exec(text.trim()) : null) ?? [''];
  const { year = '', month, date, mm, dd } = DAY.exec(text.trim().slice(0, time === '' ? undefined : -time.length))?.groups ?? {};
  const day = `${year}-${(month ?? mm ?? '').padStart(2, '0')}-${(date ?? dd ?? '').padStart(2, '0')}`;
  if (!isDay(day)) return null;
  if (kind === 'day') return day;
  return time !== '' && Number(hour) < 24 && Number(minute) < 60 ? `${day}T${hour.padStart(2, '0')}:${minute}` : null;
}
