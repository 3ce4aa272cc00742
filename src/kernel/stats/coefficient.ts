import { chiSquaredTail } from './chi-squared-tail.ts';

/** What a fit says of one column. */
export interface Coefficient {
  /** Change of the log-odds or log-hazard for one unit of the column. */
  readonly estimate: number;
  /** Its standard error. */
  readonly error: number;
  /** Two-sided probability (Wald) of an estimate so far from 0 by chance alone. */
  readonly p: number;
}

/**
 * A coefficient with its standard error and Wald test.
 *
 * @param estimate  The estimate.
 * @param error     Its standard error, ≥ 0; 0 only for a column that says nothing.
 * @returns         Both, with the two-sided p-value.
 * @source          A. Wald (1943): (estimate ÷ error)² is chi-squared with one degree of freedom.
 * @example         coefficient(1.959963984540054, 1).p.toFixed(6) // => '0.050000'
 */
export function coefficient(estimate: number, error: number): Coefficient {
  return { estimate, error, p: error > 0 ? chiSquaredTail((estimate / error) ** 2, 1) : 1 };
}
