import type { SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { historySchema, RecordOperations } from '../../contract/record-operations.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent, RecordKind, RecordWords } from '../../kernel/record.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { type Route, route } from '../module.ts';
import { countOfRecords, historyOfRecord, pageOfRecords, RECORD_ACCOUNT, recordById } from './read-records.ts';
import { archiveRecords, type SaidRecord, type SavedRecord, type StoredRecord } from './save-records.ts';

/** Saves records of a kind with all that follows from it. Features hand it to imports through their `commands.ts`. */
export interface RecordKeeper {
  readonly kind: RecordKind;
  /** Like `saveRecords`; finds the customers that the records name. */
  save(ctx: Ctx, said: readonly SaidRecord[], importId: string | null): Promise<readonly SavedRecord[]>;
  /** What else changes when records go into the recycle bin, come back, or are taken back with an import. */
  moved?(ctx: Ctx, records: readonly StoredRecord[]): Promise<void>;
}

/** What records need to know about customers, handed in by the feature that has them. */
export interface CustomersOfRecords {
  /** A condition: the customer in this column may be seen by the caller. */
  readonly visible: (ctx: Ctx, column: typeof RECORD_ACCOUNT) => SQL | undefined;
  /** @throws AppError('account-unknown') when there is none that the caller may see. */
  readonly byExternalId: (ctx: Ctx, externalId: string) => Promise<AccountId>;
  readonly names: (ctx: Ctx, ids: readonly AccountId[]) => Promise<ReadonlyMap<AccountId, { externalId: string; name: string }>>;
}

/** Binds the six operations of a kind. */
export function recordRoutes(operations: RecordOperations, keeper: RecordKeeper, customers: CustomersOfRecords): readonly Route[] {
  const { kind } = keeper;
  // A product or a rate is of no customer: everybody sees it.
  const visible = (ctx: Ctx): { visible?: SQL | undefined } =>
    kind.fields.account === undefined ? {} : { visible: customers.visible(ctx, RECORD_ACCOUNT) };
  const seen = async (ctx: Ctx, id: string): Promise<StoredRecord> => {
    const found = await recordById(ctx, kind, id, visible(ctx));
    if (found === null) throw new AppError('not-found', `There is no ${kind.name} '${id}'.`);
    return found;
  };
  const answers = async (ctx: Ctx, stored: readonly StoredRecord[]) => {
    const names = await customers.names(ctx, [...new Set(stored.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])))]);
    return stored.map((record) => answerOf(record, record.accountId === null ? null : (names.get(record.accountId) ?? null)));
  };
  const answer = async (ctx: Ctx, id: string) => {
    const stored = await recordById(ctx, kind, id);
    const [one] = stored === null ? [] : await answers(ctx, [stored]);
    if (one === undefined) throw new AppError('not-found', `There is no ${kind.name} '${id}'.`);
    return one;
  };
  const move = async (ctx: Ctx, id: string, archived: boolean) => {
    await seen(ctx, id);
    const moved = await archiveRecords(ctx, kind, [id], archived);
    await keeper.moved?.(ctx, moved);
    return answer(ctx, id);
  };
  return [
    route(operations.list, async (ctx, { account, search, archived, after, limit }) => {
      const accountId = account === undefined ? undefined : await customers.byExternalId(ctx, account);
      const filter = { ...visible(ctx), accountId, search, archived: archived === 'true' };
      const found = await pageOfRecords(ctx, kind, { ...filter, after }, limit + 1);
      const shown = found.slice(0, limit);
      return {
        records: await answers(ctx, shown),
        next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
        total: await countOfRecords(ctx, kind, filter),
      };
    }),
    route(operations.get, async (ctx, { id }) => {
      await seen(ctx, id);
      return answer(ctx, id);
    }),
    route(operations.save, async (ctx, { id, fields, custom, version }) => {
      // Of a record that is there, but not among those the caller may see, nothing is told.
      const before = await recordById(ctx, kind, id);
      if (before !== null) await seen(ctx, id);
      const words = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as RecordWords;
      if (typeof words.account === 'string') await customers.byExternalId(ctx, words.account);
      const said: SaidRecord = { id, words, ...(custom === undefined ? {} : { custom }), ...(version === undefined ? {} : { version }) };
      await keeper.save(ctx, [said], null);
      return answer(ctx, id);
    }),
    route(operations.archive, (ctx, { id }) => move(ctx, id, true)),
    route(operations.restore, (ctx, { id }) => move(ctx, id, false)),
    route(operations.history, async (ctx, { id, limit }) => historyAnswer(ctx, kind, await seen(ctx, id), limit)),
  ];
}

/** The history of a record as it is answered. */
export async function historyAnswer(
  ctx: Ctx,
  kind: RecordKind,
  record: StoredRecord,
  limit: number,
): Promise<z.output<typeof historySchema>> {
  const changes = await historyOfRecord(ctx, kind, record.id, limit);
  return {
    created: { at: formatInstant(record.createdAt), by: record.createdBy, importId: record.importId },
    changes: changes.map(({ field, from, to, changedAt, changedBy, importId }) => ({
      field,
      from: plainValue(from),
      to: plainValue(to),
      at: formatInstant(changedAt),
      by: changedBy,
      importId,
    })),
  };
}

/** The values of a record as they are answered. */
export function plainValues(values: RecordContent): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainValue(value) ?? '']));
}

function answerOf(record: StoredRecord, account: { externalId: string; name: string } | null) {
  const { id, content, custom, version, createdAt, createdBy, archivedAt } = record;
  return {
    id,
    account,
    fields: plainValues(content),
    custom: plainValues(custom),
    version,
    createdAt: formatInstant(createdAt),
    createdBy,
    archivedAt: archivedAt === null ? null : formatInstant(archivedAt),
  };
}

function plainValue(value: FieldValue | null): string | number | boolean | string[] | null {
  return typeof value === 'object' && value !== null ? [...value] : value;
}
