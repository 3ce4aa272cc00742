import type { UsageItem } from './normalise.ts';
import { ledger, type News, type Told, toldAt } from './told.ts';

/**
 * Counts what an anonymous user does as the user that an `alias` call names, from the moment of that call on. What it did before stays
 * an anonymous user's. A user who is signed in stays who they say they are.
 *
 * @param items     The items of a batch in order; null stands for an item that is out of play.
 * @param mergesOf  Which users an anonymous one was said to be by earlier batches.
 * @returns         The items, anonymous ones with their user where it is known by then; and what the `alias` calls newly said.
 * @source          Segment, "Spec: Alias".
 * @example         mergeUsers([null], () => undefined) // => { items: [null], news: [] }
 */
export function mergeUsers(
  items: readonly (UsageItem | null)[],
  mergesOf: (previousId: string) => Told<string> | undefined,
): { items: readonly (UsageItem | null)[]; news: readonly News<string>[] } {
  if (!items.some(isConcerned)) return { items, news: [] };
  const merges = ledger(mergesOf);
  const merged = items.map((item) => {
    if (item === null || !isConcerned(item)) return item;
    const previousId = mergedBy(item);
    if (previousId !== null) {
      merges.add(previousId, item.occurredAt, item.userId ?? '');
      return item;
    }
    const user = item.userId === null ? undefined : toldAt(merges.of(item.userId), item.occurredAt);
    return user === undefined ? item : { ...item, userId: user, aliases: [user, ...item.aliases] };
  });
  return { items: merged, news: merges.news };
}

function isConcerned(item: UsageItem | null): boolean {
  return item !== null && (item.call === 'alias' || (!item.signedIn && item.userId !== null));
}

/**
 * The anonymous user that an `alias` call merges.
 *
 * @param item  Any item.
 * @returns     Its id; null when the item merges nobody.
 * @example     mergedBy({ call: 'alias', signedIn: true, userId: 'u', previousId: 'a' }) // => 'a'
 */
export function mergedBy(item: Pick<UsageItem, 'call' | 'signedIn' | 'userId' | 'previousId'>): string | null {
  const { call, signedIn, userId, previousId } = item;
  return call === 'alias' && signedIn && previousId !== userId ? previousId : null;
}
