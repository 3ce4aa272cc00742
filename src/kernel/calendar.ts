import { InvariantError } from './errors.ts';
import { weekday } from './time.ts';

/** Which days are worked. Holidays are data; between them Monday to Friday is worked. */
export interface WorkCalendar {
  readonly name: string;
  /** First and last year whose holidays are published. Outside them only the weekday rule is left, and the answer is provisional. */
  readonly knownFrom: number;
  readonly knownUntil: number;
  /** Day numbers on which nobody works although they may be weekdays. */
  readonly holidays: ReadonlySet<number>;
  /** Day numbers that are worked although they are weekends (调休). */
  readonly workdays: ReadonlySet<number>;
  /** Day number of 1 January of `knownFrom`, and of 31 December of `knownUntil`. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Whether a day is worked. `provisional`: by the weekday rule alone, because the calendar does not reach that year (节假日未公布). */
export interface WorkingDay {
  readonly working: boolean;
  readonly provisional: boolean;
}

/**
 * Whether a day is a working day.
 *
 * @param calendar  The calendar.
 * @param day       Day number.
 * @returns         The answer; `provisional` where the calendar does not reach the year: whoever needs certainty treats that
 *                  as Unknown(`calendar-unpublished`).
 * @example         isWorkingDay({ name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set([0]), workdays: new Set(), firstDay: 0, lastDay: 364 }, 0) // => { working: false, provisional: false }
 */
export function isWorkingDay(calendar: WorkCalendar, day: number): WorkingDay {
  const provisional = day < calendar.firstDay || day > calendar.lastDay;
  if (provisional) return { working: weekday(day) <= 5, provisional };
  return { working: calendar.workdays.has(day) || (weekday(day) <= 5 && !calendar.holidays.has(day)), provisional };
}

/**
 * The working day that lies some working days after a day. The day itself never counts.
 *
 * @param calendar  The calendar.
 * @param day       Day number to start after.
 * @param count     How many working days later, an integer ≥ 1; 1 is the next working day.
 * @returns         Its day number; `provisional` when a day on the way lies outside the published years.
 * @throws          InvariantError when `count` is not a positive integer.
 * @example         nextWorkingDay({ name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set([1]), workdays: new Set(), firstDay: 0, lastDay: 364 }, 0) // => { day: 4, provisional: false }
 */
export function nextWorkingDay(calendar: WorkCalendar, day: number, count = 1): { day: number; provisional: boolean } {
  if (!Number.isInteger(count) || count < 1) throw new InvariantError(`${count} is not a number of working days; give 1 or more.`);
  let [left, next, provisional] = [count, day, false];
  while (left > 0) {
    next += 1;
    const answer = isWorkingDay(calendar, next);
    provisional ||= answer.provisional;
    if (answer.working) left -= 1;
  }
  return { day: next, provisional };
}

/**
 * How many working days lie in a range of days.
 *
 * @param calendar  The calendar.
 * @param from      Day number of the first day, included.
 * @param to        Day number of the last day, included.
 * @returns         The count, 0 when `to` is before `from`; `provisional` when a day lies outside the published years.
 * @example         workingDaysBetween({ name: 'x', knownFrom: 1970, knownUntil: 1970, holidays: new Set([0]), workdays: new Set([2]), firstDay: 0, lastDay: 364 }, 0, 6) // => { days: 5, provisional: false }
 */
export function workingDaysBetween(calendar: WorkCalendar, from: number, to: number): { days: number; provisional: boolean } {
  let [days, provisional] = [0, false];
  for (let day = from; day <= to; day++) {
    const answer = isWorkingDay(calendar, day);
    provisional ||= answer.provisional;
    if (answer.working) days += 1;
  }
  return { days, provisional };
}
