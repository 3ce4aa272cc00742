/** When so many warnings of a rule open on one day, something else happened than so many customers changing at once (defaults of ours). */
export const STORM = { least: 30, share: 0.2 };

/**
 * Whether the warnings that a rule opens on one day are a storm: one cause, as an import or a changed rule, and not so many customers.
 *
 * @param opened  Warnings of the rule on that day, those that open now included.
 * @param live    Customers that are live on that day.
 * @returns       True from 30 warnings on that are a fifth of the customers or more.
 * @example       [isStorm(29, 29), isStorm(30, 150), isStorm(30, 151)] // => [false, true, false]
 */
export function isStorm(opened: number, live: number): boolean {
  return opened >= STORM.least && opened >= STORM.share * live;
}
