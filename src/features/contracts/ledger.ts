import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { bodiesOfAccounts } from '../../platform/records/read-records.ts';
import type { SavedRecord, StoredRecord } from '../../platform/records/save-records.ts';
import { contractKind, contractLineKind } from './core/kinds.ts';
import { type Imbalance, imbalances, missingEntries, standingEntries } from './core/ledger.ts';
import { type KeptRecord, keyOfLine, type LedgerLine, ledgerLines } from './core/ledger-line.ts';
import type { LedgerSettings } from './core/ledger-settings.ts';
import type { NewEntry } from './core/movement.ts';
import { appendEntries, entriesOf, type LedgerHead, lockLedger, type StoredEntry, settingsOf } from './store.ts';

/** Customers looked at together. */
const ACCOUNTS = 500;
/** Lines named in one refusal. */
const NAMED = 20;

/** Why the ledger changes, kept with its entries. */
export interface Cause {
  readonly importId?: string | null;
  readonly note?: string | null;
  /** Customers between whom lines have moved: what people posted moves along, so they are looked at in one. */
  readonly together?: readonly AccountId[];
  /** Entries that a person posts in the same stroke. */
  readonly posted?: readonly OwnedEntry[];
}

/**
 * Brings the ledger of some customers to what their lines say, in the open transaction.
 *
 * @throws AppError('ledger-unbalanced') when opening and movements would not be closing; nothing is written then.
 */
export async function balanceLedger(ctx: Ctx, accountIds: readonly AccountId[], cause: Cause = {}): Promise<readonly StoredEntry[]> {
  const ids = [...new Set([...(cause.together ?? []), ...accountIds])];
  if (ids.length === 0) return [];
  const settings = await settingsOf(ctx);
  const head = await lockLedger(ctx);
  const written: StoredEntry[] = [];
  for (const piece of pieces(ids, Math.max(ACCOUNTS, new Set(cause.together).size))) {
    const missing = await missingOf(ctx, piece, { settings, head, cause });
    const lastNumber = head.lastNumber + written.length;
    written.push(...(await appendEntries(ctx, { ...head, lastNumber }, missing, cause.importId ?? null)));
  }
  return written;
}

/** The first of a size of its own: what lies together is not torn apart. */
function pieces(ids: readonly AccountId[], first: number): AccountId[][] {
  const count = Math.ceil(Math.max(0, ids.length - first) / ACCOUNTS);
  const rest = Array.from({ length: count }, (_, at) => ids.slice(first + at * ACCOUNTS, first + (at + 1) * ACCOUNTS));
  return [ids.slice(0, first), ...rest];
}

type OwnedEntry = NewEntry & { readonly accountId: AccountId };

/** The entries that are to be written for some customers. */
async function missingOf(
  ctx: Ctx,
  ids: readonly AccountId[],
  { settings, head, cause }: { readonly settings: LedgerSettings; readonly head: LedgerHead; readonly cause: Cause },
): Promise<readonly OwnedEntry[]> {
  const lines = await linesOf(ctx, ids, settings);
  const entries = head.lastNumber === 0 ? new Map<AccountId, readonly StoredEntry[]>() : await entriesOf(ctx, ids);
  const posted = grouped(cause.posted ?? []);
  const arriving = arrivals(entries, lines);
  const toWrite: OwnedEntry[] = [];
  const wrong: Imbalance[] = [];
  for (const accountId of ids) {
    const [own, said, hand] = [entries.get(accountId) ?? [], lines.get(accountId) ?? [], posted.get(accountId) ?? []];
    if (own.length === 0 && said.length === 0) continue;
    const missing = [
      ...hand,
      ...missingEntries([...own, ...asIfStanding(hand)], said, optionsOf(settings, cause, arriving.get(accountId))),
    ];
    if (missing.length === 0) continue;
    wrong.push(...imbalances(standingEntries(own), missing, said));
    for (const entry of missing) toWrite.push({ ...entry, accountId });
  }
  if (wrong.length > 0) throw unbalanced(wrong);
  return toWrite;
}

