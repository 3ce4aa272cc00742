import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { pageOfRecords } from '../../platform/records/read-records.ts';
import type { CustomersOfRecords } from '../../platform/records/record-routes.ts';
import type { StoredRecord } from '../../platform/records/save-records.ts';
import { hiddenAccounts, visibleAccounts } from '../access/reads.ts';
import { accountContent } from './core/account-words.ts';
import { accountKind } from './core/kinds.ts';
import { syllablesOf } from './pinyin.ts';
import {
  type Account,
  byExternalIds,
  byIds,
  idsByExternalId,
  type NamedAccount,
  namesForMatching,
  pageOfNames,
  spansOf,
  visibleByExternalId,
  visibleIds,
  visibleOf,
} from './store.ts';
import { aliasesAmong, allAliases } from './store-aliases.ts';

/** A customer as other features see it. */
export interface AccountView {
  readonly accountId: AccountId;
  readonly externalId: string;
  readonly name: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly endKind: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * One customer that the caller may see.
 *
 * @throws AppError('account-unknown') when there is none, or it is not visible to the caller: both answer the same.
 */
export async function accountByExternalId(ctx: Ctx, externalId: string): Promise<AccountView> {
  const account = (await visibleByExternalId(ctx, externalId)) ?? (await visibleByAlias(ctx, externalId));
  if (account === null) throw new AppError('account-unknown', `Customer '${externalId}' is not known.`);
  return viewOf(account);
}

/** Old links go on to the customer into which theirs was merged. */
async function visibleByAlias(ctx: Ctx, externalId: string): Promise<Account | null> {
  const accountId = (await aliasesAmong(ctx, [externalId])).get(externalId);
  const [account] = accountId === undefined ? [] : await byIds(ctx, [accountId]);
  return account === undefined ? null : visibleByExternalId(ctx, account.externalId);
}

/** What customers are called, how that sounds, and under which ids they came; of those the caller may see. */
export async function customersForMatching(ctx: Ctx) {
  const aliases = new Map<AccountId, string[]>();
  for (const { accountId, externalId } of await allAliases(ctx)) aliases.set(accountId, [...(aliases.get(accountId) ?? []), externalId]);
  return (await namesForMatching(ctx)).map((one) => ({ ...one, ids: [one.externalId, ...(aliases.get(one.accountId) ?? [])] }));
}

/** The other external ids of a customer. */
export async function aliasesOf(ctx: Ctx, accountId: AccountId): Promise<readonly string[]> {
  return (await allAliases(ctx)).filter((one) => one.accountId === accountId).map(({ externalId }) => externalId);
}

/** Some customers by id; an id that is nobody's is absent. The caller checks that they may be seen. */
export async function accountsById(ctx: Ctx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, AccountView>> {
  return new Map((await byIds(ctx, ids)).map((account) => [account.id, viewOf(account)]));
}

/** First and last live day of some customers, or of all of the workspace. */
export function liveSpans(
  ctx: Ctx,
  ids?: readonly AccountId[],
): Promise<readonly { accountId: AccountId; externalId: string; startsOn: Day; endsOn: Day | null }[]> {
  return spansOf(ctx, ids ?? null);
}

/** The customers behind external ids, also behind aliases; one that is not known is absent. For facts that come in, not for people. */
export async function accountIdsByExternalId(ctx: Ctx, externalIds: readonly string[]): Promise<ReadonlyMap<string, AccountId>> {
  const own = await idsByExternalId(ctx, externalIds);
  // An alias that is also a customer's own id is of one that was merged into another: what comes under it is the other's.
  return new Map([...own, ...(await aliasesAmong(ctx, externalIds))]);
}

/** The customers that the caller may see, as a list for stores that do not know who may see what; `all` where nothing is hidden. */
export async function visibleAccountIds(ctx: Ctx): Promise<'all' | readonly AccountId[]> {
  const { principal } = ctx;
  const seesAll = principal.kind !== 'person' || principal.scope === 'all';
  return seesAll && (await hiddenAccounts(ctx, 1)).length === 0 ? 'all' : visibleIds(ctx);
}

/** A text in pinyin, as the names of customers are searched by it. */
export function soundOf(text: string): readonly string[] {
  return syllablesOf(text);
}

export type { NamedAccount } from './store.ts';

/** What every customer is called and what a search looks at, by name. The caller checks who may be seen. */
export async function namesOfAll(ctx: Ctx, chunk: number): Promise<readonly NamedAccount[]> {
  const found: NamedAccount[] = [];
  for (let after = ''; ; after = found.at(-1)?.accountId ?? '') {
    const some = await pageOfNames(ctx, after, chunk);
    found.push(...some);
    if (some.length < chunk) return found.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
  }
}

/** Of some customers, those that the caller may see. */
export async function visibleAmong(ctx: Ctx, ids: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
  return ids.length === 0 ? new Set() : new Set(await visibleOf(ctx, ids));
}

function viewOf({ id, externalId, name, startsOn, endsOn, endKind, attributes }: Account): AccountView {
  return { accountId: id, externalId, name, startsOn, endsOn, endKind, attributes };
}

/** Customers as records of the kind `account`, by external id: what the table of customers and their profiles keep, in one. Who may see them the caller has checked. */
export async function accountRecords(ctx: Ctx, externalIds: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
  const profiles = await pageOfRecords(ctx, accountKind, { ids: externalIds, archived: 'either' }, externalIds.length);
  const kept = new Map((await byExternalIds(ctx, externalIds, false)).map((account) => [account.externalId, account]));
  return new Map(
    profiles.flatMap((profile): [string, StoredRecord][] => {
      const account = kept.get(profile.id);
      if (account === undefined) return [];
      return [[profile.id, { ...profile, content: accountContent(account, profile.content), custom: account.attributes }]];
    }),
  );
}

/** What records of every kind need to know about customers. */
export const customersOfRecords: CustomersOfRecords = {
  visible: (ctx, column) => visibleAccounts(ctx, column),
  byExternalId: async (ctx, externalId) => (await accountByExternalId(ctx, externalId)).accountId,
  names: accountsById,
};
