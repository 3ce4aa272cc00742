import type { AccountId } from '../../../kernel/ids.ts';
import type { UsageItem } from './normalise.ts';

/** What is known so far. */
export interface Directory {
  /** The customer behind an external id. */
  readonly accountOf: (externalId: string) => AccountId | undefined;
  /** The customer that an earlier `group` call named for a user. */
  readonly groupOf: (user: string) => AccountId | undefined;
}

export type Finding =
  | { readonly accountId: AccountId }
  /** Nobody knows the customer yet. `waitsFor` says what would tell: `account <external id>` or `user <id>`. */
  | { readonly code: 'unknown-account' | 'no-account'; readonly waitsFor: string };

/**
 * Finds the customer of every item: the one it names; else the one of the user's latest `group` call before it, in this batch or
 * earlier; else the first one that this batch names later, because clients send `identify` before `group`.
 *
 * @param items      The items of a batch in order; null stands for an item that is out of play.
 * @param directory  What is known, with the customers of this batch's own `group` calls.
 * @returns          One finding an item, null for null; and which customer each user of a `group` call now belongs to.
 * @example          findAccounts([null], { accountOf: () => undefined, groupOf: () => undefined }).findings // => [null]
 */
export function findAccounts(
  items: readonly (UsageItem | null)[],
  directory: Directory,
): { findings: readonly (Finding | null)[]; groups: ReadonlyMap<string, AccountId> } {
  const later = new Map<string, AccountId>();
  for (const item of items) {
    const accountId = item?.call === 'group' && item.groupId !== null ? directory.accountOf(item.groupId) : undefined;
    if (accountId !== undefined) for (const alias of item?.aliases ?? []) if (!later.has(alias)) later.set(alias, accountId);
  }
  const groups = new Map<string, AccountId>();
  const findings = items.map((item) => {
    if (item === null) return null;
    const finding = findingOf(item, directory, groups, later);
    if (item.call === 'group' && 'accountId' in finding) for (const alias of item.aliases) groups.set(alias, finding.accountId);
    return finding;
  });
  return { findings, groups };
}

function findingOf(
  item: UsageItem,
  directory: Directory,
  groups: ReadonlyMap<string, AccountId>,
  later: ReadonlyMap<string, AccountId>,
): Finding {
  if (item.groupId !== null) {
    const accountId = directory.accountOf(item.groupId);
    return accountId === undefined ? { code: 'unknown-account', waitsFor: waitsForAccount(item.groupId) } : { accountId };
  }
  for (const told of [groups, { get: directory.groupOf }, later]) {
    for (const alias of item.aliases) {
      const accountId = told.get(alias);
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
