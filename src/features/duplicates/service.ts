import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { countsOfAccount, textsOfAccounts } from '../../platform/records/read-records.ts';
import { accountKind, contactKind } from '../accounts/core/kinds.ts';
import { accountByExternalId, accountsById, customersForMatching } from '../accounts/reads.ts';
import type { dismissDuplicate, listDuplicates, mergeCustomers, previewMerge } from './contract.ts';
import { candidatesAmong, pairOf } from './core/candidates.ts';
import { fieldsOf } from './fields.ts';
import { dismissedPairs, dismissPair, latestMerges, type Merge, undismissPair } from './store.ts';

const MERGES_SHOWN = 20;

/** Pairs that may be one, and the latest merges. */
export async function duplicateList(ctx: Ctx, { limit }: InputOf<typeof listDuplicates>): Promise<OutputOf<typeof listDuplicates>> {
  const customers = await customersForMatching(ctx);
  const domains = await domainsOf(ctx);
  const dismissed = new Set((await dismissedPairs(ctx)).map(({ one, other }) => pairOf(one, other)));
  const { pairs, crowds } = candidatesAmong(
    customers.map((one) => ({ ...one, domains: domains.get(one.accountId) ?? [] })),
    dismissed,
  );
  const names = new Map<string, { externalId: string; name: string }>(
    customers.map(({ accountId, externalId, name }) => [accountId, { externalId, name }]),
  );
  return {
    pairs: pairs.slice(0, limit).flatMap(({ one, other, score, reasons }) => {
      const [a, b] = [names.get(one), names.get(other)];
      return a === undefined || b === undefined ? [] : [{ one: a, other: b, score, reasons: [...reasons] }];
    }),
    total: pairs.length,
    crowds: [...crowds],
    customers: customers.length,
    merges: await mergeAnswers(ctx, await latestMerges(ctx, MERGES_SHOWN)),
  };
}

async function domainsOf(ctx: Ctx): Promise<ReadonlyMap<AccountId, readonly string[]>> {
  const texts = [...(await textsOfAccounts(ctx, contactKind, 'email')), ...(await textsOfAccounts(ctx, accountKind, 'website'))];
  const found = new Map<AccountId, string[]>();
  for (const { accountId, text } of texts) {
    const own = found.get(accountId);
    if (own === undefined) found.set(accountId, [text]);
    else own.push(text);
  }
  return found;
}

/** Says that two are not the same, or takes it back. */
export async function dismiss(ctx: Ctx, input: InputOf<typeof dismissDuplicate>): Promise<OutputOf<typeof dismissDuplicate>> {
  const [a, b] = [(await accountByExternalId(ctx, input.one)).accountId, (await accountByExternalId(ctx, input.other)).accountId];
  const [one, other] = a < b ? [a, b] : [b, a];
  if (input.dismissed) await dismissPair(ctx, one, other);
  else await undismissPair(ctx, one, other);
  return { dismissed: input.dismissed };
}

/** What would become of two. */
export async function preview(ctx: Ctx, { keep, drop }: InputOf<typeof previewMerge>): Promise<OutputOf<typeof previewMerge>> {
  const [kept, dropped] = await twoOf(ctx, keep, drop);
  const events = async (accountId: AccountId): Promise<number> => (await ctx.events.find(ctx.workspace.id, { accountId, limit: 1 })).total;
  const side = async ({ accountId, externalId, name }: typeof kept) => ({ externalId, name, events: await events(accountId) });
  return {
    keep: await side(kept),
    drop: await side(dropped),
    fields: (await fieldsOf(ctx, kept, dropped)).map(({ field, keep: one, drop: other, stands }) => ({
      field,
      keep: plain(one),
      drop: plain(other),
      stands,
    })),
    records: (await countsOfAccount(ctx, dropped.accountId, { withBin: true })).filter(({ kind }) => kind !== accountKind.name),
  };
}

function plain(value: Awaited<ReturnType<typeof fieldsOf>>[number]['keep']): string | number | boolean | string[] | null {
  return typeof value === 'object' && value !== null ? [...value] : value;
}

/** Both customers of a merge; the caller may see them. */
export async function twoOf(ctx: Ctx, keep: string, drop: string) {
  const [kept, dropped] = [await accountByExternalId(ctx, keep), await accountByExternalId(ctx, drop)];
  if (kept.accountId === dropped.accountId)
    throw new AppError('invalid-input', `'${keep}' and '${drop}' are one customer already.`, {
      issues: [{ path: 'drop', message: 'Name another customer.' }],
    });
  return [kept, dropped] as const;
}

/** Merges as they are shown. */
export async function mergeAnswers(ctx: Ctx, merges: readonly Merge[]): Promise<OutputOf<typeof mergeCustomers>[]> {
  const accounts = await accountsById(ctx, [...new Set(merges.flatMap(({ kept, dropped }) => [kept, dropped]))]);
  const side = (id: AccountId): { externalId: string; name: string } => {
    const found = accounts.get(id);
    return found === undefined ? { externalId: '', name: '' } : { externalId: found.externalId, name: found.name };
  };
  return merges.map(({ id, kept, dropped, moved, mergedAt, mergedBy, undoneAt }) => ({
    mergeId: id,
    kept: side(kept),
    dropped: side(dropped),
    records: moved.records.length,
    mergedAt: formatInstant(mergedAt),
    mergedBy,
    undoneAt: undoneAt === null ? null : formatInstant(undoneAt),
  }));
}
