import type { AccountId } from '../../kernel/ids.ts';
import { type Day, isDay } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { pageOfRecords } from '../../platform/records/read-records.ts';
import type { DatedRate } from './core/exchange.ts';
import { exchangeRateKind } from './core/kinds.ts';
import { entriesAsText, entriesAsTextAfter, entriesAsTextOf, entriesOf, type LedgerState, type StoredEntry, stateOf } from './store.ts';

/** How far the ledger has come: what was read up to a number stays as it is while the epoch does; its settings; whether rates have changed. */
export function ledgerState(ctx: Ctx): Promise<LedgerState> {
  return stateOf(ctx);
}

/** Entries by number, as one text for counting. */
export function ledgerText(ctx: Ctx, from: number, to: number): Promise<string> {
  return entriesAsText(ctx, from, to);
}

/** Every entry of some customers, as one text for counting. The caller checks that they may be seen. */
export function ledgerTextOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<string> {
  return entriesAsTextOf(ctx, accountIds);
}

/** Every entry of those customers whose ledger was written into after a number, as one text for counting. */
export function ledgerTextAfter(ctx: Ctx, number: number): Promise<string> {
  return entriesAsTextAfter(ctx, number);
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

/** Every entry of some customers, by number, for exports: those that were taken back and those that take back are among them. The caller checks who may see them. */
export async function ledgerEntriesOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<readonly StoredEntry[]> {
  return [...(await entriesOf(ctx, accountIds)).values()].flat().sort((a, b) => a.number - b.number);
}
