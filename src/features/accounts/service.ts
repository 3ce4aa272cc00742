import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { customText } from '../../kernel/custom-field.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { RecordWords } from '../../kernel/record.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { customCheck } from '../../platform/records/custom-fields.ts';
import { countsOfAccount, recordById } from '../../platform/records/read-records.ts';
import { historyAnswer, plainValues } from '../../platform/records/record-routes.ts';
import { hideAccount, showAccount } from '../access/commands.ts';
import { hiddenAccounts, ownerOf } from '../access/reads.ts';
import { ACCOUNT_RECORDS, assignAccounts } from './commands.ts';
import type {
  accountHistory,
  archiveAccount,
  assignAccount,
  getAccount,
  listAccounts,
  listArchivedAccounts,
  recordCounts,
  restoreAccount,
  saveAccount,
} from './contract.ts';
import { accountKind } from './core/kinds.ts';
import { accountByExternalId, accountIdsByExternalId, accountRecords } from './reads.ts';
import { type Account, byExternalIds, byIds, type Place, page, visibleByExternalId } from './store.ts';

type Answer = OutputOf<typeof getAccount>;

/** Customers in the recycle bin that are listed. */
const BIN_SHOWN = 500;

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

/** How many records of each kind a customer has. */
export async function countsOfRecords(ctx: Ctx, input: InputOf<typeof recordCounts>): Promise<OutputOf<typeof recordCounts>> {
  const { accountId } = await accountByExternalId(ctx, input.externalId);
  return { counts: [...(await countsOfAccount(ctx, accountId, { withBin: false }))] };
}

/** Creates a customer or changes the fields given. */
export async function save(ctx: Ctx, input: InputOf<typeof saveAccount>): Promise<Answer> {
  const { externalId, profile, attributes, version, ...own } = input;
  const [before] = await byExternalIds(ctx, [externalId], true);
  if (before !== undefined && (await visibleByExternalId(ctx, externalId)) === null)
    throw new AppError('forbidden', `Customer '${externalId}' is not among those you may change.`);
  const startsOn = own.startsOn ?? (before?.startsStated === true ? before.startsOn : null);
  const endsOn = own.endsOn === undefined ? (before?.endsOn ?? null) : own.endsOn;
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) {
    throw new AppError('invalid-input', `Customer '${externalId}' would end on ${endsOn}, before it starts on ${startsOn}.`, {
      issues: [{ path: own.endsOn === undefined ? 'startsOn' : 'endsOn', message: 'The last day must not lie before the first.' }],
    });
  }
  const words = Object.fromEntries(Object.entries({ ...own, ...profile }).filter(([, value]) => value !== undefined)) as RecordWords;
  const custom = await attributesRead(ctx, externalId, attributes ?? {});
  const said = { id: externalId, words, custom, ...(version === undefined ? {} : { version }) };
  const [saved] = await ACCOUNT_RECORDS.account.save(ctx, [said], null);
  return answer(ctx, saved?.after.accountId ?? undefined);
}

/** Attributes as texts that the fields made for them can hold; an empty one takes it away. */
async function attributesRead(ctx: Ctx, externalId: string, attributes: Readonly<Record<string, string>>): Promise<RecordWords> {
  const said = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, value === '' ? null : value]));
  const { words, issues } = (await customCheck(ctx, accountKind.name)).read(said);
  const [first] = issues;
  if (first !== undefined) throw new AppError('invalid-input', `Customer '${externalId}': ${first.path}. ${first.message}`, { issues });
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value === null ? null : customText(value)]));
}

/** Puts a customer into the recycle bin. */
export async function archive(ctx: Ctx, { externalId }: InputOf<typeof archiveAccount>): Promise<OutputOf<typeof archiveAccount>> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  await hideAccount(ctx, accountId, externalId);
  return { externalId };
}

/** Takes a customer out of the recycle bin. */
export async function restore(ctx: Ctx, { externalId }: InputOf<typeof restoreAccount>): Promise<Answer> {
  const [account] = await byExternalIds(ctx, [externalId], true);
  if (account === undefined) throw new AppError('account-unknown', `Customer '${externalId}' is not known.`);
  const other = (await accountIdsByExternalId(ctx, [externalId])).get(externalId);
  if (other !== undefined && other !== account.id)
    throw new AppError('conflict', `Customer '${externalId}' was merged into another one.`, { hint: 'Undo the merge.' });
  await showAccount(ctx, account.id, externalId);
  return answer(ctx, account.id);
}

/** What lies in the recycle bin. */
export async function archivedList(ctx: Ctx): Promise<OutputOf<typeof listArchivedAccounts>> {
  const hidden = await hiddenAccounts(ctx, BIN_SHOWN);
  const accounts = new Map(
    (
      await byIds(
        ctx,
        hidden.map(({ accountId }) => accountId),
      )
    ).map((account) => [account.id, account]),
  );
  // One that was merged into another comes back by undoing that.
  const own = await accountIdsByExternalId(
    ctx,
    [...accounts.values()].map(({ externalId }) => externalId),
  );
  return {
    accounts: hidden.flatMap(({ accountId, hiddenAt, hiddenBy }) => {
      const account = accounts.get(accountId);
      if (account === undefined || own.get(account.externalId) !== accountId) return [];
      return [{ externalId: account.externalId, name: account.name, archivedAt: formatInstant(hiddenAt), archivedBy: hiddenBy }];
    }),
  };
}

/** Who changed what about a customer. */
export async function history(ctx: Ctx, { externalId, limit }: InputOf<typeof accountHistory>): Promise<OutputOf<typeof accountHistory>> {
  await accountByExternalId(ctx, externalId);
  const record = (await accountRecords(ctx, [externalId])).get(externalId);
  if (record === undefined) throw new AppError('account-unknown', `Customer '${externalId}' is not known.`);
  return historyAnswer(ctx, accountKind, record, limit);
}

/** Names the customer success manager of a customer, or nobody. */
export async function assign(ctx: Ctx, input: InputOf<typeof assignAccount>): Promise<Answer> {
  const { accountId, externalId } = await accountByExternalId(ctx, input.externalId);
  await assignAccounts(ctx, [{ accountId, externalId, personId: input.personId as PersonId | null }]);
  return answer(ctx, accountId);
}

/** Whoever changed a customer is told how it is now, even if it has left their range by that. */
async function answer(ctx: Ctx, accountId: AccountId | undefined): Promise<Answer> {
  const [account] = accountId === undefined ? [] : await byIds(ctx, [accountId]);
  if (account === undefined) throw new AppError('account-unknown', 'The customer is gone.');
  const [shown] = await answers(ctx, [account]);
  const profile = await recordById(ctx, accountKind, account.externalId);
  if (shown === undefined) throw new AppError('account-unknown', 'The customer is gone.');
  return { ...shown, startsStated: account.startsStated, profile: plainValues(profile?.content ?? {}), version: profile?.version ?? 0 };
}

async function answers(ctx: Ctx, accounts: readonly Account[]): Promise<OutputOf<typeof listAccounts>['accounts']> {
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
