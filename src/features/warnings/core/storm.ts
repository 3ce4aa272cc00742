/** When so many warnings of a rule open on one day that something else happened than so many customers changing at once. */
export interface StormLimits {
  /** Warnings, at least. */
  readonly least: number;
  /** Of the customers that are live, at least this share. */
  readonly share: number;
}

/** Defaults of ours; a workspace may say others. */
export const STORM: StormLimits = { least: 30, share: 0.2 };

/**
 * Whether the warnings that a rule opens on one day are a storm: one cause, as an import or a changed rule, and not so many customers.
 *
 * @param opened  Warnings of the rule on that day, those that open now included.
 * @param live    Customers that are live on that day.
 * @param limits  From how many on, and from which share of the customers.
 * @returns       True where both are reached: by default 30 warnings that are a fifth of the customers.
 * @example       [isStorm(29, 29, STORM), isStorm(30, 150, STORM), isStorm(30, 151, STORM)] // => [false, true, false]
 */
export function isStorm(opened: number, live: number, { least, share }: StormLimits): boolean {
  return opened >= least && opened >= share * live;
}
