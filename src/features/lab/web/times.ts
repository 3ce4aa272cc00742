/** How often a week: with the digits that tell it from never. */
export function formatTimes(aWeek: number): string {
  return aWeek.toFixed(aWeek > 0 && aWeek < 0.1 ? 2 : 1);
}
