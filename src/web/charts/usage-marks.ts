import { addDays, type Day } from '../../kernel/time.ts';
import type { SeriesPoint } from './series-points.ts';

/** What we did (■), or what happened at the customer (□), on a day. */
export interface UsageMark {
  readonly day: Day;
  readonly label: string;
  readonly ours: boolean;
}

/** Days before and after a mark whose means are compared (MON-02). */
const EFFECT_DAYS = 14;
/** With fewer known days on a side there is nothing to compare. */
const LEAST_KNOWN = 5;

/**
 * What came after a mark, against before: the difference of the means of 14 days.
 *
 * @param points  Single days, in order.
 * @param on      The day of the mark; it belongs to neither side.
 * @returns       After less before, in the unit of the points; null where one side has fewer than five known days.
 */
export function effectOf(points: readonly SeriesPoint[], on: Day): number | null {
  const mean = (from: Day, to: Day): number | null => {
    const known = points.flatMap(({ day, value }) => (day >= from && day <= to && value !== null ? [value] : []));
    return known.length < LEAST_KNOWN ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const before = mean(addDays(on, -EFFECT_DAYS), addDays(on, -1));
  const after = mean(addDays(on, 1), addDays(on, EFFECT_DAYS));
  return before === null || after === null ? null : after - before;
}

/** A mark where it stands on the axis. */
export interface PlacedMark extends UsageMark {
  /** Index of the day on the axis. */
  readonly at: number;
  /** Whether there is room for its label. */
  readonly named: boolean;
}

/** Half of what the sign of a mark takes, and the gap before it. */
const SIGN = 10;
/** Pixels a label takes: Chinese characters are as wide as they are high. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 6.8), 22);

/**
 * Marks on the days of an axis that has working days only: one on a day between stands at the next. Labels that would run into each other
 * go, the later one stays.
 *
 * @param marks   In any order.
 * @param days    The days of the axis, in order.
 * @param inside  Width of the drawing in pixels.
 * @returns       Marks within the days, in order.
 */
export function placedMarks(marks: readonly UsageMark[], days: readonly Day[], inside: number): readonly PlacedMark[] {
  const first = days[0];
  if (first === undefined) return [];
  const step = inside / Math.max(1, days.length - 1);
  let free = inside + 60;
  return marks
    .filter(({ day }) => day >= first)
    .flatMap((mark) => {
      const at = days.findIndex((day) => day >= mark.day);
      return at === -1 ? [] : [{ ...mark, at }];
    })
    .sort((a, b) => b.at - a.at)
    .map((mark) => {
      const half = widthOf(mark.label) / 2;
      const named = mark.at * step + half <= free;
      // A mark without a name still takes the room of its sign.
      free = named ? mark.at * step - half : Math.min(free, mark.at * step - SIGN);
      return { ...mark, named };
    })
    .reverse();
}
