/** How many cases a costly property is put through: `few` in `npm test`, five times as many in the long proofs. */
export function manyRuns(few: number): number {
  return process.env.MOORING_LONG === undefined ? few : 5 * few;
}
