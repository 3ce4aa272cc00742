import { type Column, emptyColumn, newColumn, reasonCode } from '../../../kernel/column.ts';
import type { UnknownReason } from '../../../kernel/known.ts';

/**
 * Columns from what is recorded about a customer one by one: lines, issues, touches, answers. They are found from the records every time, for
 * today as for any day of the past, and are not stored. Days are day numbers; a span without an end goes on.
 */

/** The days on which a customer is live, both included. */
export interface LiveSpan {
  readonly from: number;
  readonly to: number | null;
}

/** Something that held from a day to another, both included, and how much of it. */
export interface Span {
  readonly from: number;
  readonly to: number | null;
  readonly amount: number;
}

/** Something that held of which the amount may not be known. */
export interface Priced extends Omit<Span, 'amount'> {
  readonly amount: number | null;
}

const [NOT_STARTED, ENDED] = [reasonCode('not-started'), reasonCode('ended')];

/**
 * A column to begin with: cells outside the live span say so, those inside are Known and 0, or Unknown for one reason.
 *
 * @param live    When the customer is live.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @param reason  Why nothing is known inside; absent: Known and 0.
 * @returns       A new column.
 * @example       liveColumn({ from: 1, to: null }, 0, 1).values // => Float64Array.of(NaN, 0)
 */
export function liveColumn(live: LiveSpan, from: number, to: number, reason?: UnknownReason): Column {
  const length = Math.max(0, to - from + 1);
  const column = reason === undefined ? newColumn(from, length) : emptyColumn(from, length, reason);
  const before = Math.min(length, Math.max(0, live.from - from));
  column.values.fill(Number.NaN, 0, before);
  column.reasons.fill(NOT_STARTED, 0, before);
  if (live.to === null) return column;
  const after = Math.min(length, Math.max(before, live.to + 1 - from));
  column.values.fill(Number.NaN, after);
  column.reasons.fill(ENDED, after);
  return column;
}

/**
 * How much holds on each day: recurring revenue, seats, open issues.
 *
 * @param spans  What held, when, and how much of it.
 * @param live   When the customer is live.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      The sum of the amounts that hold on the day; Unknown(`not-started`, `ended`) outside the live span.
 * @example      heldColumn([{ from: 1, to: 2, amount: 5 }, { from: 2, to: null, amount: 1 }], { from: 0, to: null }, 0, 3).values // => Float64Array.of(0, 5, 6, 1)
 */
export function heldColumn(spans: readonly Span[], live: LiveSpan, from: number, to: number): Column {
  const column = liveColumn(live, from, to);
  const steps = new Float64Array(column.values.length + 1);
  const add = (day: number, amount: number): void => {
    const index = Math.max(0, day - from);
    if (index < steps.length) steps[index] = (steps[index] ?? 0) + amount;
  };
  for (const span of spans) {
    // One that ends before it begins holds on no day; that it is there is a finding of data quality.
    if (span.to !== null && span.to < span.from) continue;
    add(span.from, span.amount);
    if (span.to !== null) add(span.to + 1, -span.amount);
  }
  let sum = 0;
  for (let index = 0; index < column.values.length; index++) {
    sum += steps[index] ?? 0;
    if (column.reasons[index] === 0) column.values[index] = sum;
  }
  return column;
}

/**
 * How much holds on each day where the amount of some of it is not known.
 *
 * @param spans  What held and when; an amount of null is not known.
 * @param live   When the customer is live.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      The sum of the known amounts that hold on the day, 0 where nothing holds; Unknown(`not-measured`) where no amount of what holds is
 *               known, and outside the live span as `heldColumn`.
 * @example      pricedColumn([{ from: 0, to: 1, amount: null }, { from: 1, to: 1, amount: 5 }], { from: 0, to: null }, 0, 2).values // => Float64Array.of(NaN, 5, 0)
 */
export function pricedColumn(spans: readonly Priced[], live: LiveSpan, from: number, to: number): Column {
  const column = heldColumn(
    spans.map((span) => ({ ...span, amount: span.amount ?? 0 })),
    live,
    from,
    to,
  );
  if (spans.every(({ amount }) => amount !== null)) return column;
  const held = (which: (span: Priced) => boolean): Float64Array =>
    heldColumn(
      spans.filter(which).map((span) => ({ ...span, amount: 1 })),
      live,
      from,
      to,
    ).values;
  const [known, all] = [held(({ amount }) => amount !== null), held(() => true)];
  const missing = reasonCode('not-measured');
  for (let index = 0; index < column.values.length; index++) {
    if (known[index] !== 0 || all[index] === 0) continue;
    column.values[index] = Number.NaN;
    column.reasons[index] = missing;
  }
  return column;
}

/**
 * How often something happened in the trailing days, the day itself included.
 *
 * @param days        Day numbers on which it happened, once for each time.
 * @param windowDays  Length of the window, ≥ 1.
 * @param live        When the customer is live.
 * @param from        Day number of the first cell.
 * @param to          Day number of the last cell, included.
 * @returns           The count; Unknown outside the live span.
 * @example           countColumn([1, 1, 3], 2, { from: 0, to: null }, 1, 4).values // => Float64Array.of(2, 2, 1, 1)
 */
