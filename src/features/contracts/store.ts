import { and, eq, type SQL, sql } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { records } from '../../platform/records/tables.ts';
import { exchangeRateKind } from './core/kinds.ts';
import { DEFAULT_LEDGER_SETTINGS, type LedgerSettings } from './core/ledger-settings.ts';
import type { LedgerEntry, MovementType, NewEntry, SecondSale } from './core/movement.ts';
import { arrLedgers, arrMovements, contractsSettings } from './tables.ts';

/** Rows a statement takes at most. They travel as one parameter. */
const ROWS = 5000;

/** An entry of the ledger, with whose it is. */
export type StoredEntry = LedgerEntry & { readonly accountId: AccountId };

/** How far the ledger of the workspace has come. */
export interface LedgerHead {
  readonly lastNumber: number;
  readonly epoch: number;
}

/** How far the ledger has come; nothing was ever written where both are 0. */
export async function headOf(ctx: Ctx): Promise<LedgerHead> {
  const [head] = await ctx.db
    .select({ lastNumber: arrLedgers.lastNumber, epoch: arrLedgers.epoch })
    .from(arrLedgers)
    .where(eq(arrLedgers.workspaceId, ctx.workspace.id));
  return head ?? { lastNumber: 0, epoch: 0 };
}

/** Nobody else writes into the ledger of this workspace until the transaction ends. Read what it says after this, not before. */
export async function lockLedger(ctx: Ctx): Promise<LedgerHead> {
  const [head] = await ctx.db
    .insert(arrLedgers)
    .values({ workspaceId: ctx.workspace.id, lastNumber: 0, epoch: 0 })
    .onConflictDoUpdate({ target: arrLedgers.workspaceId, set: { epoch: sql`${arrLedgers.epoch}` } })
    .returning({ lastNumber: arrLedgers.lastNumber, epoch: arrLedgers.epoch });
  return head ?? { lastNumber: 0, epoch: 0 };
}

/** Adds entries after the last one. The ledger is locked. Returns them as they stand. */
export async function appendEntries(
  ctx: Ctx,
  head: LedgerHead,
  written: readonly (NewEntry & { readonly accountId: AccountId })[],
  importId: string | null,
): Promise<readonly StoredEntry[]> {
  if (written.length === 0) return [];
  const by = { recordedAt: ctx.now, recordedBy: actorOf(ctx.principal), importId };
  const entries = written.map((entry, index): StoredEntry => ({ ...entry, ...by, number: head.lastNumber + 1 + index }));
  for (let start = 0; start < entries.length; start += ROWS) await insertEntries(ctx, entries.slice(start, start + ROWS));
  await ctx.db
    .update(arrLedgers)
    .set({ lastNumber: head.lastNumber + entries.length })
    .where(eq(arrLedgers.workspaceId, ctx.workspace.id));
  return entries;
}

