import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { addDays, type Day, type Instant, instantIn } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { accountsById, visibleAccountIds } from '../accounts/reads.ts';
import { ledgerTextOf } from '../contracts/reads.ts';
import type * as contract from './contract.ts';
import type { Counter } from './core/count.ts';
import { BUILT_IN, type Definition } from './core/definition.ts';
import { readColumns, type UnitName } from './core/ledger-columns.ts';
import { monthRows } from './core/month-rows.ts';
import { AT, addTotals, emptyTotals, type Totals } from './core/totals.ts';
import { type LedgerCache, ledgerCache } from './ledger-cache.ts';
import { archiveDefinition as archive, defaultDefinition, definitionById, definitionsOf, keepDefault, keepDefinition } from './store.ts';

type Resolved = OutputOf<typeof contract.archiveDefinition>;
type By = Omit<InputOf<typeof contract.months>, 'from' | 'to'>;

/** Hidden customers up to this many are taken away from the sums of all; beyond it those one sees are counted. */
const TAKEN_AWAY = 2_000;
/** Customers looked at before others get their turn. */
const TURN = 2_000;

/** The definition of an id, built-in or made here, also one that is put away. */
async function named(ctx: Ctx, id: string): Promise<Resolved> {
  const stored = Object.hasOwn(BUILT_IN, id) ? null : await definitionById(ctx, id);
  const definition = stored?.definition ?? (Object.hasOwn(BUILT_IN, id) ? BUILT_IN[id] : undefined);
  if (definition === undefined) throw new AppError('not-found', `There is no definition '${id}'.`);
  return { id, name: stored?.name ?? null, definition };
}

async function resolve(ctx: Ctx, input: By): Promise<Resolved> {
  const { definition, level, basis, rate, window, trials, graceDays, currency, conversion } = input;
  const found = await named(ctx, definition ?? (await defaultOf(ctx)));
  const given = Object.entries({ level, basis, rate, window, trials, graceDays, currency, conversion });
  const taken = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Partial<Definition>;
  return { ...found, definition: { ...found.definition, ...taken } };
}

/** What an asked-for reading of the ledger is counted by. */
interface Reading {
  readonly resolved: Resolved;
  readonly cache: LedgerCache;
  readonly asOf: Day;
  readonly recordedBefore: Instant | null;
  /** Which customers: all, or these. */
  readonly visible: 'all' | ReadonlySet<AccountId>;
}

async function readingOf(ctx: Ctx, input: By): Promise<Reading> {
  const cache = await ledgerCache(ctx);
  const visible = await visibleAccountIds(ctx);
  return {
    resolved: await resolve(ctx, input),
    cache,
    asOf: input.asOf ?? ctx.today,
    recordedBefore: input.recordedBy === undefined ? null : instantIn(addDays(input.recordedBy, 1), 0, ctx.workspace.timeZone),
    visible: visible === 'all' ? visible : new Set(visible),
  };
}

/** Revenue month by month. */
export async function monthTable(ctx: Ctx, input: InputOf<typeof contract.months>): Promise<OutputOf<typeof contract.months>> {
  const reading = await readingOf(ctx, input);
  const { cache, resolved, asOf } = reading;
  const { counter, totals } = await sumsOf(reading);
  const all = monthRows(totals, counter.grid, cache.currencies);
  const empty = cache.firstDay === null;
  return {
    ...resolved,
    currency: resolved.definition.currency ?? cache.settings.baseCurrency,
    asOf,
    rows: (empty ? [] : all).filter(
      ({ month }) => (input.from === undefined || month >= input.from) && (input.to === undefined || month <= input.to),
    ),
    firstMonth: empty ? null : (counter.grid.months[0] ?? null),
    currencies: [...cache.currencies],
  };
}

async function sumsOf({ cache, resolved, asOf, recordedBefore, visible }: Reading): Promise<{ counter: Counter; totals: Totals }> {
  const { definition } = resolved;
  if (recordedBefore !== null) {
    const counter = cache.counter({ definition, asOf, recordedBefore });
    return { counter, totals: await cache.count(counter, seen(cache, visible)) };
  }
  if (visible === 'all') return cache.sums({ definition, asOf });
  const hidden = [...cache.accounts].filter((accountId) => !visible.has(accountId));
  if (hidden.length > TAKEN_AWAY) {
    const counter = cache.counter({ definition, asOf, recordedBefore });
    return { counter, totals: await cache.count(counter, seen(cache, visible)) };
  }
  const { counter, totals: whole } = await cache.sums({ definition, asOf });
  const totals = { ...whole, sums: whole.sums.slice(), missing: whole.missing.slice() };
  addTotals(totals, await cache.count(counter, hidden), -1);
  return { counter, totals };
}

function seen(cache: LedgerCache, visible: Reading['visible']): AccountId[] {
  return [...cache.accounts].filter((accountId) => visible === 'all' || visible.has(accountId));
}

interface FoundUnit {
  readonly accountId: AccountId;
  readonly unit: number;
  readonly sums: Float64Array;
}

