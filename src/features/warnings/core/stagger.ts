import { seededRandom } from '../../../kernel/random.ts';

/**
 * Whether a customer is in the half that a rule is switched on for first. Drawn by the seed, so that it can be said again at any time, also of
 * a customer that comes later.
 *
 * @param seed       Of the staggered start.
 * @param accountId  Id of the customer.
 * @returns          True for about half of all customers.
 * @source           Issue 8: rules may be switched on for a random half of customers first.
 * @example          ['acc_1', 'acc_2', 'acc_3', 'acc_4'].map((id) => startsFirst(7, id)) // => [true, true, false, true]
 */
export function startsFirst(seed: number, accountId: string): boolean {
  // FNV-1a: letters that differ a little give numbers that differ much.
  let hash = 0x811c9dc5 ^ seed;
  for (const letter of accountId) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return seededRandom(hash)() < 0.5;
}
