import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent, RecordKind } from '../../kernel/record.ts';
import { formatInstant, parseInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventPlace, UsageEvent } from '../../platform/events/port.ts';
import { customFieldsOf } from '../../platform/records/custom-fields.ts';
import { pageOfRecords, RECORD_ACCOUNT } from '../../platform/records/read-records.ts';
import type { StoredRecord } from '../../platform/records/save-records.ts';
import { ownerOf, personHandles, visibleAccounts } from '../access/reads.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { accountRecords } from '../accounts/reads.ts';
import type { LedgerEntry } from '../contracts/core/movement.ts';
import { ledgerEntriesOf, ledgerState } from '../contracts/reads.ts';
import { RECORD_KINDS } from '../quality/core/references.ts';
import { toldUsers } from '../usage/reads.ts';
import { moneyFields, personFields } from './core/entities.ts';
import { inForce } from './core/ledger-in-force.ts';
import type { ExportRow, ExportValue, Reader } from './core/row-text.ts';
import { judgementRows } from './judgement-rows.ts';

/** Records, customers and events that are in memory at once. */
const [PAGE, CUSTOMERS, EVENTS] = [500, 200, 5000];

/** Rows of what is exported under a name, in a stable order: by id, users and events by customer. Only what the caller may see. */
export function rowsOf(ctx: Ctx, entity: string, reader: Reader): AsyncIterable<ExportRow> {
  if (entity === accountKind.name) return accountRows(ctx, reader);
  if (entity === 'user') return userRows(ctx);
  if (entity === 'custom-field') return customFieldRows(ctx);
  if (entity === 'movement') return movementRows(ctx, reader);
  if (entity === 'event') return eventRows(ctx, reader);
  const kind = RECORD_KINDS.find(({ name }) => name === entity);
  if (kind !== undefined) return recordRows(ctx, kind, reader);
  return judgementRows(ctx, entity, reader, () => customerPages(ctx)) ?? nothing();
}

async function* nothing(): AsyncGenerator<ExportRow> {}

async function* customFieldRows(ctx: Ctx): AsyncGenerator<ExportRow> {
  for (const { kind, key, label, type, choices, archivedAt } of await customFieldsOf(ctx, null))
    if (archivedAt === null) yield { id: `${kind}.${key}`, kind, key, label, type, ...(choices.length === 0 ? {} : { choices }) };
}

async function* recordPages(ctx: Ctx, kind: RecordKind, size: number): AsyncGenerator<readonly StoredRecord[]> {
  const ofCustomers = kind === accountKind || kind.fields.account !== undefined;
  const visible = ofCustomers ? { visible: visibleAccounts(ctx, RECORD_ACCOUNT) } : {};
  let after: string | undefined;
  for (;;) {
    const page = await pageOfRecords(ctx, kind, { ...visible, after }, size);
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page.at(-1)?.id;
  }
}

async function* recordRows(ctx: Ctx, kind: RecordKind, reader: Reader): AsyncGenerator<ExportRow> {
  for await (const page of recordPages(ctx, kind, PAGE)) yield* await rowsOfRecords(ctx, kind, page, reader);
}

async function* accountRows(ctx: Ctx, reader: Reader): AsyncGenerator<ExportRow> {
  for await (const page of recordPages(ctx, accountKind, CUSTOMERS)) {
    const ids = page.map(({ id }) => id);
    const records = await accountRecords(ctx, ids);
    const owners = await ownerOf(
      ctx,
      page.flatMap(({ accountId }) => accountId ?? []),
    );
    const owned = ids.flatMap((id) => {
      const record = records.get(id);
      if (record === undefined) return [];
      const owner = record.accountId === null ? undefined : owners.get(record.accountId);
      return [owner === undefined ? record : { ...record, content: { ...record.content, owner: owner.personId } }];
    });
    yield* await rowsOfRecords(ctx, accountKind, owned, reader);
  }
}

async function rowsOfRecords(ctx: Ctx, kind: RecordKind, records: readonly StoredRecord[], reader: Reader): Promise<ExportRow[]> {
  const people = personFields(kind);
  const named = records.flatMap(({ content }) => people.flatMap((field) => (typeof content[field] === 'string' ? [content[field]] : [])));
  const handles = await personHandles(ctx, named as PersonId[]);
  const baseCurrency = moneyFields(kind).length === 0 ? '' : (await ledgerState(ctx)).settings.baseCurrency;
  return records.map(({ id, content, custom, version, createdAt, createdBy, importId }) => ({
    id,
    ...valuesOf(content),
    ...momentsOf(kind, content),
    ...Object.fromEntries(people.flatMap((field) => handleOf(handles, field, content))),
    ...Object.fromEntries(Object.entries(valuesOf(custom)).map(([key, value]) => [`custom.${key}`, value])),
    ...currencyOf(kind, content, baseCurrency),
    ...(reader === 'programs' ? {} : { recordedAt: formatInstant(createdAt), recordedBy: createdBy, importId, version }),
  }));
}