/** What makes a figure of a month. */
export async function cellRows(ctx: Ctx, input: InputOf<typeof contract.rows>): Promise<OutputOf<typeof contract.rows>> {
  const reading = await readingOf(ctx, input);
  const { cache, resolved, asOf, recordedBefore, visible } = reading;
  const counter = cache.counter({ definition: resolved.definition, asOf, recordedBefore });
  const month = counter.grid.months.indexOf(input.month);
  const found = month === -1 ? [] : await unitsIn(cache, counter, seen(cache, visible), month, AT[input.cell]);
  const by = AT[input.cell];
  found.sort((a, b) => Math.abs(b.sums[by] ?? 0) - Math.abs(a.sums[by] ?? 0) || (a.accountId < b.accountId ? -1 : 1) || a.unit - b.unit);
  const shown = found.slice(input.offset, input.offset + input.limit);
  const accounts = await accountsById(ctx, [...new Set(shown.map(({ accountId }) => accountId))]);
  const names = resolved.definition.level === 'account' ? null : await unitNames(ctx, cache, counter, shown);
  const due = input.cell === 'due';
  return {
    ...resolved,
    currency: resolved.definition.currency ?? cache.settings.baseCurrency,
    asOf,
    rows: shown.map((one) => {
      const { accountId, unit, sums } = one;
      const account = accounts.get(accountId);
      const at = (place: number): number => sums[place] ?? 0;
      return {
        account: { externalId: account?.externalId ?? '', name: account?.name ?? '' },
        unit: names?.get(`${accountId} ${unit}`) ?? null,
        amount: at(by),
        opening: at(AT.opening),
        closing: at(AT.closing),
        base: at(due ? AT.due : AT.cohort),
        kept: at(due ? AT.renewed : AT.kept),
      };
    }),
    total: found.length,
    sum: found.reduce((sum, { sums }) => sum + (sums[by] ?? 0), 0),
  };
}

async function unitsIn(
  cache: LedgerCache,
  counter: Counter,
  ids: readonly AccountId[],
  month: number,
  measure: number,
): Promise<FoundUnit[]> {
  const found: FoundUnit[] = [];
  const own = emptyTotals(month, 1, counter.currencies.length);
  for (const [at, accountId] of ids.entries()) {
    if (at % TURN === TURN - 1) await yieldToOthers();
    const place = cache.placeOf(accountId);
    if (place === undefined) continue;
    for (const unit of counter.units(place.columns, place)) {
      own.sums.fill(0);
      counter.count(own, place.columns, place, unit);
      if ((own.sums[measure] ?? 0) !== 0) found.push({ accountId, unit, sums: own.sums.slice() });
    }
  }
  return found;
}

/** In memory lines are numbers, by customer in the order in which they were met; read again with their ids, they are met in the same order. */
async function unitNames(
  ctx: Ctx,
  cache: LedgerCache,
  counter: Counter,
  shown: readonly FoundUnit[],
): Promise<ReadonlyMap<string, UnitName>> {
  const names = new Map<string, UnitName>();
  for (const accountId of new Set(shown.map((one) => one.accountId))) {
    const place = cache.placeOf(accountId);
    const reader = readColumns(64, counter.currencies, true);
    reader.read(await ledgerTextOf(ctx, [accountId]));
    const columns = reader.finish();
    const span = columns.accounts.get(accountId);
    if (place === undefined || span === undefined) continue;
    const named = counter.units(columns, span);
    for (const [index, unit] of counter.units(place.columns, place).entries()) {
      const name = columns.units.get(named[index] ?? -1);
      if (name !== undefined) names.set(`${accountId} ${unit}`, name);
    }
  }
  return names;
}

/** The definitions that are offered. */
export async function definitionList(ctx: Ctx): Promise<OutputOf<typeof contract.listDefinitions>> {
  const own = await definitionsOf(ctx);
  return {
    definitions: [
      ...Object.entries(BUILT_IN).map(([id, definition]) => ({ id, name: null, definition, builtIn: true })),
      ...own.map(({ id, name, definition }) => ({ id, name, definition, builtIn: false })),
    ],
    default: await defaultOf(ctx),
  };
}

/** Makes a definition, or changes it. */
export async function saveDefinition(ctx: Ctx, { id, name, definition }: InputOf<typeof contract.saveDefinition>): Promise<Resolved> {
  if (Object.hasOwn(BUILT_IN, id)) throw new AppError('key-taken', `'${id}' is a built-in definition.`, { hint: 'Choose another id.' });
  const before = await definitionById(ctx, id);
  await keepDefinition(ctx, id, name, definition);
  await audit(ctx, {
    action: 'revenue.definition-saved',
    subject: id,
    before: before === null ? null : { name: before.name, ...before.definition },
    after: { name, ...definition },
  });
  return { id, name, definition };
}

const defaultOf = async (ctx: Ctx): Promise<string> => (await defaultDefinition(ctx)) ?? 'standard';

/** Says by which definition is counted where nobody says another one. */
export async function chooseDefinition(ctx: Ctx, { id }: InputOf<typeof contract.chooseDefinition>): Promise<Resolved> {
  const chosen = await named(ctx, id);
  await audit(ctx, { action: 'revenue.definition-chosen', subject: id, before: { id: await defaultOf(ctx) }, after: { id } });
  await keepDefault(ctx, id);
  return chosen;
}

/** No longer offers a definition. */
export async function dropDefinition(ctx: Ctx, { id }: InputOf<typeof contract.archiveDefinition>): Promise<Resolved> {
  const found = await definitionById(ctx, id);
  if (found === null) throw new AppError('not-found', `There is no definition '${id}' that was made here.`);
  if (id === (await defaultOf(ctx)))
    throw new AppError('conflict', `'${id}' is what revenue is counted by by default.`, { hint: 'Choose another default first.' });
  await archive(ctx, id);
  await audit(ctx, { action: 'revenue.definition-archived', subject: id, before: { name: found.name }, after: null });
  return { id, name: found.name, definition: found.definition };
}
