import { quantile } from '../../../kernel/stats/quantile.ts';

/** How values lie: their quarters, and how many in each of some equal stretches. */
export interface Spread {
  readonly least: number;
  readonly quarter: number;
  readonly middle: number;
  readonly threeQuarters: number;
  readonly most: number;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/**
 * How values are spread.
 *
 * @param values  Known values, in any order.
 * @param most    Stretches at most; one where all values are equal.
 * @returns       Null where there are none.
 * @example       spreadOf([1, 2, 3, 5], 2).bins // => [{ from: 1, to: 3, count: 2 }, { from: 3, to: 5, count: 2 }]
 */
export function spreadOf(values: readonly number[], most: number): Spread | null {
  if (values.length === 0) return null;
  const at = (share: number): number => {
    const found = quantile(values, share);
    return found.known ? found.value : Number.NaN;
  };
  const [least, top] = [at(0), at(1)];
  const count = least === top ? 1 : most;
  const width = (top - least) / count;
  const bins = Array.from({ length: count }, (_, index) => ({
    from: least + index * width,
    to: index === count - 1 ? top : least + (index + 1) * width,
    count: 0,
  }));
  for (const value of values) {
    const bin = bins[width === 0 ? 0 : Math.min(count - 1, Math.floor((value - least) / width))];
    if (bin !== undefined) bin.count += 1;
  }
  return { least, quarter: at(0.25), middle: at(0.5), threeQuarters: at(0.75), most: top, bins };
}

/**
 * Some of many, spread evenly, the first and the last with them.
 *
 * @param items  All.
 * @param most   How many at most, ≥ 2.
 * @returns      Those, in their order.
 * @example      spreadEvenly([1, 2, 3, 4, 5], 3) // => [1, 3, 5]
 */
export function spreadEvenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const places = Array.from({ length: most }, (_, index) => Math.round((index * (items.length - 1)) / (most - 1)));
  return items.filter((_, index) => places.includes(index));
}
