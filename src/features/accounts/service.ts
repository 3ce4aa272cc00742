import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { assignOwner } from '../access/commands.ts';
import { ownerOf } from '../access/reads.ts';
import { saveAccounts } from './commands.ts';
import type { assignAccount, getAccount, listAccounts, saveAccount } from './contract.ts';
import { accountByExternalId } from './reads.ts';
import { type Account, byExternalIds, byIds, type Place, page, visibleByExternalId } from './store.ts';

type Answer = OutputOf<typeof getAccount>;

/** The customers the caller may see, by name, a page at a time. */
export async function accountList(ctx: Ctx, input: InputOf<typeof listAccounts>): Promise<OutputOf<typeof listAccounts>> {
  const after = input.cursor === undefined ? null : placeIn(input.cursor);
  const found = await page(ctx, { search: input.search ?? '', after, limit: input.limit });
  return {
    accounts: await answers(ctx, found.accounts),
    next: found.next === null ? null : Buffer.from(JSON.stringify([found.next.sortKey, found.next.id])).toString('base64url'),
    total: found.total,
  };
}

/** A cursor is ours, but it has been outside. */
function placeIn(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && typeof place[0] === 'string' && typeof place[1] === 'string' && !place.join('').includes('\u0000'))
      return { sortKey: place[0], id: place[1] };
  } catch {
    // Told below.
  }
  throw new AppError('invalid-input', 'The cursor is none that this list gave.', {
    hint: 'Leave it out to start from the first customer.',
    issues: [{ path: 'cursor', message: 'Send `next` of the page before.' }],
  });
}

/** One customer. */
export async function accountCard(ctx: Ctx, input: InputOf<typeof getAccount>): Promise<Answer> {
  const { accountId } = await accountByExternalId(ctx, input.externalId);
  return answer(ctx, accountId);
}

/** Creates a customer or changes the fields given. */
export async function save(ctx: Ctx, input: InputOf<typeof saveAccount>): Promise<Answer> {
  const [before] = await byExternalIds(ctx, [input.externalId], true);
  if (before !== undefined && (await visibleByExternalId(ctx, input.externalId)) === null)
    throw new AppError('forbidden', `Customer '${input.externalId}' is not among those you may change.`);
  const startsOn = input.startsOn ?? (before?.startsStated === true ? before.startsOn : null);
  const endsOn = input.endsOn === undefined ? (before?.endsOn ?? null) : input.endsOn;
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) {
    throw new AppError('invalid-input', `Customer '${input.externalId}' would end on ${endsOn}, before it starts on ${startsOn}.`, {
      issues: [{ path: input.endsOn === undefined ? 'startsOn' : 'endsOn', message: 'The last day must not lie before the first.' }],
    });
  }
  const { ids } = await saveAccounts(ctx, [input]);
  return answer(ctx, ids.get(input.externalId));
}

/** Names the customer success manager of a customer, or nobody. */
export async function assign(ctx: Ctx, input: InputOf<typeof assignAccount>): Promise<Answer> {
  const { accountId, externalId } = await accountByExternalId(ctx, input.externalId);
  await assignOwner(ctx, accountId, input.personId as PersonId | null, externalId);
  return answer(ctx, accountId);
}

/** Whoever changed a customer is told how it is now, even if it has left their range by that. */
async function answer(ctx: Ctx, accountId: AccountId | undefined): Promise<Answer> {
  const [one] = await answers(ctx, accountId === undefined ? [] : await byIds(ctx, [accountId]));
  if (one === undefined) throw new AppError('account-unknown', 'The customer is gone.');
  return one;
}

async function answers(ctx: Ctx, accounts: readonly Account[]): Promise<Answer[]> {
  const owners = await ownerOf(
    ctx,
    accounts.map(({ id }) => id),
  );
  return accounts.map(({ id, externalId, name, startsOn, endsOn, endKind, attributes }) => ({
    externalId,
    name,
    startsOn,
    endsOn,
    endKind,
    owner: owners.get(id) ?? null,
    attributes: { ...attributes },
  }));
}
