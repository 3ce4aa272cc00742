import { dayFromNumber } from '../../../kernel/time.ts';
import { termMonths } from '../../contracts/core/annual.ts';
import type { RecurringStep } from '../../revenue/core/recurring-steps.ts';

/**
 * What recurs a year on a day.
 *
 * @param steps  What recurs, from which day on; rising.
 * @param day    Day number.
 * @returns      Minor units a year; 0 before the first step.
 * @example      recurringOn([{ day: 5, amount: 100 }], 7) // => 100
 */
export function recurringOn(steps: readonly RecurringStep[], day: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.day ?? day) <= day) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1]?.amount ?? 0;
}

/**
 * The same steps without the gaps of late renewals: for asking what recurs on a day of renewal.
 *
 * @param steps      What recurs, from which day on; rising.
 * @param graceDays  Gaps of nothing up to this many days have what follows.
 * @returns          Steps, rising.
 * @example          withoutGaps([{ day: 0, amount: 5 }, { day: 10, amount: 0 }, { day: 12, amount: 6 }], 30) // => [{ day: 0, amount: 5 }, { day: 10, amount: 6 }]
 */
export function withoutGaps(steps: readonly RecurringStep[], graceDays: number): readonly RecurringStep[] {
  const kept: RecurringStep[] = [];
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    const closes = index > 1 && before?.amount === 0 && step.day - before.day <= graceDays;
    if (closes) kept[kept.length - 1] = { day: before.day, amount: step.amount };
    else kept.push(step);
  }
  return kept;
}

/**
 * What was earned of recurring revenue up to a day: each amount for the months it held, a broken month by its days.
 *
 * @param steps  What recurs a year, from which day on; rising.
 * @param until  Day number of the last day, included.
 * @returns      Whole minor units.
 * @source       FIN-04: three yearly contracts of 1000, 1200 and 1500 add up to 3700.
 * @example      earned([{ day: dayNumber('2023-01-01'), amount: 1000 }, { day: dayNumber('2024-01-01'), amount: 1200 }], dayNumber('2024-12-31')) // => 2200
 */
export function earned(steps: readonly RecurringStep[], until: number): number {
  let sum = 0;
  for (const [index, { day, amount }] of steps.entries()) {
    const last = Math.min(until, (steps[index + 1]?.day ?? Number.POSITIVE_INFINITY) - 1);
    if (last >= day && amount !== 0) sum += (amount * termMonths(dayFromNumber(day), dayFromNumber(last))) / 12;
  }
  return Math.round(sum);
}
