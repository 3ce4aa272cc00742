import type { CustomField } from '../../kernel/custom-field.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { RecordKind } from '../../kernel/record.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { customFieldsOf, type StoredCustomField, writeCustomField } from '../../platform/records/custom-fields.ts';
import { adoptRecords, forgetRecords, reassignRecords } from '../../platform/records/move-records.ts';
import type { RecordKeeper } from '../../platform/records/record-routes.ts';
import { type SaidRecord, type SavedRecord, type StoredRecord, saveRecords } from '../../platform/records/save-records.ts';
import { assignOwners, audit, forgetOwner, hideAccount, ownerFromImport, showAccount } from '../access/commands.ts';
import { activePeople, ownerOf } from '../access/reads.ts';
import { accountsChanged, accountsDescribed, recordsChanged } from './contract.ts';
import { type AccountWords, fieldChanges, fieldsAfter, spanMoved } from './core/account-fields.ts';
import { saidOfAccount } from './core/account-words.ts';
import { accountKind, commitmentKind, contactKind, noteKind, orgUnitKind } from './core/kinds.ts';
import { tellMentioned } from './mentions.ts';
import { accountIdsByExternalId, accountRecords, aliasesOf } from './reads.ts';
import { type Account, byExternalIds, byIds, removeAccount, writeAccounts } from './store.ts';
import { keepAlias, removeAlias, removeAliases } from './store-aliases.ts';

/** Customers announced in one piece of news. */
const NEWS = 500;

/** What an import or a sender says about a customer. */
export interface AccountRow extends AccountWords {
  readonly externalId: string;
  /** Name or e-mail of the customer success manager; one who is not known yet is made (settled 21). */
  readonly owner?: string | undefined;
}

export interface Saved {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly ids: ReadonlyMap<string, AccountId>;
}

/**
 * Creates customers or changes the fields given, with field history; tells the right about new ones and those whose live days moved.
 * Rows with the same external id are one customer: later rows add to earlier ones. Joins the open transaction, or opens one.
 */
export function saveAccounts(ctx: Ctx, rows: readonly AccountRow[], importId: string | null = null): Promise<Saved> {
  return ctx.transaction(async (inside) => {
    const known = await accountIdsByExternalId(
      inside,
      rows.map(({ externalId }) => externalId),
    );
    const accounts = new Map((await byIds(inside, [...known.values()])).map(({ id, externalId }) => [id, externalId]));
    // What is said of an alias is said of its customer.
    const own = (externalId: string): string => accounts.get(known.get(externalId) ?? ('' as AccountId)) ?? externalId;
    const saved = await save(
      inside,
      rows.map((row) => ({ ...row, externalId: own(row.externalId) })),
      importId,
    );
    const ids = new Map(saved.ids);
    for (const { externalId } of rows) {
      const id = saved.ids.get(own(externalId));
      if (id !== undefined) ids.set(externalId, id);
    }
    return { ...saved, ids };
  });
}

/**
 * Remembers another external id of a customer: what comes under it from now on, or waits under it, is the customer's. Audited.
 *
 * @throws AppError('conflict') when the id is a customer's own.
 */
export async function addAlias(
  ctx: Ctx,
  externalId: string,
  account: { readonly accountId: AccountId; readonly externalId: string },
): Promise<void> {
  if ((await byExternalIds(ctx, [externalId], true)).length > 0)
    throw new AppError('conflict', `'${externalId}' is a customer by now.`, { hint: 'Reload: what waited for it has been counted.' });
  await keepAlias(ctx, externalId, account.accountId);
  await audit(ctx, { action: 'account.alias-added', subject: account.externalId, before: null, after: { alias: externalId } });
}

