import type { Day } from '../../../kernel/time.ts';
import { addDays } from '../../../kernel/time.ts';

/** The figures of a contract that its yearly fee is made of: whole minor units. */
export interface ContractValue {
  readonly tcv: number | null;
  readonly oneOffFee: number | null;
  readonly startsOn: Day | null;
  /** The last day, included. */
  readonly endsOn: Day | null;
}

/** What a line says about its own yearly fee: whole minor units. */
export interface LineValue {
  readonly arr: number | null;
  readonly mrr: number | null;
}

/**
 * How many months a term has, both days included. What is left of a month counts by the days of that month.
 *
 * @param startsOn  First day.
 * @param endsOn    Last day.
 * @returns         Months: 12 for 2026-01-15 to 2027-01-14. 0 when it ends before it starts.
 * @example         termMonths(day('2026-01-01'), day('2030-12-31')) // => 60
 */
export function termMonths(startsOn: Day, endsOn: Day): number {
  if (endsOn < startsOn) return 0;
  const end = addDays(endsOn, 1);
  const whole = 12 * (part(end, 0, 4) - part(startsOn, 0, 4)) + part(end, 5, 7) - part(startsOn, 5, 7);
  const rest = part(end, 8, 10) - part(startsOn, 8, 10);
  if (rest === 0) return whole;
  if (rest > 0) return whole + rest / daysInMonth(part(end, 0, 4), part(end, 5, 7));
  const [year, month] = part(end, 5, 7) === 1 ? [part(end, 0, 4) - 1, 12] : [part(end, 0, 4), part(end, 5, 7) - 1];
  const length = daysInMonth(year, month);
  return whole - 1 + (length + rest) / length;
}

function part(text: Day, from: number, to: number): number {
  return Number(text.slice(from, to));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The yearly fee of a contract (FIN-02): its value without what is paid once, by months of its term, times twelve.
 *
 * @param contract  Its figures.
 * @returns         Whole minor units a year; null where it has no value or no term, which is not a fee of 0.
 * @source          FIN-02: ARR = (TCV − one-off) ÷ term in months × 12.
 * @example         contractArr({ tcv: 5000, oneOffFee: 500, startsOn: day('2026-01-01'), endsOn: day('2030-12-31') }) // => 900
 */
export function contractArr({ tcv, oneOffFee, startsOn, endsOn }: ContractValue): number | null {
  if (tcv === null || startsOn === null || endsOn === null) return null;
  const months = termMonths(startsOn, endsOn);
  return months === 0 ? null : Math.max(0, Math.round(((tcv - (oneOffFee ?? 0)) / months) * 12));
}

/**
 * The yearly fee that a line says: its own, or twelve months of its monthly fee.
 *
 * @param line  What it says.
 * @returns     Whole minor units a year; null where it says neither, and a contract may.
 * @example     lineArr({ arr: null, mrr: 250 }) // => 3000
 */
export function lineArr({ arr, mrr }: LineValue): number | null {
  return arr ?? (mrr === null ? null : mrr * 12);
}

/**
 * What of a contract has been earned by a day; the rest is not yet earned and never revenue (FIN-01).
 *
 * @param contract  Its figures.
 * @param on        The day, included.
 * @returns         Whole minor units; null where the contract has no value or no term.
 * @source          Section 3: (TCV − one-off) ÷ term × months elapsed.
 * @example         recognised({ tcv: 6000, oneOffFee: null, startsOn: day('2026-01-01'), endsOn: day('2030-12-31') }, day('2026-03-31')) // => 300
 */
export function recognised(contract: ContractValue, on: Day): number | null {
  const { tcv, oneOffFee, startsOn, endsOn } = contract;
  if (tcv === null || startsOn === null || endsOn === null || endsOn < startsOn) return null;
  if (on < startsOn) return 0;
  const elapsed = termMonths(startsOn, on < endsOn ? on : endsOn);
  return Math.round(((tcv - (oneOffFee ?? 0)) / termMonths(startsOn, endsOn)) * elapsed);
}
