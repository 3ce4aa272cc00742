import type { AccountId } from '../../../kernel/ids.ts';
import type { UsageItem } from './normalise.ts';
import { ledger, type News, type Told, toldAt } from './told.ts';

/** What is known so far. */
export interface Directory {
  /** The customer behind an external id. */
  readonly accountOf: (externalId: string) => AccountId | undefined;
  /** The customers that earlier `group` calls named for a user, with the times of the calls. */
  readonly groupsOf: (user: string) => Told<AccountId> | undefined;
}

export type Finding =
  | { readonly accountId: AccountId }
  /** Nobody knows the customer yet. `waitsFor` says what would tell: `account <external id>` or `user <id>`. */
  | { readonly code: 'unknown-account' | 'no-account'; readonly waitsFor: string };

/**
 * Finds the customer of every item: the one it names; else the one of its user's latest `group` call at or before the time of the item,
 * in this batch or earlier; else the first one that any call named for the user, because clients send `identify` before `group`.
 *
 * @param items      The items of a batch in order; null stands for an item that is out of play.
 * @param directory  What is known, with the customers of this batch's own `group` calls.
 * @returns          One finding an item, null for null; and what this batch newly says of users' customers.
 * @example          findAccounts([null], { accountOf: () => undefined, groupsOf: () => undefined }).findings // => [null]
 */
export function findAccounts(
  items: readonly (UsageItem | null)[],
  directory: Directory,
): { findings: readonly (Finding | null)[]; news: readonly News<AccountId>[] } {
  const later = namedLater(items, directory);
  const groups = ledger(directory.groupsOf);
  const findings = items.map((item) => {
    if (item === null) return null;
    const finding = findingOf(item, directory, groups.of, later);
    if (item.call === 'group' && 'accountId' in finding)
      for (const alias of item.aliases) groups.add(alias, item.occurredAt, finding.accountId);
    return finding;
  });
  return { findings, news: groups.news };
}

/** For each user the first customer that a `group` call of this batch names. */
function namedLater(items: readonly (UsageItem | null)[], directory: Directory): ReadonlyMap<string, AccountId> {
  const later = new Map<string, AccountId>();
  for (const item of items) {
    const accountId = item?.call === 'group' && item.groupId !== null ? directory.accountOf(item.groupId) : undefined;
    if (accountId !== undefined) for (const alias of item?.aliases ?? []) if (!later.has(alias)) later.set(alias, accountId);
  }
  return later;
}

function findingOf(
  item: UsageItem,
  directory: Directory,
  toldOf: (user: string) => Told<AccountId>,
  later: ReadonlyMap<string, AccountId>,
): Finding {
  if (item.groupId !== null) {
    const accountId = directory.accountOf(item.groupId);
    return accountId === undefined ? { code: 'unknown-account', waitsFor: waitsForAccount(item.groupId) } : { accountId };
  }
  const ways: readonly ((alias: string) => AccountId | undefined)[] = [
    (alias) => toldAt(toldOf(alias), item.occurredAt),
    (alias) => toldOf(alias)[0]?.value,
    (alias) => later.get(alias),
  ];
  for (const way of ways) {
    for (const alias of item.aliases) {
      const accountId = way(alias);
      if (accountId !== undefined) return { accountId };
    }
  }
  return { code: 'no-account', waitsFor: waitsForUser(item.aliases[0] ?? '') };
}

/**
 * What an item waits for whose customer nobody knows.
 *
 * @param externalId  The customer it names.
 * @returns           The key under which it waits.
 * @example           waitsForAccount('acme') // => 'account acme'
 */
export function waitsForAccount(externalId: string): string {
  return `account ${externalId}`;
}

/**
 * What an item waits for that names no customer.
 *
 * @param user  Its user, whose customer a `group` call may tell.
 * @returns     The key under which it waits.
 * @example     waitsForUser('u-1') // => 'user u-1'
 */
export function waitsForUser(user: string): string {
  return `user ${user}`;
}