function valuesOf(content: RecordContent): Record<string, ExportValue> {
  return Object.fromEntries(Object.entries(content).map(([name, value]: [string, FieldValue]) => [name, value]));
}

/** One moment is one text, however it was written. */
function momentsOf(kind: RecordKind, content: RecordContent): Record<string, ExportValue> {
  return Object.fromEntries(
    Object.entries(kind.fields).flatMap(([field, { type }]) => {
      const said = content[field];
      const at = type === 'moment' && typeof said === 'string' ? parseInstant(said) : null;
      return at === null ? [] : [[field, formatInstant(at)]];
    }),
  );
}

function handleOf(handles: ReadonlyMap<PersonId, string>, field: string, content: RecordContent): [string, string][] {
  const said = content[field];
  return typeof said === 'string' ? [[field, handles.get(said as PersonId) ?? said]] : [];
}

/** An amount without its currency says nothing outside. */
function currencyOf(kind: RecordKind, content: RecordContent, baseCurrency: string): Record<string, ExportValue> {
  const isMoney = moneyFields(kind).some((field) => content[field] !== undefined);
  return isMoney && content.currency === undefined ? { currency: baseCurrency } : {};
}

/** Customers in the order of their external ids, some at a time. */
async function* customerPages(ctx: Ctx): AsyncGenerator<ReadonlyMap<AccountId, string>> {
  for await (const page of recordPages(ctx, accountKind, CUSTOMERS))
    yield new Map(page.flatMap(({ id, accountId }) => (accountId === null ? [] : [[accountId, id] as const])));
}

async function* userRows(ctx: Ctx): AsyncGenerator<ExportRow> {
  for await (const customers of customerPages(ctx)) {
    const users = await toldUsers(ctx, [...customers.keys()]);
    for (const [accountId, account] of customers)
      for (const { userId, createdOn, disabledOn } of users.filter((user) => user.accountId === accountId))
        yield {
          id: userId,
          account,
          ...(createdOn === null ? {} : { createdOn }),
          ...(disabledOn === null ? {} : { disabledOn }),
        };
  }
}

async function* movementRows(ctx: Ctx, reader: Reader): AsyncGenerator<ExportRow> {
  for await (const customers of customerPages(ctx)) {
    const entries = await ledgerEntriesOf(ctx, [...customers.keys()]);
    for (const [accountId, account] of customers) {
      const own = entries.filter((entry) => entry.accountId === accountId);
      // What was taken back says nothing any more about the facts; people see both, with their numbers.
      for (const entry of reader === 'programs' ? inForce(own) : own) yield movementRow(entry, account, reader);
    }
  }
}

function movementRow(entry: LedgerEntry, account: string, reader: Reader): ExportRow {
  const { lineId, contractId, day, type, secondSale, amountMinor, currency, trial, other, origin, note } = entry;
  return {
    ...{ account, day, type, amountMinor, currency, trial, origin },
    ...(lineId === null ? {} : { line: lineId }),
    ...(contractId === null ? {} : { contract: contractId }),
    ...(secondSale === null ? {} : { secondSale }),
    ...(other === null ? {} : { otherLine: other }),
    ...(note === null ? {} : { note }),
    ...(reader === 'programs'
      ? {}
      : {
          number: entry.number,
          reverses: entry.reverses,
          recordedAt: formatInstant(entry.recordedAt),
          recordedBy: entry.recordedBy,
          importId: entry.importId,
        }),
  };
}

async function* eventRows(ctx: Ctx, reader: Reader): AsyncGenerator<ExportRow> {
  for await (const customers of customerPages(ctx)) {
    let after: EventPlace | null = null;
    for (;;) {
      const events: readonly UsageEvent[] = await ctx.events.inOrder(ctx.workspace.id, [...customers.keys()], after, EVENTS);
      for (const event of events) yield eventRow(event, customers.get(event.accountId) ?? '', reader);
      after = events.at(-1) ?? null;
      if (events.length < EVENTS) break;
    }
  }
}

function eventRow(event: UsageEvent, account: string, reader: Reader): ExportRow {
  const { messageId, userId, name, kind, module, client, seconds, source, occurredAt, excluded, properties, recordedAt } = event;
  return {
    ...{ id: messageId, account, name, kind, source, excluded, occurredAt: formatInstant(occurredAt) },
    ...(userId === null ? {} : { user: userId }),
    ...(module === null ? {} : { module }),
    ...(client === null ? {} : { client }),
    ...(seconds === 0 ? {} : { seconds }),
    ...propertiesOf(properties),
    ...(reader === 'programs' ? {} : { recordedAt: formatInstant(recordedAt) }),
  };
}

/** As sent. `$call` is a note of ours: which call it came by. */
function propertiesOf(text: string): { properties?: ExportRow } {
  if (text === '') return {};
  const { $call: _, ...properties } = JSON.parse(text) as ExportRow & { $call?: ExportValue };
  return Object.keys(properties).length === 0 ? {} : { properties };
}
