import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { activePeople } from '../access/reads.ts';
import { searchTerms, searchText } from '../accounts/core/name-keys.ts';
import { visibleAccountIds, visibleAmong } from '../accounts/reads.ts';
import type { find } from './contract.ts';
import { best, haystackOf } from './core/match.ts';
import { namesHeld, soundsOf } from './names.ts';

/** Whoever sees all customers sees nearly all: candidates beyond those asked for, of which some may lie in the recycle bin. */
const SPARE = 20;

/** The best customers, contacts and colleagues for what was typed, of those the caller may see. */
export async function findAll(ctx: Ctx, { text, limit }: InputOf<typeof find>): Promise<OutputOf<typeof find>> {
  const terms = searchTerms(text);
  if (terms.length === 0) {
    namesHeld(ctx).catch((error: unknown) => ctx.log.warn({ error }, 'The names for searching could not be read.'));
    return { customers: [], contacts: [], colleagues: [] };
  }
  const { customers, contacts, byId } = await namesHeld(ctx);
  const seen = await visibleIds(ctx);
  const found = {
    customers: best(customers, terms, limit + SPARE, ({ accountId }) => seen === 'nearly-all' || seen.has(accountId)),
    contacts: best(
      contacts,
      terms,
      limit + SPARE,
      ({ accountId }) => byId.has(accountId) && (seen === 'nearly-all' || seen.has(accountId)),
    ),
  };
  const shown = await visibleAmong(ctx, [...new Set([...found.customers, ...found.contacts].map(({ accountId }) => accountId))]);
  return {
    customers: found.customers
      .filter(({ accountId }) => shown.has(accountId))
      .slice(0, limit)
      .map(({ externalId, name, endsOn }) => ({ externalId, name, endsOn })),
    contacts: found.contacts
      .filter(({ accountId }) => shown.has(accountId))
      .slice(0, limit)
      .flatMap(({ id, accountId, name, jobTitle }) => {
        const account = byId.get(accountId);
        return account === undefined ? [] : [{ id, name, jobTitle, account: { externalId: account.externalId, name: account.name } }];
      }),
    colleagues: await colleagues(ctx, terms, limit),
  };
}

async function visibleIds(ctx: Ctx): Promise<'nearly-all' | ReadonlySet<AccountId>> {
  const { principal } = ctx;
  if (principal.kind !== 'person' || principal.scope === 'all') return 'nearly-all';
  const ids = await visibleAccountIds(ctx);
  return ids === 'all' ? 'nearly-all' : new Set(ids);
}

async function colleagues(ctx: Ctx, terms: readonly string[], limit: number): Promise<OutputOf<typeof find>['colleagues']> {
  const people = (await activePeople(ctx)).map((one) => ({ ...one, text: searchText(one.name, soundsOf(one.name), one.email ?? '') }));
  return best(haystackOf(people), terms, limit, () => true).map(({ id, name, email }) => ({ personId: id, name, email }));
}
