const IDS = ['retention-99', 'nrr-110', 'nrr-130', 'renewal-108'] as const;

/** A reference value with its source: shown as a line to compare with, never as a target. */
export interface Benchmark {
  readonly id: (typeof IDS)[number];
  /** What it is a rate of, in a year. */
  readonly of: 'logo' | 'net';
  /** A year's rate. */
  readonly rate: number;
  /** Where it stands in print. */
  readonly source: 'book' | 'programme-article' | 'strategy-chapter';
  /** Of the figure; null where the source does not say, which is shown. */
  readonly year: number | null;
}

/** The figures of FIN-23 that say how much of customers or revenue stays in a year. */
export const BENCHMARKS: readonly Benchmark[] = [
  { id: 'retention-99', of: 'logo', rate: 0.99, source: 'programme-article', year: null },
  { id: 'nrr-110', of: 'net', rate: 1.1, source: 'strategy-chapter', year: null },
  { id: 'nrr-130', of: 'net', rate: 1.3, source: 'strategy-chapter', year: null },
  { id: 'renewal-108', of: 'net', rate: 1.08, source: 'book', year: null },
];

/**
 * What a year's rate makes of a cohort after some months.
 *
 * @param benchmark  The reference value.
 * @param months     Since the start.
 * @returns          The share that would be left.
 * @source           FIN-23.
 * @example          benchmarkAfter({ rate: 1.1 }, 24).toFixed(2) // => '1.21'
 */
export function benchmarkAfter({ rate }: Pick<Benchmark, 'rate'>, months: number): number {
  return rate ** (months / 12);
}