export function countColumn(days: readonly number[], windowDays: number, live: LiveSpan, from: number, to: number): Column {
  return heldColumn(
    days.map((day) => ({ from: day, to: day + windowDays - 1, amount: 1 })),
    live,
    from,
    to,
  );
}

/**
 * Days since something last happened. Before it ever did, days since the customer's first day: silence begins with the customer.
 *
 * @param days  Day numbers on which it happened.
 * @param live  When the customer is live.
 * @param from  Day number of the first cell.
 * @param to    Day number of the last cell, included.
 * @returns     Whole days, ≥ 0; Unknown outside the live span.
 * @source      ISS-04, REL-01.
 * @example     sinceColumn([2], { from: 0, to: null }, 1, 4).values // => Float64Array.of(1, 0, 1, 2)
 */
export function sinceColumn(days: readonly number[], live: LiveSpan, from: number, to: number): Column {
  const column = liveColumn(live, from, to);
  const happened = [...days].sort((a, b) => a - b);
  let next = 0;
  let last = live.from;
  for (let index = 0; index < column.values.length; index++) {
    const day = from + index;
    for (let on = happened[next]; on !== undefined && on <= day; on = happened[next]) {
      last = Math.max(last, on);
      next += 1;
    }
    if (column.reasons[index] === 0) column.values[index] = day - last;
  }
  return column;
}

/**
 * The value said last, while it is valid.
 *
 * @param said       Values with their day, in any order; of several on one day the later in the list counts.
 * @param validDays  How long a value stands, the day itself included; null: until another one is said.
 * @param live       When the customer is live.
 * @param from       Day number of the first cell.
 * @param to         Day number of the last cell, included.
 * @returns          The value; Unknown(`not-measured`) before the first and after it has lapsed.
 * @example          lastColumn([{ on: 1, value: 7 }], 2, { from: 0, to: null }, 0, 3).values // => Float64Array.of(NaN, 7, 7, NaN)
 */
export function lastColumn(
  said: readonly { readonly on: number; readonly value: number }[],
  validDays: number | null,
  live: LiveSpan,
  from: number,
  to: number,
): Column {
  const column = liveColumn(live, from, to);
  const sorted = [...said].sort((a, b) => a.on - b.on);
  const missing = reasonCode('not-measured');
  let next = 0;
  let last: { readonly on: number; readonly value: number } | null = null;
  for (let index = 0; index < column.values.length; index++) {
    const day = from + index;
    for (let one = sorted[next]; one !== undefined && one.on <= day; one = sorted[next]) {
      last = one;
      next += 1;
    }
    if (column.reasons[index] !== 0) continue;
    const stands = last !== null && (validDays === null || day - last.on < validDays);
    column.values[index] = stands && last !== null ? last.value : Number.NaN;
    column.reasons[index] = stands ? 0 : missing;
  }
  return column;
}

/**
 * Days until the next of some days: to the end of what runs out first.
 *
 * @param spans  What runs, each known from its first day on; one without an end never runs out.
 * @param live   When the customer is live.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      Days to the nearest last day of a span that holds on the day, 0 on that day; Unknown(`not-measured`) where none ends.
 * @example      untilColumn([{ from: 0, to: 3, amount: 1 }], { from: 0, to: null }, 1, 4).values // => Float64Array.of(2, 1, 0, NaN)
 */
export function untilColumn(spans: readonly Span[], live: LiveSpan, from: number, to: number): Column {
  const column = liveColumn(live, from, to);
  const missing = reasonCode('not-measured');
  for (let index = 0; index < column.values.length; index++) {
    if (column.reasons[index] !== 0) continue;
    const day = from + index;
    let nearest = Number.NaN;
    for (const span of spans) {
      if (span.to === null || span.from > day || span.to < day) continue;
      if (!(nearest <= span.to - day)) nearest = span.to - day;
    }
    column.values[index] = nearest;
    column.reasons[index] = Number.isNaN(nearest) ? missing : 0;
  }
  return column;
}

/**
 * The age of the oldest of what is open.
 *
 * @param spans  What is open, from and to which day, both included.
 * @param live   When the customer is live.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      Days since the oldest open one began; 0 where nothing is open.
 * @source       ISL-05.
 * @example      oldestColumn([{ from: 0, to: 2, amount: 1 }, { from: 1, to: null, amount: 1 }], { from: 0, to: null }, 1, 4).values // => Float64Array.of(1, 2, 2, 3)
 */
export function oldestColumn(spans: readonly Span[], live: LiveSpan, from: number, to: number): Column {
  const column = liveColumn(live, from, to);
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  for (let index = 0; index < column.values.length; index++) {
    if (column.reasons[index] !== 0) continue;
    const day = from + index;
    const oldest = sorted.find((span) => span.from <= day && (span.to === null || span.to >= day));
    if (oldest !== undefined) column.values[index] = day - oldest.from;
  }
  return column;
}