function optionsOf(
  { renewalToleranceDays }: LedgerSettings,
  { note = null }: Cause,
  arriving: readonly StoredEntry[] = [],
): Parameters<typeof missingEntries>[2] {
  return { toleranceDays: renewalToleranceDays, note, arriving };
}

/** What is being posted counts as posted already; it has no number yet, and nothing names it by one. */
function asIfStanding(posted: readonly OwnedEntry[]): readonly StoredEntry[] {
  const unwritten = { recordedAt: 0 as StoredEntry['recordedAt'], recordedBy: '', importId: null };
  return posted.map((entry, index) => ({ ...entry, ...unwritten, number: -1 - index }));
}

/** What lines of customers say to the ledger. */
export async function linesOf(
  ctx: Ctx,
  ids: readonly AccountId[],
  { baseCurrency }: LedgerSettings,
): Promise<ReadonlyMap<AccountId, readonly LedgerLine[]>> {
  const bodies = await bodiesOfAccounts(ctx, [contractLineKind, contractKind], ids);
  return new Map(
    [...bodies].map(([accountId, own]) => {
      const of = ({ name }: typeof contractKind): readonly KeptRecord[] => own.filter(({ kind }) => kind === name);
      return [accountId, ledgerLines(of(contractLineKind), of(contractKind), baseCurrency)];
    }),
  );
}

function isPosted({ origin }: StoredEntry): boolean {
  return origin === 'hand';
}

/** What people posted on lines that are another customer's now goes with them. */
function arrivals(
  entries: ReadonlyMap<AccountId, readonly StoredEntry[]>,
  lines: ReadonlyMap<AccountId, readonly LedgerLine[]>,
): ReadonlyMap<AccountId, StoredEntry[]> {
  const arriving = new Map<AccountId, StoredEntry[]>();
  const posted = [...entries.values()].flatMap((own) => (own.some(isPosted) ? standingEntries(own).filter(isPosted) : []));
  if (posted.length === 0) return arriving;
  const ownerOf = new Map([...lines].flatMap(([accountId, own]) => own.map((line) => [keyOfLine(line), accountId] as const)));
  for (const entry of posted) {
    const owner = ownerOf.get(keyOfLine(entry));
    if (owner !== undefined && owner !== entry.accountId) arriving.set(owner, [...(arriving.get(owner) ?? []), entry]);
  }
  return arriving;
}

function grouped<T extends { readonly accountId: AccountId }>(items: readonly T[]): ReadonlyMap<AccountId, readonly T[]> {
  const groups = new Map<AccountId, T[]>();
  for (const item of items) {
    const group = groups.get(item.accountId);
    if (group === undefined) groups.set(item.accountId, [item]);
    else group.push(item);
  }
  return groups;
}

function unbalanced(wrong: readonly Imbalance[]): AppError {
  const told = wrong.map(({ line, currency, day, opening, movements, closing, said }) => ({
    path: line,
    message: `${day === null ? 'At the end' : `On ${day}`} the ledger would say ${closing} and the line says ${said} (minor units of ${currency}; opening ${opening}, movements ${movements}).`,
  }));
  const [first] = told;
  return new AppError('ledger-unbalanced', `The ledger of ${first?.path ?? 'a line'} does not balance. ${first?.message ?? ''}`, {
    issues: told.slice(0, NAMED),
  });
}

/** The ledger follows lines and contracts that were saved. */
export async function ledgerFollows(ctx: Ctx, saved: readonly SavedRecord[], importId: string | null): Promise<void> {
  const ids: AccountId[] = [];
  const together: AccountId[] = [];
  for (const { outcome, before, after } of saved) {
    if (outcome !== 'created' && outcome !== 'changed') continue;
    const [was, is] = [before?.accountId ?? null, after.accountId];
    const own = was !== null && is !== null && was !== is ? together : ids;
    if (was !== null) own.push(was);
    if (is !== null) own.push(is);
  }
  await balanceLedger(ctx, ids, { importId, together });
}

/** The ledger follows lines and contracts that went into the recycle bin, came back or were taken back with their import. */
export async function ledgerFollowsMoved(ctx: Ctx, moved: readonly StoredRecord[]): Promise<void> {
  await balanceLedger(
    ctx,
    moved.flatMap(({ accountId }) => accountId ?? []),
  );
}
