/**
 * The fraction that somebody means who types per cent, to a tenth of a per cent.
 *
 * @param percent  As typed; null: nothing was.
 * @returns        A fraction without the dust of dividing.
 * @example        fractionOf(57.5) // => 0.575
 */
export function fractionOf(percent: number | null): number | null {
  return percent === null ? null : Math.round(percent * 10) / 1000;
}

/**
 * A fraction as somebody would type it.
 *
 * @param fraction  0.575 is 57.5 %.
 * @returns         Per cent, to a tenth.
 * @example         percentOf(0.575) // => 57.5
 */
export function percentOf(fraction: number): number {
  return Math.round(fraction * 1000) / 10;
}
