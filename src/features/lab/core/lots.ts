/**
 * The lot that a customer draws: where customers are dealt into groups, it decides into which. It hangs on the external id alone, so it is the same in
 * every copy of the data, and stays the same when others come or go.
 *
 * @param externalId  The id of the customer in its source.
 * @returns           A whole number from 0 below 2³².
 * @source            FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) over UTF-16 units, with the finaliser of MurmurHash3 (A. Appleby), so that ids that
 *                    differ in their last digit only are dealt evenly.
 * @example           lotOf('c-1') % 10 === lotOf('c-2') % 10 // => false
 */
export function lotOf(externalId: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < externalId.length; place++) hash = Math.imul(hash ^ externalId.charCodeAt(place), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