/** Columns travel as arrays of one kind each: fewer letters than a name with every value. */
async function insertEntries(ctx: Ctx, entries: readonly StoredEntry[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const rows = entries.map((entry) => ({
    n: entry.number,
    a: entry.accountId,
    l: entry.lineId,
    c: entry.contractId,
    d: entry.day,
    t: entry.type,
    s: entry.secondSale,
    m: entry.amountMinor,
    u: entry.currency,
    f: entry.trial,
    o: entry.other,
    g: entry.origin,
    r: entry.reverses,
    e: entry.note,
  }));
  await ctx.db.execute(sql`
    insert into ${arrMovements}
      (workspace_id, number, account_id, line_id, contract_id, day, type, second_sale, amount_minor, currency, trial, other_line_id,
        origin, recorded_at, recorded_by, import_id, reverses, note)
    select ${ctx.workspace.id}, n, a, l, c, d, t, s, m, u, f, o, g, ${first.recordedAt}::bigint, ${first.recordedBy}, ${first.importId}, r, e
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row(n bigint, a text, l text, c text, d text, t text, s text, m bigint, u text, f boolean, o text, g text, r bigint, e text)`);
}

const ENTRY = {
  number: arrMovements.number,
  accountId: arrMovements.accountId,
  lineId: arrMovements.lineId,
  contractId: arrMovements.contractId,
  day: arrMovements.day,
  type: arrMovements.type,
  secondSale: arrMovements.secondSale,
  amountMinor: arrMovements.amountMinor,
  currency: arrMovements.currency,
  trial: arrMovements.trial,
  other: arrMovements.other,
  origin: arrMovements.origin,
  recordedAt: arrMovements.recordedAt,
  recordedBy: arrMovements.recordedBy,
  importId: arrMovements.importId,
  reverses: arrMovements.reverses,
  note: arrMovements.note,
};

/** Every entry of some customers, each customer's by number. One without any is absent. */
export async function entriesOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, readonly StoredEntry[]>> {
  // One look-up a customer: asked for all at once, an engine without statistics reads the whole ledger instead. And one text a customer: a
  // row costs more than what is in it.
  const { rows } = await ctx.db.execute<{ account_id: AccountId; entries: string }>(sql`
    select asked.account_id, own.entries
    from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as asked(account_id),
      lateral (
        select json_agg(json_build_array(number, line_id, contract_id, day, type, second_sale, amount_minor, currency, trial, other_line_id,
          origin, recorded_at, recorded_by, import_id, reverses, note))::text as entries
        from ${arrMovements} as one
        where one.workspace_id = ${ctx.workspace.id} and one.account_id = asked.account_id
      ) as own
    where own.entries is not null`);
  const found = new Map<AccountId, StoredEntry[]>();
  for (const { account_id: accountId, entries } of rows)
    found.set(
      accountId,
      (JSON.parse(entries) as Packed[]).map((packed) => unpacked(accountId, packed)).sort((a, b) => a.number - b.number),
    );
  return found;
}

type Packed = [
  number: number,
  lineId: string | null,
  contractId: string | null,
  day: Day,
  type: MovementType,
  secondSale: SecondSale | null,
  amountMinor: number,
  currency: string,
  trial: boolean,
  other: string | null,
  origin: StoredEntry['origin'],
  recordedAt: Instant,
  recordedBy: string,
  importId: string | null,
  reverses: number | null,
  note: string | null,
];

function unpacked(accountId: AccountId, packed: Packed): StoredEntry {
  return {
    accountId,
    number: packed[0],
    lineId: packed[1],
    contractId: packed[2],
    day: packed[3],
    type: packed[4],
    secondSale: packed[5],
    amountMinor: packed[6],
    currency: packed[7],
    trial: packed[8],
    other: packed[9],
    origin: packed[10],
    recordedAt: packed[11],
    recordedBy: packed[12],
    importId: packed[13],
    reverses: packed[14],
    note: packed[15],
  };
}

/** One entry; null when there is none. */
export async function entryByNumber(ctx: Ctx, number: number): Promise<StoredEntry | null> {
  const [entry] = await ctx.db
    .select(ENTRY)
    .from(arrMovements)
    .where(and(eq(arrMovements.workspaceId, ctx.workspace.id), eq(arrMovements.number, number)));
  return entry ?? null;
}

/**
 * The entries with numbers from one to another as one text, for counting: a line each, its parts apart by tabs: customer, day, type, second
 * sale, amount, currency, trial, recorded at, other line, contract, line. Made for reading millions; ids are only told from each other by it.
 */
export async function entriesAsText(ctx: Ctx, from: number, to: number): Promise<string> {
  const { rows } = await ctx.db.execute<{ entries: string | null }>(sql`
    select string_agg(${ENTRY_TEXT}, e'\n') as entries
    from (
      select * from ${arrMovements} as every
      where every.workspace_id = ${ctx.workspace.id} and every.number between ${from} and ${to} order by every.number
    ) as one`);
  return rows[0]?.entries ?? '';
}

/** The same of some customers, in the order in which they were written. */
export async function entriesAsTextOf(ctx: Ctx, accountIds: readonly AccountId[]): Promise<string> {
  return textOfAccounts(ctx, sql`select jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb)`);
}

/** Every entry of those customers whose ledger was written into after a number. */
export async function entriesAsTextAfter(ctx: Ctx, number: number): Promise<string> {
  return textOfAccounts(
    ctx,
    sql`select distinct account_id from ${arrMovements} where workspace_id = ${ctx.workspace.id} and number > ${number}`,
  );
}

async function textOfAccounts(ctx: Ctx, accountIds: SQL): Promise<string> {
  const { rows } = await ctx.db.execute<{ entries: string | null }>(sql`
    select string_agg(own.entry, e'\n' order by own.number) as entries
    from (${accountIds}) as asked(account_id),
      lateral (
        select ${ENTRY_TEXT} as entry, one.number from ${arrMovements} as one
        where one.workspace_id = ${ctx.workspace.id} and one.account_id = asked.account_id
        offset 0
      ) as own`);
  return rows[0]?.entries ?? '';
}

const ENTRY_TEXT = sql.raw(String.raw`
  one.account_id || e'\t' || one.day || e'\t' || one.type || e'\t' || coalesce(one.second_sale, '') || e'\t' || one.amount_minor || e'\t'
  || one.currency || e'\t' || case when one.trial then '1' else '0' end || e'\t' || one.recorded_at || e'\t'
  || coalesce(replace(one.other_line_id, e'\n', e'\\n'), '') || e'\t' || coalesce(replace(one.contract_id, e'\n', e'\\n'), '') || e'\t'
  || case when one.line_id is null then '' else '=' || replace(one.line_id, e'\n', e'\\n') end`);

/** Removes what the ledger says of a customer. Returns how many rows. */
export async function removeEntries(ctx: Ctx, accountId: AccountId): Promise<number> {
  await lockLedger(ctx);
  const removed = await ctx.db
    .delete(arrMovements)
    .where(and(eq(arrMovements.workspaceId, ctx.workspace.id), eq(arrMovements.accountId, accountId)));
  await ctx.db
    .update(arrLedgers)
    .set({ epoch: sql`${arrLedgers.epoch} + 1` })
    .where(eq(arrLedgers.workspaceId, ctx.workspace.id));
  return removed.rowCount ?? 0;
}

/** What a reader who follows the ledger asks for every time, in one statement. */
export interface LedgerState extends LedgerHead {
  readonly settings: LedgerSettings;
  /** Differs when any exchange rate does. */
  readonly ratesSignature: string;
}

/** How far the ledger has come, its settings, and whether rates have changed. */
export async function stateOf(ctx: Ctx): Promise<LedgerState> {
  const { id } = ctx.workspace;
  const { rows } = await ctx.db.execute<Record<'last' | 'epoch' | 'currency' | 'tolerance' | 'rates', string | null>>(sql`
    select head.last_number as last, head.epoch, settings.base_currency as currency, settings.renewal_tolerance_days as tolerance,
      (select count(*) || ' ' || coalesce(sum(version), 0) || ' ' || coalesce(max(created_at), 0) || ' ' || count(archived_at)
        from ${records} where workspace_id = ${id} and kind = ${exchangeRateKind.name}) as rates
    from (select 1) as one
      left join ${arrLedgers} as head on head.workspace_id = ${id}
      left join ${contractsSettings} as settings on settings.workspace_id = ${id}`);
  const [row] = rows;
  return {
    lastNumber: Number(row?.last ?? 0),
    epoch: Number(row?.epoch ?? 0),
    settings: {
      baseCurrency: row?.currency ?? DEFAULT_LEDGER_SETTINGS.baseCurrency,
      renewalToleranceDays: row?.tolerance == null ? DEFAULT_LEDGER_SETTINGS.renewalToleranceDays : Number(row.tolerance),
    },
    ratesSignature: row?.rates ?? '',
  };
}

/** The settings of the workspace; the defaults until somebody sets them. */
export async function settingsOf(ctx: Ctx): Promise<LedgerSettings> {
  const [row] = await ctx.db
    .select({ baseCurrency: contractsSettings.baseCurrency, renewalToleranceDays: contractsSettings.renewalToleranceDays })
    .from(contractsSettings)
    .where(eq(contractsSettings.workspaceId, ctx.workspace.id));
  return row ?? DEFAULT_LEDGER_SETTINGS;
}

/** Sets the settings of the workspace. */
export async function saveSettings(ctx: Ctx, settings: LedgerSettings): Promise<void> {
  const values = { ...settings, changedAt: ctx.now };
  await ctx.db
    .insert(contractsSettings)
    .values({ workspaceId: ctx.workspace.id, ...values })
    .onConflictDoUpdate({ target: contractsSettings.workspaceId, set: values });
}
