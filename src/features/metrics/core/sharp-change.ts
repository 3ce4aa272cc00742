import { isWorkingDay, type WorkCalendar } from '../../../kernel/calendar.ts';
import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';

/** MON-04 compares the last 7 civil days with the 28 before them. */
const [RECENT_DAYS, BASELINE_DAYS] = [7, 28];

/** Settled 4: fewer Known working days than these say too little. */
const [RECENT_KNOWN, BASELINE_KNOWN] = [3, 10];

/** Civil days that a value looks at. */
export const SHARP_CHANGE_DAYS = RECENT_DAYS + BASELINE_DAYS;

const [NOT_STARTED, ENDED, NOT_COMPUTED] = [reasonCode('not-started'), reasonCode('ended'), reasonCode('not-computed')];
const [TOO_FEW, UNPUBLISHED] = [reasonCode('too-few-days'), reasonCode('calendar-unpublished')];

/**
 * How the working days of the last week compare with those of the four weeks before: −0.3 is a third less.
 *
 * @param counts    A count a day, covering `from − 34` to `to`. Whole numbers are summed, so that a replay from any start gives the
 *                  same bits.
 * @param calendar  Which days are worked.
 * @param from      Day number of the first cell.
 * @param to        Day number of the last cell, included.
 * @returns         Mean of the last 7 days ÷ mean of the 28 before − 1, a fraction from −1 on. Unknown with the day's own reason where that
 *                  is not Known; `calendar-unpublished` when the window reaches such a year; `too-few-days` below 3 or 10 Known working days, or
 *                  when the baseline is 0.
 * @source          MON-04; settled 4, 12, 43.
 * @example         sharpChange({ from: 0, values: Float64Array.from({ length: 35 }, (_, day) => (day < 28 ? 40 : 27)), reasons: new Uint8Array(35) }, { name: 'weekdays', knownFrom: 1970, knownUntil: 1970, holidays: new Set(), workdays: new Set(), firstDay: 0, lastDay: 364 }, 34, 34).values[0].toFixed(3) // => '-0.325'
 */
export function sharpChange(counts: Column, calendar: WorkCalendar, from: number, to: number): Column {
  const change = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  const sums = runningSums(counts, calendar, from - SHARP_CHANGE_DAYS + 1, to);
  for (let index = 0; index < change.values.length; index++) {
    // Places of the two windows in the running sums: the baseline ends where the week begins.
    const [start, week, end] = [index, index + BASELINE_DAYS, index + SHARP_CHANGE_DAYS];
    const [recent, baseline] = [between(sums, week, end), between(sums, start, week)];
    const reason = reasonOf(counts.reasons[from + index - counts.from] ?? NOT_COMPUTED, recent, baseline);
    change.reasons[index] = reason;
    // One division of whole numbers: 27 against 40 is −0.325 to the last bit.
    if (isKnown(reason)) change.values[index] = (recent.sum * baseline.known) / (baseline.sum * recent.known) - 1;
  }
  return change;
}

/** Sums up to each day, that day not included. All are whole numbers, so a difference of two of them is exact. */
interface RunningSums {
  readonly known: Float64Array;
  readonly sum: Float64Array;
  readonly partial: Float64Array;
  readonly provisional: Float64Array;
}

function runningSums(counts: Column, calendar: WorkCalendar, from: number, to: number): RunningSums {
  const length = Math.max(0, to - from + 1);
  const sums = () => new Float64Array(length + 1);
  const [known, sum, partial, provisional] = [sums(), sums(), sums(), sums()];
  for (let index = 0; index < length; index++) {
    const next = index + 1;
    const reason = counts.reasons[from + index - counts.from] ?? NOT_COMPUTED;
    const day = isWorkingDay(calendar, from + index);
    const counted = Number(day.working && isKnown(reason));
    const isLive = reason !== NOT_STARTED && reason !== ENDED;
    known[next] = (known[index] ?? 0) + counted;
    sum[next] = (sum[index] ?? 0) + (counted === 1 ? (counts.values[from + index - counts.from] ?? 0) : 0);
    partial[next] = (partial[index] ?? 0) + Number(reason === PARTIAL) * counted;
    provisional[next] = (provisional[index] ?? 0) + Number(isLive && day.provisional);
  }
  return { known, sum, partial, provisional };
}

type Mean = ReturnType<typeof between>;

function between({ known, sum, partial, provisional }: RunningSums, start: number, end: number) {
  return {
    known: (known[end] ?? 0) - (known[start] ?? 0),
    sum: (sum[end] ?? 0) - (sum[start] ?? 0),
    partial: partial[end] !== partial[start],
    provisional: provisional[end] !== provisional[start],
  };
}

function isKnown(reason: number): boolean {
  return reason === 0 || reason === PARTIAL;
}

function reasonOf(ofDay: number, recent: Mean, baseline: Mean): number {
  if (ofDay === NOT_STARTED || ofDay === ENDED || ofDay === NOT_COMPUTED) return ofDay;
  if (recent.provisional || baseline.provisional) return UNPUBLISHED;
  const few = recent.known < RECENT_KNOWN || baseline.known < BASELINE_KNOWN || baseline.sum === 0;
  if (few) return isKnown(ofDay) ? TOO_FEW : ofDay;
  return recent.partial || baseline.partial ? PARTIAL : 0;
}
