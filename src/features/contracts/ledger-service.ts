import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { RecordWords } from '../../kernel/record.ts';
import { addDays, formatInstant, instantIn } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { RECORD_ACCOUNT, recordById } from '../../platform/records/read-records.ts';
import { saveRecords } from '../../platform/records/save-records.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountByExternalId, accountsById, customersOfRecords, liveSpans } from '../accounts/reads.ts';
import {
  balanceJob,
  type ledgerSettings,
  type listLedger,
  type postMovement,
  type reverseMovement,
  type updateLedgerSettings,
} from './contract-ledger.ts';
import { contractLineKind } from './core/kinds.ts';
import { reversal } from './core/ledger.ts';
import type { LedgerLine } from './core/ledger-line.ts';
import type { LedgerSettings } from './core/ledger-settings.ts';
import type { NewEntry } from './core/movement.ts';
import { balanceLedger, linesOf } from './ledger.ts';
import { entriesOf, entryByNumber, headOf, type StoredEntry, saveSettings, settingsOf } from './store.ts';

type Entry = OutputOf<typeof listLedger>['entries'][number];

/** The ledger of a customer, or of one of its lines. */
export async function ledgerOf(ctx: Ctx, input: InputOf<typeof listLedger>): Promise<OutputOf<typeof listLedger>> {
  const { accountId } = await accountByExternalId(ctx, input.account);
  const all = (await entriesOf(ctx, [accountId])).get(accountId) ?? [];
  const cutOff = input.recordedBy === undefined ? null : instantIn(addDays(input.recordedBy, 1), 0, ctx.workspace.timeZone);
  const asked = all.filter(
    ({ lineId, recordedAt }) => (input.line === undefined || lineId === input.line) && (cutOff === null || recordedAt < cutOff),
  );
  const worth = new Map<string, number>();
  for (const { day, currency, amountMinor } of asked) if (day <= ctx.today) worth.set(currency, (worth.get(currency) ?? 0) + amountMinor);
  const rest = asked.filter(({ number }) => input.before === undefined || number < input.before).reverse();
  const shown = rest.slice(0, input.limit);
  return {
    entries: await answers(ctx, shown, asked),
    next: rest.length > shown.length ? (shown.at(-1)?.number ?? null) : null,
    total: asked.length,
    worth: [...worth].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amountMinor]) => ({ currency, amountMinor })),
  };
}

async function answers(ctx: Ctx, shown: readonly StoredEntry[], all: readonly StoredEntry[]): Promise<Entry[]> {
  const reversedBy = new Map(all.flatMap(({ number, reverses }) => (reverses === null ? [] : [[reverses, number] as const])));
  const people = await personNames(ctx, [...new Set(shown.map(({ recordedBy }) => recordedBy as PersonId))]);
  const accounts = await accountsById(ctx, [...new Set(shown.map(({ accountId }) => accountId))]);
  return shown.map((entry) => {
    const { lineId, contractId, accountId, recordedAt, recordedBy, ...plain } = entry;
    const account = accounts.get(accountId);
    return {
      ...plain,
      account: account === undefined ? null : { externalId: account.externalId, name: account.name },
      line: lineId,
      contract: contractId,
      recordedAt: formatInstant(recordedAt),
      recordedBy: people.get(recordedBy as PersonId) ?? recordedBy,
      reversedBy: reversedBy.get(entry.number) ?? null,
    };
  });
}

/** A line that the caller may see, as the ledger reads it. */
async function lineSeen(ctx: Ctx, id: string): Promise<{ line: LedgerLine; accountId: AccountId; hasMrr: boolean }> {
  const record = await recordById(ctx, contractLineKind, id, { visible: customersOfRecords.visible(ctx, RECORD_ACCOUNT), archived: false });
  if (record === null || record.accountId === null) throw new AppError('not-found', `There is no contract line '${id}' of a customer.`);
  const lines = (await linesOf(ctx, [record.accountId], await settingsOf(ctx))).get(record.accountId) ?? [];
  const line = lines.find(({ lineId }) => lineId === id);
  if (line === undefined)
    throw new AppError('invalid-input', `Contract line '${id}' has no amount, or ends before it starts.`, {
      issues: [{ path: 'line', message: 'Give it an amount and days that fit first.' }],
    });
  return { line, accountId: record.accountId, hasMrr: record.content.mrr !== undefined };
}