async function save(ctx: Ctx, rows: readonly AccountRow[], importId: string | null): Promise<Saved> {
  const known = await byExternalIds(
    ctx,
    rows.map(({ externalId }) => externalId),
    true,
  );
  const before = new Map(known.map((account) => [account.externalId, account]));
  const after = new Map<string, Account>(before);
  for (const row of rows) {
    const earlier = after.get(row.externalId) ?? null;
    const id = earlier?.id ?? (newId('acc') as AccountId);
    after.set(row.externalId, { id, externalId: row.externalId, ...fieldsAfter(earlier, row, row.externalId, ctx.today) });
  }
  const written = [...after.values()].flatMap((account) => {
    const old = before.get(account.externalId);
    const changes = old === undefined ? [] : fieldChanges(old, account);
    return old !== undefined && changes.length === 0 ? [] : [{ account, changes }];
  });
  const writtenIds = await writeAccounts(ctx, written, importId);
  const ids = new Map([...after.values()].map(({ id, externalId }) => [externalId, writtenIds.get(externalId) ?? id]));
  await adoptRecords(ctx, new Map([...ids].filter(([externalId]) => !before.has(externalId))));
  const reassigned = await assign(ctx, rows, ids);
  await announce(
    ctx,
    [...after.values()].flatMap((account) =>
      spanMoved(before.get(account.externalId) ?? null, account) ? (ids.get(account.externalId) ?? account.id) : [],
    ),
  );
  const created = after.size - before.size;
  const touched = new Set([...written.map(({ account }) => account.externalId), ...reassigned]);
  await describe(
    ctx,
    [...touched].flatMap((externalId) => ids.get(externalId) ?? []),
  );
  return { created, changed: touched.size - created, unchanged: after.size - touched.size, ids };
}

/** Names the owners that rows give; returns the external ids of those who got another one. */
async function assign(ctx: Ctx, rows: readonly AccountRow[], ids: ReadonlyMap<string, AccountId>): Promise<readonly string[]> {
  const wanted = new Map(rows.flatMap(({ externalId, owner }) => (owner === undefined ? [] : [[externalId, owner] as const])));
  if (wanted.size === 0) return [];
  const people = new Map<string, PersonId>();
  for (const name of new Set(wanted.values())) people.set(name, await ownerFromImport(ctx, name));
  const owners = await ownerOf(ctx, [...ids.values()]);
  const changed = [...wanted].flatMap(([externalId, name]) => {
    const [accountId, personId] = [ids.get(externalId), people.get(name)];
    if (accountId === undefined || personId === undefined || owners.get(accountId)?.personId === personId) return [];
    return [{ accountId, personId, label: externalId }];
  });
  if (changed.length > 0) await assignOwners(ctx, changed);
  return changed.map(({ label }) => label);
}

/**
 * Something was seen of customers on these days. Where nobody stated when a customer starts, its first day is the first on which it was
 * seen, so it moves back when something earlier turns up.
 */
export function noteSeen(ctx: Ctx, seen: ReadonlyMap<AccountId, Day>): Promise<void> {
  return ctx.transaction(async (inside) => {
    const moved = (await byIds(inside, [...seen.keys()])).flatMap((account) => {
      const on = seen.get(account.id);
      if (on === undefined || account.startsStated || on >= account.startsOn) return [];
      const after = { ...account, startsOn: on };
      return [{ account: after, changes: fieldChanges(account, after) }];
    });
    await writeAccounts(inside, moved);
    await announce(
      inside,
      moved.map(({ account }) => account.id),
    );
  });
}

/** Forgets a customer, all records of it, its field history and its owner. Returns how many rows. */
export async function forgetAccount(ctx: Ctx, accountId: AccountId): Promise<number> {
  await forgetOwner(ctx, accountId);
  await removeAliases(ctx, accountId);
  return (await forgetRecords(ctx, accountId)) + (await removeAccount(ctx, accountId));
}

/**
 * Keeps records of a kind that names its customer in `account`. One that names a customer nobody knows is kept, belongs to nobody, and
 * becomes the customer's when it appears.
 *
 * @param kind   The kind.
 * @param after  What follows from a save or a move, in the same transaction.
 */
