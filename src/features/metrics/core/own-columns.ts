import { type Column, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { Aggregate } from './own-metric.ts';
import { type LiveSpan, liveColumn } from './record-columns.ts';
import { SILENCE_LIMITS } from './usage-columns.ts';

/** What was picked of one customer: a row for day and user, or for a record; by day. */
export interface Picked {
  readonly day: Int32Array;
  /** 0: nobody. */
  readonly user: Int32Array;
  readonly events: Float64Array;
  /** How many of them have the number, and their sum. */
  readonly numbers: Float64Array;
  readonly sum: Float64Array;
  /** The latest number and when it was; NaN where there is none. */
  readonly last: Float64Array;
  readonly lastAt: Float64Array;
}

/** Picked facts of one customer, and since when the workspace has any: before that day they are not measured. Null: it never had. */
export interface PickedFacts {
  readonly rows: Picked;
  readonly since: number | null;
}

export interface Window {
  readonly aggregate: Aggregate;
  readonly windowDays: number;
}

const [SILENT, NOT_MAPPED, NOT_MEASURED] = [reasonCode('source-silent'), reasonCode('not-mapped'), reasonCode('not-measured')];

/**
 * Days that a window of an aggregate looks at when it asks whether the source was silent.
 *
 * @param window  Aggregate and window.
 * @returns       1 where the past may lie as far back as it likes, else the window.
 * @example       silenceDays({ aggregate: 'since', windowDays: 90 }) // => 1
 */
export function silenceDays({ aggregate, windowDays }: Window): number {
  return aggregate === 'since' ? 1 : windowDays;
}

/**
 * A number for each day, of what was picked in the trailing days: today's and any past day's by the same steps.
 *
 * @param window  What is made of the rows, over how many days.
 * @param facts   What was picked. Rows are needed from `windowDays − 1` days before `from` on; for `since` from the customer's first day on.
 * @param daily   The stored daily users, from `from − silenceDays(window) + 1` on: their reasons say when the source was silent. Null: of records,
 *                which no source sends daily.
 * @param live    When the customer is live; rows outside do not count.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       The number. Unknown outside the live span; `not-mapped` (of events) or `not-measured` (of records) before there ever was any;
 *                `source-silent` where more than a fifth of the live days of the window is silent; `not-measured` for a mean or a last value of
 *                nothing. Never NaN without a reason.
 * @source        Settled 1, 2, 43.
 * @example       pickedColumn({ aggregate: 'count', windowDays: 2 }, { rows: { day: Int32Array.of(1, 2), user: Int32Array.of(0, 7), events: Float64Array.of(2, 3), numbers: Float64Array.of(0, 0), sum: Float64Array.of(0, 0), last: Float64Array.of(NaN, NaN), lastAt: Float64Array.of(NaN, NaN) }, since: 1 }, null, { from: 0, to: null }, 0, 3).values // => Float64Array.of(NaN, 2, 5, 3)
 */
export function pickedColumn(window: Window, facts: PickedFacts, daily: Column | null, live: LiveSpan, from: number, to: number): Column {
  const column = liveColumn(live, from, to);
  const { day } = facts.rows;
  const since = facts.since ?? Number.POSITIVE_INFINITY;
  const neverSeen = daily === null ? NOT_MEASURED : NOT_MAPPED;
  let [low, high] = [0, 0];
  for (let index = 0; index < column.values.length; index++) {
    const on = from + index;
    const first = window.aggregate === 'since' ? live.from : Math.max(live.from, on - window.windowDays + 1);
    high = passed(day, high, on + 1);
    low = passed(day, low, first);
    if (column.reasons[index] !== 0) continue;
    const reason = on < since ? neverSeen : silenceOn(daily, on, silenceDays(window));
    const isKnown = reason === 0 || reason === PARTIAL;
    const value = isKnown ? made(window.aggregate, facts.rows, Math.min(low, high), high, on, live.from) : Number.NaN;
    column.values[index] = value;
    column.reasons[index] = isKnown && Number.isNaN(value) ? NOT_MEASURED : reason;
  }
  return column;
}

/** The first row from `row` on that is not before a day. */
function passed(days: Int32Array, row: number, day: number): number {
  let next = row;
  while (next < days.length && (days[next] ?? day) < day) next += 1;
  return next;
}

/** 0, PARTIAL, or why the day is not known. A day on which the customer is not live is none of the window. */
function silenceOn(daily: Column | null, on: number, days: number): number {
  if (daily === null) return 0;
  const own = daily.reasons[on - daily.from] ?? reasonCode('not-computed');
  if (own !== 0 && own !== PARTIAL && own !== SILENT) return own;
  let [live, silent] = [0, 0];
  for (let day = on - days + 1; day <= on; day++) {
    const reason = daily.reasons[day - daily.from];
    if (reason === SILENT) silent += 1;
    if (reason === 0 || reason === PARTIAL || reason === SILENT) live += 1;
  }
  if (silent > SILENCE_LIMITS.silentShare * live) return SILENT;
  return silent > 0 ? PARTIAL : 0;
}

function made(aggregate: Aggregate, rows: Picked, low: number, high: number, on: number, firstDay: number): number {
  switch (aggregate) {
    case 'count':
      return total(rows.events, low, high);
    case 'users': {
      const users = new Set(rows.user.subarray(low, high));
      users.delete(0);
      return users.size;
    }
    case 'days':
      return new Set(rows.day.subarray(low, high)).size;
    case 'sum':
      return total(rows.sum, low, high);
    case 'mean': {
      const numbers = total(rows.numbers, low, high);
      return numbers === 0 ? Number.NaN : total(rows.sum, low, high) / numbers;
    }
    case 'last':
      return latest(rows, low, high);
    case 'since': {
      const days = on - (high > low ? (rows.day[high - 1] ?? firstDay) : firstDay);
      return Number.isFinite(days) ? days : Number.NaN;
    }
  }
}

// Summed anew for each window: a sum that rolls on has other last digits than one that began later (settled 43).
function total(values: Float64Array, low: number, high: number): number {
  let sum = 0;
  for (let row = low; row < high; row++) sum += values[row] ?? 0;
  return Number.isFinite(sum) ? sum : Number.NaN;
}

function latest({ last, lastAt }: Picked, low: number, high: number): number {
  let [value, at] = [Number.NaN, Number.NEGATIVE_INFINITY];
  for (let row = low; row < high; row++) if ((lastAt[row] ?? Number.NaN) >= at) [value, at] = [last[row] ?? Number.NaN, lastAt[row] ?? at];
  return value;
}
