/** Of which leading shares of customers the report speaks. */
const TOPS = [0.01, 0.05, 0.1, 0.2, 0.5];
/** Points of the curve: enough for a line. */
const POINTS = 20;

/** How much of the revenue the largest customers bring. */
export interface Concentration {
  /** Customers that pay anything. */
  readonly customers: number;
  readonly tops: readonly Top[];
  /** Share of revenue of the first share of customers, the largest first; from (0, 0) to (1, 1). */
  readonly curve: readonly { readonly customers: number; readonly revenue: number }[];
}

export interface Top {
  /** Share of customers, of which `count` are. */
  readonly share: number;
  readonly count: number;
  readonly revenue: number;
  /** How many of the others one of them is worth; null where the others bring nothing. */
  readonly worth: number | null;
}

/**
 * How concentrated revenue is.
 *
 * @param amounts  What each customer pays, in any one unit; those that pay nothing are left out.
 * @returns        Shares of revenue by shares of customers. Empty lists without any revenue.
 * @source         SEG-05.
 * @example        concentrationOf([6, 1, 1, 1, 1]).tops.find(({ share }) => share === 0.2).revenue // => 0.6
 */
export function concentrationOf(amounts: readonly number[]): Concentration {
  const sorted = amounts.filter((amount) => amount > 0).sort((a, b) => b - a);
  const total = sorted.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return { customers: 0, tops: [], curve: [] };
  const sums = [0];
  for (const amount of sorted) sums.push((sums.at(-1) ?? 0) + amount);
  const revenueOf = (count: number): number => (sums[count] ?? 0) / total;
  const tops = TOPS.map((share) => {
    const count = Math.max(1, Math.round(share * sorted.length));
    const [revenue, others] = [revenueOf(count), sorted.length - count];
    const worth = others === 0 || revenue === 1 ? null : revenue / count / ((1 - revenue) / others);
    return { share, count, revenue, worth };
  });
  const curve = Array.from({ length: POINTS + 1 }, (_, point) => {
    const count = Math.round((point / POINTS) * sorted.length);
    return { customers: point / POINTS, revenue: revenueOf(count) };
  });
  return { customers: sorted.length, tops, curve };
}
