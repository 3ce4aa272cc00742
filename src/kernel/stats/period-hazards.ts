import { InvariantError } from '../errors.ts';
import { checkDurations, type Durations } from './durations.ts';

/** One period of a life table. */
export interface PeriodHazard {
  /** 1 is the first period. */
  readonly period: number;
  /** How many were there at its start and were followed to its end. */
  readonly atRisk: number;
  readonly ended: number;
  /** Share of those at risk that ended in it, 0 to 1. */
  readonly hazard: number;
  /** Share of all at the start that lives longer than this period, 0 to 1. */
  readonly share: number;
}

/**
 * The life table in whole periods: which share of those still here ends in the first, second, third … period.
 *
 * @param durations  One row a customer. Times are whole periods ≥ 1: the period in which it ended, or the last one it was followed through.
 * @returns          A row a period up to the last time; none for nobody. Every hazard has somebody at risk, so none is Unknown.
 * @throws           InvariantError for a time that is no whole number from 1 up.
 * @source           J. D. Singer, J. B. Willett, "It's About Time: Using Discrete-Time Survival Analysis", Journal of Educational Statistics 18 (1993).
 * @example          periodHazards({ times: [1, 2, 2, 2], ended: [1, 1, 0, 0] }).map(({ share }) => share) // => [0.75, 0.5]
 */
export function periodHazards(durations: Durations): PeriodHazard[] {
  checkPeriods(durations);
  const { times, ended } = durations;
  const [ends, leaves]: [number[], number[]] = [[], []];
  for (let row = 0; row < times.length; row++) {
    const place = (times[row] ?? 1) - 1;
    while (leaves.length <= place) [ends.push(0), leaves.push(0)];
    ends[place] = (ends[place] ?? 0) + (ended[row] ?? 0);
    leaves[place] = (leaves[place] ?? 0) + 1;
  }
  let [atRisk, share] = [times.length, 1];
  return leaves.map((left, place) => {
    const own = { period: place + 1, atRisk, ended: ends[place] ?? 0 };
    share *= (own.atRisk - own.ended) / own.atRisk;
    atRisk -= left;
    return { ...own, hazard: own.ended / own.atRisk, share };
  });
}

/**
 * Refuses times that are not whole periods.
 *
 * @param durations  What is to be checked.
 * @returns          How many ended.
 * @throws           InvariantError that names the place.
 * @example          checkPeriods({ times: [1, 4], ended: [1, 0] }) // => 1
 */
export function checkPeriods(durations: Durations): number {
  const events = checkDurations(durations);
  for (let row = 0; row < durations.times.length; row++) {
    const time = durations.times[row] ?? 0;
    if (!(Number.isInteger(time) && time >= 1 && time <= 10_000))
      throw new InvariantError(`times[${row}] is ${time}, not a whole number of periods from 1 up.`);
  }
  return events;
}
