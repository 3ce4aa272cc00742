import { addDays, type Day, dayFromNumber, dayNumber } from '../../../kernel/time.ts';

/** A day of silence is told only when it is over; the end of a customer after a grace of 30 days. */
const TOLD_AFTER = { dormant: 2, others: 32 } as const;

/**
 * The months to judge: the last ones of which it is known by now what came.
 *
 * @param today    Today.
 * @param outcome  What is asked about.
 * @param horizon  How many days it may take; dormancy has days of its own.
 * @param months   How many months.
 * @returns        First and last month, as `2026-07`.
 * @example        monthsKnown('2026-11-18', { kind: 'ended' }, 90, 12) // => { from: '2025-07', to: '2026-06' }
 */
export function monthsKnown(
  today: Day,
  outcome: { readonly kind: string; readonly days?: number },
  horizon: number,
  months: number,
): { readonly from: string; readonly to: string } {
  const days = outcome.kind === 'dormant' ? (outcome.days ?? horizon) + TOLD_AFTER.dormant : horizon + TOLD_AFTER.others;
  const told = dayFromNumber(dayNumber(today) - days);
  // A month counts when its last day is told: the next day is another month then.
  const whole = addDays(told, 1).slice(0, 7) !== told.slice(0, 7);
  const last = monthIndex(told) - (whole ? 0 : 1);
  return { from: monthText(last - months + 1), to: monthText(last) };
}

function monthIndex(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthText(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}