export function customerRecords(
  kind: RecordKind,
  after: {
    saved?: (ctx: Ctx, saved: readonly SavedRecord[], importId: string | null) => Promise<void>;
    moved?: RecordKeeper['moved'];
  } = {},
): RecordKeeper {
  return {
    kind,
    save: (ctx, said, importId) =>
      ctx.transaction(async (inside) => {
        const saved = await saveRecords(inside, kind, await withAccounts(inside, said), importId);
        await after.saved?.(inside, saved, importId);
        await tell(
          inside,
          saved.flatMap(({ outcome, before, after: kept }) =>
            outcome === 'created' || outcome === 'changed' ? [before?.accountId ?? null, kept.accountId] : [],
          ),
        );
        return saved;
      }),
    moved: async (ctx, records) => {
      await after.moved?.(ctx, records);
      await tell(
        ctx,
        records.map(({ accountId }) => accountId),
      );
    },
  };
}

/**
 * Names the owners of customers, or nobody, and tells the right. The caller checks that the customers may be seen.
 *
 * @throws AppError('invalid-input') when a person is not in the workspace, or their access has ended.
 */
export async function assignAccounts(
  ctx: Ctx,
  rows: readonly { readonly accountId: AccountId; readonly externalId: string; readonly personId: PersonId | null }[],
): Promise<void> {
  const active = new Set((await activePeople(ctx)).map(({ id }) => id));
  const gone = rows.find(({ personId }) => personId !== null && !active.has(personId));
  if (gone !== undefined)
    throw new AppError('invalid-input', `'${gone.personId}' is no person of this workspace with access.`, {
      hint: 'Choose a person of this workspace who has access.',
      issues: [{ path: 'personId', message: 'is not a person with access here' }],
    });
  await assignOwners(
    ctx,
    rows.map(({ externalId, ...row }) => ({ ...row, label: externalId })),
  );
  await describe(
    ctx,
    rows.map(({ accountId }) => accountId),
  );
}

/** Tells the right of whom something is recorded anew. */
async function tell(ctx: Ctx, accountIds: readonly (AccountId | null)[]): Promise<void> {
  const ids = [...new Set(accountIds.flatMap((id) => id ?? []))];
  for (let start = 0; start < ids.length; start += NEWS) await ctx.emit(recordsChanged, { accountIds: ids.slice(start, start + NEWS) });
}

async function withAccounts(ctx: Ctx, said: readonly SaidRecord[]): Promise<readonly SaidRecord[]> {
  const named = (one: SaidRecord): string | undefined => (typeof one.words.account === 'string' ? one.words.account : undefined);
  const known = await accountIdsByExternalId(ctx, [...new Set(said.flatMap((one) => named(one) ?? []))]);
  return said.map((one) => {
    const account = named(one);
    return account === undefined ? one : { ...one, accountId: known.get(account) ?? null };
  });
}

/** Keeps customers as records: their own fields in the table of customers, their profile beside it, the history of both in one. */
const accountKeeper: RecordKeeper = {
  kind: accountKind,
  save: (ctx, said, importId) =>
    ctx.transaction(async (inside) => {
      const before = await accountRecords(
        inside,
        said.map(({ id }) => id),
      );
      for (const { id, version } of said) checkVersion(id, version, before.get(id)?.version ?? 0);
      const parts = said.map(({ id, words, custom }) => ({ id, ...saidOfAccount(words, custom ?? {}) }));
      const { ids } = await saveAccounts(
        inside,
        parts.map(({ id, own }) => ({ externalId: id, ...own })),
        importId,
      );
      // What is said under an alias is the customer's.
      const own = new Map((await byIds(inside, [...ids.values()])).map(({ id, externalId }) => [id, externalId]));
      const nameOf = (id: string): string => own.get(ids.get(id) ?? ('' as AccountId)) ?? id;
      const profiled = parts.filter(({ profile }) => Object.keys(profile).length > 0);
      await saveRecords(
        inside,
        accountKind,
        profiled.map(({ id, profile }) => ({ id: nameOf(id), words: profile })),
        importId,
      );
      await describe(
        inside,
        profiled.flatMap(({ id }) => ids.get(id) ?? []),
      );
      const after = await accountRecords(
        inside,
        said.map(({ id }) => nameOf(id)),
      );
      return said.map(({ id }) => savedAccount(before.get(nameOf(id)) ?? null, after.get(nameOf(id))));
    }),
};

function savedAccount(before: StoredRecord | null, after: StoredRecord | undefined): SavedRecord {
  if (after === undefined) throw new AppError('account-unknown', 'The customer is gone.');
  if (before === null) return { outcome: 'created', before, after };
  return { outcome: before.version === after.version ? 'unchanged' : 'changed', before, after };
}

