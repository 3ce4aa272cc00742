import type { AccountId } from '../../kernel/ids.ts';
import { type Day, isDay } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { pageOfRecords } from '../../platform/records/read-records.ts';
import type { DatedRate } from './core/exchange.ts';
import { exchangeRateKind } from './core/kinds.ts';
import type { LedgerSettings } from './core/ledger-settings.ts';
import {
  accountsWrittenAfter,
  entriesAsText,
  entriesAsTextOf,
  entriesOf,
  headOf,
  type LedgerHead,
  ratesSignature,
  type StoredEntry,
  settingsOf,
} from './store.ts';

/** How far the ledger has come; what was read up to a number stays as it is while the epoch does. */
export function ledgerHead(ctx: Ctx): Promise<LedgerHead> {
  return headOf(ctx);
}

/** Entries by number, as one text for counting. */
export function ledgerText(ctx: Ctx, from: number, to: number): Promise<string> {
  return entriesAsText(ctx, from, to);
}

/** Every entry of some customers, as one text for counting. The caller checks that they may be seen. */
export function ledgerTextOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<string> {
  return entriesAsTextOf(ctx, accountIds);
}

/** Whose ledger was written into after a number. */
export function ledgerChangedAfter(ctx: Ctx, number: number): Promise<readonly AccountId[]> {
  return accountsWrittenAfter(ctx, number);
}

/** The base currency of the workspace, and how late a following line still renews. */
export function ledgerSettingsOf(ctx: Ctx): Promise<LedgerSettings> {
  return settingsOf(ctx);
}

const PAGE = 5000;

/** All exchange rates, by id; what is no rate of a real day is passed over. */
export async function datedRates(ctx: Ctx): Promise<readonly DatedRate[]> {
  const rates: DatedRate[] = [];
  for (let after: string | undefined; ; ) {
    const page = await pageOfRecords(ctx, exchangeRateKind, { after }, PAGE);
    rates.push(...page.flatMap(({ content: { currency, to, on, rate } }) => rateOf(currency, to, on, rate)));
    if (page.length < PAGE) return rates;
    after = page.at(-1)?.id;
  }
}

function rateOf(currency: unknown, to: unknown, on: unknown, rate: unknown): readonly DatedRate[] {
  if (typeof currency !== 'string' || typeof to !== 'string' || typeof on !== 'string' || typeof rate !== 'number' || !isDay(on)) return [];
  return [{ currency, to, on: on as Day, rate }];
}

/** Differs when any exchange rate does. */
export function signatureOfRates(ctx: Ctx): Promise<string> {
  return ratesSignature(ctx);
}

/** Every entry of some customers, by number; those that were taken back and those that take back are among them. The caller checks who may see them. */
export function ledgerEntriesOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<readonly StoredEntry[]> {
  return entriesOf(ctx, accountIds);
}
