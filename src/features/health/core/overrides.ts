import type { Band } from './model.ts';

/** A person says what a customer's band is, for a time, whatever the model says. */
export interface Override {
  readonly id: string;
  readonly band: Exclude<Band, 'insufficient-data'>;
  /** First and last day number on which it holds. It expires by itself; nobody needs to take it back. */
  readonly from: number;
  readonly until: number;
}

/**
 * The override that holds on a day.
 *
 * @param overrides  Those of one customer that nobody ended, in the order in which they were said.
 * @param day        Day number.
 * @returns          The latest that holds; null where none does, as after its last day.
 * @source           Issue 5: recalculation respects an override until it expires.
 * @example          overrideOn([{ id: 'o', band: 'watch', from: 3, until: 5 }], 6) // => null
 */
export function overrideOn(overrides: readonly Override[], day: number): Override | null {
  return overrides.findLast(({ from, until }) => from <= day && day <= until) ?? null;
}