/** Posts a movement by hand; the line is worth so much more or less from then on. */
export async function post(ctx: Ctx, input: InputOf<typeof postMovement>): Promise<OutputOf<typeof postMovement>> {
  const { line, accountId, hasMrr } = await lineSeen(ctx, input.line);
  refusePosting(line, input);
  const { day, type, amountMinor, note } = input;
  const entry: NewEntry = {
    lineId: line.lineId,
    contractId: line.contractId,
    day,
    type,
    secondSale: type === 'expansion' ? (input.secondSale ?? 'ADD') : null,
    amountMinor,
    currency: line.currency,
    trial: line.trial,
    other: null,
    origin: 'hand',
    reverses: null,
    note,
  };
  if (amountMinor !== 0) await saveLine(ctx, input.line, worthWords(line.arr + amountMinor, hasMrr));
  return written(ctx, accountId, { posted: [{ ...entry, accountId }], note });
}

function refusePosting({ startsOn, endsOn, arr }: LedgerLine, { day, type, amountMinor }: InputOf<typeof postMovement>): void {
  const wrongSign =
    (type === 'renewal' && amountMinor !== 0 && 'A renewal changes no amount; post what else changed beside it.') ||
    (type === 'expansion' && amountMinor <= 0 && 'An expansion is more than 0.') ||
    (type === 'contraction' && amountMinor >= 0 && 'A contraction is less than 0.') ||
    (type === 'price' && amountMinor === 0 && 'A change of price is not 0.') ||
    (arr + amountMinor < 0 && `The line is worth ${arr}; it cannot become less than 0.`);
  if (wrongSign) throw new AppError('invalid-input', wrongSign, { issues: [{ path: 'amountMinor', message: wrongSign }] });
  if (day < startsOn || (endsOn !== null && day > endsOn))
    throw new AppError('invalid-input', `The line does not go on on ${day}.`, {
      issues: [{ path: 'day', message: `Between ${startsOn} and ${endsOn ?? 'any later day'}.` }],
    });
}

/** Takes a movement back, and says what is right instead. */
export async function reverse(ctx: Ctx, input: InputOf<typeof reverseMovement>): Promise<OutputOf<typeof reverseMovement>> {
  const { entry, own } = await entrySeen(ctx, input.number);
  if (entry.reverses !== null || own.some(({ reverses }) => reverses === entry.number))
    throw new AppError('conflict', `Entry ${entry.number} has been taken back, or takes one back itself.`);
  if (entry.lineId === null)
    throw new AppError('conflict', `Entry ${entry.number} is of a contract without lines.`, {
      hint: 'Correct the contract; the ledger follows by reversing entries.',
    });
  const { line, accountId, hasMrr } = await lineSeen(ctx, entry.lineId);
  const { note } = input;
  const right = input.amountMinor ?? 0;
  if (entry.origin === 'hand') {
    const posted = [reversal(entry, 'hand', note)];
    if (right !== 0) posted.push({ ...posted[0], ...signed(entry, right), reverses: null } as NewEntry);
    if (right !== entry.amountMinor) await saveLine(ctx, entry.lineId, worthWords(line.arr - entry.amountMinor + right, hasMrr));
    return written(ctx, accountId, { posted: posted.map((one) => ({ ...one, accountId })), note });
  }
  if (entry.type === 'renewal')
    throw new AppError('conflict', `Entry ${entry.number} follows from one line going on as another.`, {
      hint: 'Correct the days or the product of the two lines; the ledger follows by reversing entries.',
    });
  const atEnd = line.endsOn !== null && entry.day > line.endsOn;
  await saveLine(
    ctx,
    entry.lineId,
    atEnd ? { endsOn: input.endsOn ?? null } : worthWords(line.arr - entry.amountMinor + signed(entry, right).amountMinor, hasMrr),
  );
  return written(ctx, accountId, { note });
}

