import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue } from '../../kernel/record.ts';
import { type Day, isDay } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { kindsKept, pageOfRecords } from '../../platform/records/read-records.ts';
import type { StoredRecord } from '../../platform/records/save-records.ts';
import { hiddenAccounts } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { accountRecords } from '../accounts/reads.ts';
import { datedRates, ledgerState } from '../contracts/reads.ts';
import type { Around, CustomerSpan, Fact } from './core/facts.ts';
import { HELD_KINDS } from './core/rule.ts';

/** Customers that are read at once. More cost memory; fewer cost time, because an engine without statistics may read a table once a page. */
const PAGE = 2000;
/** More than can lie in a recycle bin of 30 days. */
const HIDDEN = 1_000_000;

/** What is held of every customer while the others stream by. */
export interface KnownCustomer extends CustomerSpan {
  readonly accountId: AccountId;
}

/** What all rules may ask about, read once. */
export interface World {
  readonly around: Omit<Around, 'has'>;
  /** By external id, those in the recycle bin left out. */
  readonly customers: readonly KnownCustomer[];
  readonly byAccount: ReadonlyMap<AccountId, KnownCustomer>;
}

/** Reads what is around, and hands on the customers themselves page by page. */
export async function readWorld(ctx: Ctx, onCustomers: (facts: readonly Fact[], around: Around) => void): Promise<World> {
  const { baseCurrency } = (await ledgerState(ctx)).settings;
  const rates = await firstRates(ctx, baseCurrency);
  const kept = await kindsKept(ctx, HELD_KINDS);
  const known = new Map<string, KnownCustomer>();
  const around: World['around'] = {
    today: ctx.today,
    timeZone: ctx.workspace.timeZone,
    baseCurrency,
    customer: (id) => known.get(id),
    rateFrom: (currency) => rates.get(currency) ?? null,
    keeps: (kind) => kept.has(kind),
  };
  for await (const page of customerPages(ctx)) {
    const facts = page.map(({ id, content, custom }): Fact => ({ kind: accountKind.name, id, account: id, content, custom }));
    for (const { id, accountId, content } of page)
      if (accountId !== null)
        known.set(id, {
          ...{ id, accountId },
          name: String(content.name ?? id),
          startsOn: dayOrNull(content.startsOn),
          endsOn: dayOrNull(content.endsOn),
        });
    onCustomers(facts, { ...around, has: () => false });
  }
  const customers = [...known.values()];
  return { around, customers, byAccount: new Map(customers.map((one) => [one.accountId, one])) };
}

/** Customers as records, by external id. What lies in the recycle bin is left out: a rule must not send anybody there. */
export async function* customerPages(ctx: Ctx): AsyncGenerator<readonly StoredRecord[]> {
  const hidden = new Set((await hiddenAccounts(ctx, HIDDEN)).map(({ accountId }) => accountId));
  let after: string | undefined;
  for (;;) {
    const page = await pageOfRecords(ctx, accountKind, { after }, PAGE);
    const ids = page.flatMap(({ id, accountId }) => (accountId === null || hidden.has(accountId) ? [] : [id]));
    const records = ids.length === 0 ? new Map<string, StoredRecord>() : await accountRecords(ctx, ids);
    if (ids.length > 0) yield ids.flatMap((id) => records.get(id) ?? []);
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

/** For each currency the first day from which it can be converted into the base currency, either way round. */
async function firstRates(ctx: Ctx, baseCurrency: string): Promise<ReadonlyMap<string, Day>> {
  const first = new Map<string, Day>();
  for (const { currency, to, on } of await datedRates(ctx)) {
    if (currency !== baseCurrency && to !== baseCurrency) continue;
    const other = currency === baseCurrency ? to : currency;
    const before = first.get(other);
    if (before === undefined || on < before) first.set(other, on);
  }
  return first;
}

function dayOrNull(value: FieldValue | undefined): Day | null {
  return typeof value === 'string' && isDay(value) ? value : null;
}
