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
const ACCOUNTS = 2000;
/** Lines named in one refusal. */
const NAMED = 20;

/** Why the ledger changes, kept with its entries. */
export interface Cause {
  readonly importId?: string | null;
  readonly note?: string | null;
  /** Entries that a person posts in the same stroke. */
  readonly posted?: readonly (NewEntry & { readonly accountId: AccountId })[];
}

/**
 * Brings the ledger of some customers to what their lines say, in the open transaction.
 *
 * @throws AppError('ledger-unbalanced') when opening and movements would not be closing; nothing is written then.
 */
export async function balanceLedger(ctx: Ctx, accountIds: readonly AccountId[], cause: Cause = {}): Promise<readonly StoredEntry[]> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return [];
  const settings = await settingsOf(ctx);
  let head = await lockLedger(ctx);
  const written: StoredEntry[] = [];
  for (let start = 0; start < ids.length; start += ACCOUNTS) {
    const some = await balanceSome(ctx, ids.slice(start, start + ACCOUNTS), { settings, head, cause });
    head = { ...head, lastNumber: head.lastNumber + some.length };
    written.push(...some);
  }
  return written;
}

async function balanceSome(
  ctx: Ctx,
  ids: readonly AccountId[],
  { settings, head, cause }: { readonly settings: LedgerSettings; readonly head: LedgerHead; readonly cause: Cause },
): Promise<readonly StoredEntry[]> {
  const lines = await linesOf(ctx, ids, settings);
  const entries = head.lastNumber === 0 ? new Map<AccountId, readonly StoredEntry[]>() : await entriesOf(ctx, ids);
  const posted = grouped(cause.posted ?? []);
  const arriving = arrivals(entries, lines);
  const toWrite: (NewEntry & { accountId: AccountId })[] = [];
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
  return appendEntries(ctx, head, toWrite, cause.importId ?? null);
}

function optionsOf(
  { renewalToleranceDays }: LedgerSettings,
  { note = null }: Cause,
  arriving: readonly StoredEntry[] = [],
): Parameters<typeof missingEntries>[2] {
  return { toleranceDays: renewalToleranceDays, note, arriving };
}

/** What is being posted counts as posted already; it has no number yet, and nothing names it by one. */
function asIfStanding(posted: readonly (NewEntry & { readonly accountId: AccountId })[]): readonly StoredEntry[] {
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
  const touched = saved.filter(({ outcome }) => outcome === 'created' || outcome === 'changed');
  await balanceLedger(
    ctx,
    touched.flatMap(({ before, after }) => [before?.accountId ?? [], after.accountId ?? []].flat()),
    { importId },
  );
}

/** The ledger follows lines and contracts that went into the recycle bin, came back or were taken back with their import. */
export async function ledgerFollowsMoved(ctx: Ctx, moved: readonly StoredRecord[]): Promise<void> {
  await balanceLedger(
    ctx,
    moved.flatMap(({ accountId }) => accountId ?? []),
  );
}