/** The right amount has the sign of the wrong one. */
function signed({ amountMinor }: StoredEntry, right: number): { amountMinor: number } {
  return { amountMinor: amountMinor < 0 ? -Math.abs(right) : right };
}

async function entrySeen(ctx: Ctx, number: number): Promise<{ entry: StoredEntry; own: readonly StoredEntry[] }> {
  const entry = await entryByNumber(ctx, number);
  const account = entry === null ? undefined : (await accountsById(ctx, [entry.accountId])).get(entry.accountId);
  if (entry === null || account === undefined) throw new AppError('not-found', `There is no entry ${number}.`);
  await accountByExternalId(ctx, account.externalId).catch(() => {
    throw new AppError('not-found', `There is no entry ${number}.`);
  });
  return { entry, own: (await entriesOf(ctx, [entry.accountId])).get(entry.accountId) ?? [] };
}

/** From now on the line says its yearly fee itself; a monthly one beside it would say something else. */
function worthWords(arr: number, hasMrr: boolean): RecordWords {
  if (arr < 0)
    throw new AppError('invalid-input', 'The line would be worth less than 0.', {
      issues: [{ path: 'amountMinor', message: 'Takes more away than is there.' }],
    });
  return { arr, ...(hasMrr ? { mrr: null } : {}) };
}

async function saveLine(ctx: Ctx, id: string, words: RecordWords): Promise<void> {
  await saveRecords(ctx, contractLineKind, [{ id, words }]);
}

async function written(ctx: Ctx, accountId: AccountId, cause: Parameters<typeof balanceLedger>[2]): Promise<OutputOf<typeof postMovement>> {
  const entries = await balanceLedger(ctx, [accountId], cause);
  const account = (await accountsById(ctx, [accountId])).get(accountId);
  await audit(ctx, {
    action: 'ledger.posted',
    subject: account?.externalId ?? '',
    before: null,
    after: { entries: entries.map(({ number }) => number).join(', '), note: cause?.note ?? '' },
  });
  return { written: await answers(ctx, entries, entries) };
}

/** The settings of the ledger. */
export async function readSettings(ctx: Ctx): Promise<OutputOf<typeof ledgerSettings>> {
  return settingsOf(ctx);
}

/** Sets what is given, writes it into the audit trail, and has the ledger follow. */
export async function changeSettings(ctx: Ctx, input: InputOf<typeof updateLedgerSettings>): Promise<LedgerSettings> {
  const before = await settingsOf(ctx);
  const after: LedgerSettings = {
    baseCurrency: input.baseCurrency ?? before.baseCurrency,
    renewalToleranceDays: input.renewalToleranceDays ?? before.renewalToleranceDays,
  };
  if (after.baseCurrency === before.baseCurrency && after.renewalToleranceDays === before.renewalToleranceDays) return before;
  if (after.baseCurrency !== before.baseCurrency && (await headOf(ctx)).lastNumber > 0)
    throw new AppError('conflict', `The ledger has entries in ${before.baseCurrency}; what named no currency would mean another amount.`, {
      hint: 'Name the currency in the lines, or report in another currency by a definition.',
    });
  await saveSettings(ctx, after);
  await audit(ctx, { action: 'ledger.settings-changed', subject: 'ledger', before: { ...before }, after: { ...after } });
  ctx.requestJob(balanceJob);
  return after;
}

/** Customers balanced in one transaction. */
const STEP = 500;

/** Brings the whole ledger to what lines say. */
export async function balanceAll(ctx: Ctx): Promise<void> {
  const ids = (await liveSpans(ctx)).map(({ accountId }) => accountId);
  for (let start = 0; start < ids.length; start += STEP)
    await ctx.transaction((inside) => balanceLedger(inside, ids.slice(start, start + STEP)).then(() => undefined));
}
