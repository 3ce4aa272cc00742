import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { SeriesStore } from '../../platform/series/port.ts';
import { type Exchange, exchangeOf } from '../contracts/core/exchange.ts';
import type { LedgerSettings } from '../contracts/core/ledger-settings.ts';
import { datedRates, ledgerState, ledgerText, ledgerTextAfter } from '../contracts/reads.ts';
import { type Counter, type CounterOptions, counterFor } from './core/count.ts';
import { definitionKey } from './core/definition.ts';
import { type LedgerColumns, readColumns } from './core/ledger-columns.ts';
import { addTotals, type Totals, totalsOf } from './core/totals.ts';

/** Entries read at once. */
const CHUNK = 20_000;
/** Customers counted before others get their turn. */
const TURN = 2_000;
/** Sums kept; a further one pushes the oldest out. */
const KEPT = 16;
/** Workspaces kept. */
const WORKSPACES = 4;
/** More entries than this at once are not worth taking in customer by customer. */
const FEW = 2_000;

/** Where the entries of a customer lie: in the columns of all, or in its own since it changed. */
interface Place {
  readonly columns: LedgerColumns;
  readonly start: number;
  readonly end: number;
}

interface KeptSums {
  readonly counter: Counter;
  readonly totals: Totals;
}

/** The ledger of one workspace in memory, and sums by definition. It follows the ledger by its numbers; what it holds is never ahead of it. */
export class LedgerCache {
  #epoch = -1;
  #read = 0;
  #places = new Map<AccountId, Place>();
  #currencies: readonly string[] = [];
  #firstDay: number | null = null;
  #settings: LedgerSettings | null = null;
  #exchange: Exchange = exchangeOf([]);
  #ratesSignature = '';
  readonly #sums = new Map<string, KeptSums>();
  #following: Promise<void> = Promise.resolve();

  /** Takes in what was written since. One at a time. */
  follow(ctx: Ctx): Promise<void> {
    const next = this.#following.then(() => this.#catchUp(ctx));
    this.#following = next.catch(() => undefined);
    return next;
  }

  get settings(): LedgerSettings {
    return this.#settings ?? { baseCurrency: 'CNY', renewalToleranceDays: 0 };
  }

  get currencies(): readonly string[] {
    return this.#currencies;
  }

  get exchange(): Exchange {
    return this.#exchange;
  }

  /** Day number of the first entry; null where there is none. */
  get firstDay(): number | null {
    return this.#firstDay;
  }

  get accounts(): Iterable<AccountId> {
    return this.#places.keys();
  }

  placeOf(accountId: AccountId): Place | undefined {
    return this.#places.get(accountId);
  }