/** Refuses a change by somebody who has not seen the latest one. */
export function checkVersion(externalId: string, seen: number | undefined, present: number): void {
  if (seen === undefined || seen === present) return;
  throw new AppError('conflict', `Customer '${externalId}' was changed by somebody else.`, {
    hint: 'Look at what changed, then save again.',
  });
}

/** The kinds of this feature, as imports and exports know them. */
export const ACCOUNT_RECORDS = {
  account: accountKeeper,
  orgUnit: customerRecords(orgUnitKind),
  contact: customerRecords(contactKind),
  commitment: customerRecords(commitmentKind),
  note: customerRecords(noteKind, { saved: tellMentioned }),
} as const;

/**
 * Makes a custom field where there is none: how an import keeps a column that no field is made for. One that is there stays as it is, and is
 * taken out of the archive.
 *
 * @returns The field as it is now.
 */
export async function ensureCustomField(
  ctx: Ctx,
  { kind, key, label, type, choices = [] }: Pick<CustomField, 'key' | 'label' | 'type'> & { kind: string; choices?: readonly string[] },
): Promise<StoredCustomField> {
  const known = await customFieldsOf(ctx, kind);
  const before = known.find((field) => field.key === key);
  if (before !== undefined && before.archivedAt === null) return before;
  const last = Math.max(-1, ...known.map(({ position }) => position));
  const after = { ...(before ?? { kind, key, label, type, choices, position: last + 1 }), archivedAt: null };
  await writeCustomField(ctx, after);
  await audit(ctx, {
    action: 'custom-field.saved',
    subject: `${kind}.${key}`,
    before: null,
    after: { label: after.label, type: after.type },
  });
  return after;
}

/** A customer by both of its names. */
type Named = { readonly accountId: AccountId; readonly externalId: string };

/**
 * Takes one customer into another: its records become the other's, what comes under its ids from now on is the other's, and nobody sees it
 * any more. What it has used stays recorded under it. Undo it with `releaseAccount`.
 *
 * @returns What moved.
 */
export async function absorbAccount(
  ctx: Ctx,
  absorbed: Named,
  by: Named,
): Promise<{ readonly records: readonly { readonly kind: string; readonly id: string }[]; readonly aliases: readonly string[] }> {
  const records = await reassignRecords(ctx, absorbed, by, accountKind.name, null);
  const aliases = await aliasesOf(ctx, absorbed.accountId);
  for (const externalId of [absorbed.externalId, ...aliases]) await keepAlias(ctx, externalId, by.accountId);
  await hideAccount(ctx, absorbed.accountId, absorbed.externalId);
  await ctx.emit(recordsChanged, { accountIds: [absorbed.accountId, by.accountId] });
  return { records, aliases };
}

/** Makes a customer that was taken into another one of its own again, with what is still where it was moved to. */
export async function releaseAccount(
  ctx: Ctx,
  absorbed: Named,
  by: Named,
  moved: { readonly records: readonly { readonly kind: string; readonly id: string }[]; readonly aliases: readonly string[] },
): Promise<void> {
  await reassignRecords(ctx, by, absorbed, accountKind.name, moved.records);
  await removeAlias(ctx, absorbed.externalId);
  for (const externalId of moved.aliases) await keepAlias(ctx, externalId, absorbed.accountId);
  await showAccount(ctx, absorbed.accountId, absorbed.externalId);
  await ctx.emit(recordsChanged, { accountIds: [absorbed.accountId, by.accountId] });
}

async function describe(ctx: Ctx, accountIds: readonly AccountId[]): Promise<void> {
  const ids = [...new Set(accountIds)];
  for (let start = 0; start < ids.length; start += NEWS) await ctx.emit(accountsDescribed, { accountIds: ids.slice(start, start + NEWS) });
}

async function announce(ctx: Ctx, accountIds: readonly AccountId[]): Promise<void> {
  for (let start = 0; start < accountIds.length; start += NEWS)
    await ctx.emit(accountsChanged, { accountIds: accountIds.slice(start, start + NEWS) });
}
