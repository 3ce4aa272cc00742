import { isWorkingDay, type WorkCalendar } from '../../kernel/calendar.ts';
import { type Day, dayFromNumber, dayNumber } from '../../kernel/time.ts';

/**
 * The working days up to a day, oldest first: the days a chart has on its axis. Weekends and holidays vanish.
 *
 * @param calendar  Working calendar.
 * @param to        Last day, drawn even when it is not worked: it carries today's value.
 * @param count     How many days, ≥ 1.
 * @returns         Days in order.
 */
export function lastWorkingDays(calendar: WorkCalendar, to: Day, count: number): Day[] {
  const days: Day[] = [];
  const last = dayNumber(to);
  for (let back = 0; days.length < count && back < count * 2 + 30; back += 1) {
    if (back === 0 || isWorkingDay(calendar, last - back).working) days.push(dayFromNumber(last - back));
  }
  return days.reverse();
}

/**
 * The working days of a range.
 *
 * @param calendar  Working calendar.
 * @param from      First day.
 * @param to        Last day, drawn even when it is not worked.
 * @returns         Days in order.
 */
export function workingDaysOf(calendar: WorkCalendar, from: Day, to: Day): Day[] {
  const days: Day[] = [];
  const last = dayNumber(to);
  for (let number = dayNumber(from); number <= last; number += 1) {
    if (number === last || isWorkingDay(calendar, number).working) days.push(dayFromNumber(number));
  }
  return days;
}