  counter(options: Omit<CounterOptions, 'baseCurrency' | 'exchange'>): Counter {
    const { baseCurrency } = this.settings;
    return counterFor({ currencies: this.#currencies, firstDay: this.#firstDay }, { ...options, baseCurrency, exchange: this.#exchange });
  }

  /** Sums of all customers by a definition as it is now known: counted once, then kept right. */
  async sums(options: Pick<CounterOptions, 'definition' | 'asOf'>): Promise<KeptSums> {
    const key = `${options.asOf} ${definitionKey(options.definition)}`;
    const kept = this.#sums.get(key);
    if (kept !== undefined) return kept;
    const counter = this.counter({ ...options, recordedBefore: null });
    const made = { counter, totals: await this.count(counter, this.#places.keys()) };
    this.#sums.set(key, made);
    const [oldest] = this.#sums.keys();
    if (this.#sums.size > KEPT && oldest !== undefined) this.#sums.delete(oldest);
    return made;
  }

  /** Counts some customers. */
  async count(counter: Counter, accountIds: Iterable<AccountId>): Promise<Totals> {
    const totals = totalsOf(counter.grid, counter.currencies.length);
    let counted = 0;
    for (const accountId of [...accountIds]) {
      const place = this.#places.get(accountId);
      if (place !== undefined) counter.count(totals, place.columns, place);
      counted += 1;
      if (counted % TURN === 0) await yieldToOthers();
    }
    return totals;
  }

  async #catchUp(ctx: Ctx): Promise<void> {
    const state = await ledgerState(ctx);
    this.#settings = state.settings;
    const behind = state.lastNumber - this.#read;
    if (state.epoch !== this.#epoch || behind < 0 || behind > FEW) await this.#readAll(ctx, state);
    else if (behind > 0) await this.#readChanged(ctx, state.lastNumber);
    if (state.ratesSignature === this.#ratesSignature) return;
    this.#exchange = exchangeOf(await datedRates(ctx));
    this.#ratesSignature = state.ratesSignature;
    this.#sums.clear();
  }

  async #readAll(ctx: Ctx, { lastNumber, epoch }: Awaited<ReturnType<typeof ledgerState>>): Promise<void> {
    const reader = readColumns(lastNumber);
    let coming = ledgerText(ctx, 1, CHUNK);
    for (let from = 1; from <= lastNumber; from += CHUNK) {
      const text = await coming;
      // While this is read, the engine prepares the next.
      coming = from + CHUNK <= lastNumber ? ledgerText(ctx, from + CHUNK, Math.min(lastNumber, from + 2 * CHUNK - 1)) : Promise.resolve('');
      reader.read(text);
    }
    await coming;
    const columns = reader.finish();
    this.#places = new Map([...columns.accounts].map(([id, span]) => [id as AccountId, { columns, ...span }]));
    this.#currencies = columns.currencies;
    this.#firstDay = columns.firstDay;
    this.#sums.clear();
    this.#read = lastNumber;
    this.#epoch = epoch;
  }

  async #readChanged(ctx: Ctx, lastNumber: number): Promise<void> {
    const reader = readColumns(256, this.#currencies);
    reader.read(await ledgerTextAfter(ctx, this.#read));
    const columns = reader.finish();
    const changed = [...columns.accounts.keys()] as AccountId[];
    const earlier = columns.firstDay !== null && (this.#firstDay === null || columns.firstDay < this.#firstDay);
    // Other months or other currencies are other sums.
    if (earlier || columns.currencies.length > this.#currencies.length) this.#sums.clear();
    for (const sums of this.#sums.values()) this.#countAgain(sums, changed, columns);
    for (const [id, span] of columns.accounts) this.#places.set(id as AccountId, { columns, ...span });
    this.#currencies = columns.currencies;
    if (earlier) this.#firstDay = columns.firstDay;
    this.#read = lastNumber;
  }

  /** Takes customers away as they were, and adds them as they are. */
  #countAgain({ counter, totals }: KeptSums, changed: readonly AccountId[], columns: LedgerColumns): void {
    const before = totalsOf(counter.grid, counter.currencies.length);
    for (const accountId of changed) {
      const [was, is] = [this.#places.get(accountId), columns.accounts.get(accountId)];
      if (was !== undefined) counter.count(before, was.columns, was);
      if (is !== undefined) counter.count(totals, columns, is);
    }
    addTotals(totals, before, -1);
  }
}

const caches = new WeakMap<SeriesStore, Map<WorkspaceId, LedgerCache>>();

/** The ledger of the workspace in memory, one a house, up to date. */
export async function ledgerCache(ctx: Ctx): Promise<LedgerCache> {
  const house = caches.get(ctx.series) ?? new Map<WorkspaceId, LedgerCache>();
  caches.set(ctx.series, house);
  const cache = house.get(ctx.workspace.id) ?? new LedgerCache();
  // The one that was asked for last stays longest.
  house.delete(ctx.workspace.id);
  house.set(ctx.workspace.id, cache);
  const [oldest] = house.keys();
  if (house.size > WORKSPACES && oldest !== undefined) house.delete(oldest);
  await cache.follow(ctx);
  return cache;
}
