import { InvariantError } from '../../../kernel/errors.ts';
import { dayNumber, isDay } from '../../../kernel/time.ts';

/**
 * The last day of each month of a range: the days at which a back-test judges.
 *
 * @param from  First month, `2017-07`.
 * @param to    Last month, included.
 * @returns     Day numbers, rising; none when `to` is before `from`.
 * @throws      InvariantError for a text that is no month.
 * @example     monthlyCutOffs('2017-07', '2017-08').map(dayFromNumber) // => ['2017-07-31', '2017-08-31']
 */
export function monthlyCutOffs(from: string, to: string): number[] {
  const [first, last] = [monthNumber(from), monthNumber(to)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => firstOfMonth(first + place + 1) - 1);
}

function monthNumber(month: string): number {
  if (!isDay(`${month}-01`)) throw new InvariantError(`'${month}' is not a month such as 2017-07.`);
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function firstOfMonth(number: number): number {
  const text = `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}-01`;
  if (!isDay(text)) throw new InvariantError(`${text} is not a day.`);
  return dayNumber(text);
}

/**
 * From which cut-offs one may learn before judging at another: those whose outcome was known by then.
 *
 * @param cutOffs     Day numbers of all cut-offs, rising.
 * @param cutOff      The day of judging.
 * @param windowDays  How many days after a cut-off its outcome is known.
 * @returns           Their places in the list, rising. None of them looks past the day of judging.
 * @source            Walk-forward validation with an embargo of the outcome window: M. López de Prado, Advances in Financial Machine Learning (2018), 7.
 * @example           trainingPlaces([0, 30, 60, 90], 90, 45) // => [0, 1]
 */
export function trainingPlaces(cutOffs: readonly number[], cutOff: number, windowDays: number): number[] {
  return cutOffs.flatMap((day, place) => (day + windowDays <= cutOff ? [place] : []));
}
