import { and, eq, sql } from 'drizzle-orm';
import { actorOf } from '../../contract/actor.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import {
  contentAfter,
  LONGEST_ID,
  type RecordContent,
  type RecordKind,
  type RecordWords,
  type ValueChange,
  valueChanges,
  valueProblem,
} from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import { inChunks } from '../db/in-chunks.ts';
import { oneOf } from '../db/one-of.ts';
import { newId } from '../new-id.ts';
import { customCheck } from './custom-fields.ts';
import { recordChanges, records } from './tables.ts';

/** A record as it is kept. */
export interface StoredRecord {
  readonly id: string;
  readonly accountId: AccountId | null;
  readonly content: RecordContent;
  readonly custom: RecordContent;
  readonly version: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly importId: string | null;
  readonly archivedAt: Instant | null;
}

/** What somebody says about one record. */
export interface SaidRecord {
  readonly id: string;
  readonly words: RecordWords;
  readonly custom?: RecordWords;
  /** The customer it belongs to. Absent: as before. */
  readonly accountId?: AccountId | null;
  /** The version the speaker saw; another one refuses the change. Absent: whatever it is. */
  readonly version?: number;
}

/** What became of one record. `conflict` keeps what was there: a fact that says something else than before (settled 17). */
export interface SavedRecord {
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'conflict';
  readonly before: StoredRecord | null;
  /** What is kept now. */
  readonly after: StoredRecord;
}

/**
 * Creates records of a kind or changes the fields given, with the history of every field. Ids must differ. A record in the recycle bin
 * is taken out of it. Joins the open transaction, or opens one.
 *
 * @param said      One entry a record; the answer is in the same order.
 * @param importId  The import that says so, where it is one.
 * @throws          AppError('invalid-input') for a value that its field cannot hold; AppError('conflict') for another version than said.
 */
export function saveRecords(
  ctx: Ctx,
  kind: RecordKind,
  said: readonly SaidRecord[],
  importId: string | null = null,
): Promise<readonly SavedRecord[]> {
  for (const one of said) checkWords(kind, one);
  return ctx.transaction(async (inside) => {
    const read = await withCustomRead(inside, kind, said, importId);
    const known = await lockedById(
      inside,
      kind,
      said.map(({ id }) => id),
    );
    const saved = read.map((one) => outcomeOf(inside, kind, known.get(one.id) ?? null, one, importId));
    await insertRecords(
      inside,
      kind,
      saved.filter(({ outcome }) => outcome === 'created').map(({ after }) => after),
    );
    const changed = saved.filter(({ outcome }) => outcome === 'changed');
    await updateRecords(
      inside,
      kind,
      changed.map(({ after }) => after),
    );
    await keepChanges(
      inside,
      kind,
      changed.map(({ before, after }) => ({ id: after.id, changes: changesBetween(before, after) })),
      importId,
    );
    return saved;
  });
}

function checkWords(kind: RecordKind, { id, words }: SaidRecord): void {
  const issues = Object.entries(words).flatMap(([field, value]) => {
    const declared = Object.hasOwn(kind.fields, field) ? kind.fields[field] : undefined;
    if (declared === undefined) return [{ path: field, message: 'There is no such field.' }];
    if (value === null) return declared.required === true ? [{ path: field, message: 'Must not be empty.' }] : [];
    const problem = valueProblem(declared, value);
    return problem === null ? [] : [{ path: field, message: problem }];
  });
  if (id.trim() === '' || id.length > LONGEST_ID) issues.push({ path: 'id', message: `Must have 1 to ${LONGEST_ID} characters.` });
  const [first] = issues;
  if (first !== undefined) throw new AppError('invalid-input', `${kind.name} '${id}': ${first.path}. ${first.message}`, { issues });
}

/**
 * Values of custom fields in the types of their fields. A person is told what does not fit; a file's word is kept as it is, so that one cell
 * never stops the others.
 */
async function withCustomRead(
  ctx: Ctx,
  kind: RecordKind,
  said: readonly SaidRecord[],
  importId: string | null,
): Promise<readonly SaidRecord[]> {
  if (said.every(({ custom }) => custom === undefined || Object.keys(custom).length === 0)) return said;
  const check = await customCheck(ctx, kind.name);
  return said.map((one) => {
    if (one.custom === undefined) return one;
    const { words, issues } = check.read(one.custom);
    const [first] = issues;
    if (first !== undefined && importId === null)
      throw new AppError('invalid-input', `${kind.name} '${one.id}': ${first.path}. ${first.message}`, { issues });
    return { ...one, custom: words };
  });
}

function outcomeOf(ctx: Ctx, kind: RecordKind, before: StoredRecord | null, said: SaidRecord, importId: string | null): SavedRecord {
  if (said.version !== undefined && said.version !== (before?.version ?? 0))
    throw new AppError('conflict', `${kind.name} '${said.id}' was changed by somebody else.`, {
      hint: 'Look at what changed, then save again.',
    });
  if (before === null) {
    const created = newRecord(ctx, said, importId);
    const missing = Object.entries(kind.fields).find(([field, { required }]) => required === true && created.content[field] === undefined);
    if (missing !== undefined)
      throw new AppError('invalid-input', `${kind.name} '${said.id}' has no ${missing[0]}.`, {
        issues: [{ path: missing[0], message: 'Must not be empty.' }],
      });
    return { outcome: 'created', before, after: created };
  }
  const after: StoredRecord = {
    ...before,
    accountId: said.accountId === undefined ? before.accountId : said.accountId,
    content: contentAfter(before.content, said.words),
    custom: contentAfter(before.custom, said.custom ?? {}),
    version: before.version + 1,
    archivedAt: null,
  };
  if (after.accountId === before.accountId && changesBetween(before, after).length === 0)
    return { outcome: 'unchanged', before, after: before };
  if (kind.fact && importId !== null) return { outcome: 'conflict', before, after: before };
  return { outcome: 'changed', before, after };
}

function newRecord(ctx: Ctx, { id, words, custom, accountId }: SaidRecord, importId: string | null): StoredRecord {
  return {
    id,
    accountId: accountId ?? null,
    content: contentAfter({}, words),
    custom: contentAfter({}, custom ?? {}),
    version: 1,
    createdAt: ctx.now,
    createdBy: actorOf(ctx.principal),
    importId,
    archivedAt: null,
  };
}

function changesBetween(before: StoredRecord | null, after: StoredRecord): readonly ValueChange[] {
  const custom = valueChanges(before?.custom ?? {}, after.custom).map((change) => ({ ...change, field: `custom.${change.field}` }));
  const archived = (record: StoredRecord | null): boolean => record !== null && record.archivedAt !== null;
  return [
    ...valueChanges(before?.content ?? {}, after.content),
    ...custom,
    ...(archived(before) === archived(after) ? [] : [{ field: 'archived', from: archived(before), to: archived(after) }]),
  ];
}

/** Moves records into the recycle bin, or out of it again. Returns those that moved, as they are now. */
export function archiveRecords(ctx: Ctx, kind: RecordKind, ids: readonly string[], archived: boolean): Promise<readonly StoredRecord[]> {
  return ctx.transaction(async (inside) => {
    const known = await lockedById(inside, kind, ids);
    const moved = [...known.values()]
      .filter(({ archivedAt }) => (archivedAt !== null) !== archived)
      .map((before) => ({ before, after: { ...before, version: before.version + 1, archivedAt: archived ? inside.now : null } }));
    await updateRecords(
      inside,
      kind,
      moved.map(({ after }) => after),
    );
    await keepChanges(
      inside,
      kind,
      moved.map(({ before, after }) => ({ id: after.id, changes: changesBetween(before, after) })),
      null,
    );
    return moved.map(({ after }) => after);
  });
}

/** What is said of a thing that is kept elsewhere, while its profile, version and history are a record. */
export interface TrackedChange {
  readonly id: string;
  readonly accountId: AccountId;
  /** Empty for one that is new. */
  readonly changes: readonly ValueChange[];
}

/** Notes changes of things whose fields are kept elsewhere: new ones get an empty record, the others a new version and their history. */
export async function trackRecords(ctx: Ctx, kind: RecordKind, tracked: readonly TrackedChange[], importId: string | null): Promise<void> {
  const known = await lockedById(
    ctx,
    kind,
    tracked.map(({ id }) => id),
  );
  const created = tracked
    .filter(({ id }) => !known.has(id))
    .map(({ id, accountId }) => newRecord(ctx, { id, words: {}, accountId }, importId));
  await insertRecords(ctx, kind, created);
  const changed = tracked.filter(({ changes }) => changes.length > 0);
  const next = changed.flatMap(({ id }) => {
    const before = known.get(id);
    return before === undefined ? [] : [{ ...before, version: before.version + 1 }];
  });
  await updateRecords(ctx, kind, next);
  await keepChanges(ctx, kind, changed, importId);
}

async function lockedById(ctx: Ctx, kind: RecordKind, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  for (const some of inChunks([...new Set(ids)].sort())) {
    const rows = await ctx.db
      .select(STORED)
      .from(records)
      .where(and(eq(records.workspaceId, ctx.workspace.id), eq(records.kind, kind.name), oneOf(records.id, some)))
      .orderBy(records.id)
      .for('update');
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** The columns of a record as it is kept. */
export const STORED = {
  id: records.id,
  accountId: records.accountId,
  content: records.content,
  custom: records.custom,
  version: records.version,
  createdAt: records.createdAt,
  createdBy: records.createdBy,
  importId: records.importId,
  archivedAt: records.archivedAt,
};

const COLUMNS = sql`id text, account_id text, content jsonb, custom jsonb, version integer, created_at bigint, created_by text, import_id text, archived_at bigint`;

function asRows(some: readonly StoredRecord[]): string {
  return JSON.stringify(
    some.map((one) => ({
      id: one.id,
      account_id: one.accountId,
      content: one.content,
      custom: one.custom,
      version: one.version,
      created_at: one.createdAt,
      created_by: one.createdBy,
      import_id: one.importId,
      archived_at: one.archivedAt,
    })),
  );
}

async function insertRecords(ctx: Ctx, kind: RecordKind, created: readonly StoredRecord[]): Promise<void> {
  for (const some of inChunks(created))
    await ctx.db.execute(sql`
      insert into ${records}
        (workspace_id, kind, id, account_id, content, custom, version, created_at, created_by, import_id, archived_at)
      select ${ctx.workspace.id}, ${kind.name}, id, account_id, content, custom, version, created_at, created_by, import_id, archived_at
      from json_to_recordset(${asRows(some)}::json) as row(${COLUMNS})`);
}

async function updateRecords(ctx: Ctx, kind: RecordKind, changed: readonly StoredRecord[]): Promise<void> {
  for (const some of inChunks(changed))
    await ctx.db.execute(sql`
      update ${records} as kept
      set account_id = row.account_id, content = row.content, custom = row.custom, version = row.version, archived_at = row.archived_at
      from json_to_recordset(${asRows(some)}::json) as row(${COLUMNS})
      where kept.workspace_id = ${ctx.workspace.id} and kept.kind = ${kind.name} and kept.id = row.id`);
}

async function keepChanges(
  ctx: Ctx,
  kind: RecordKind,
  changed: readonly { readonly id: string; readonly changes: readonly ValueChange[] }[],
  importId: string | null,
): Promise<void> {
  const rows = changed.flatMap(({ id, changes }) =>
    changes.map(({ field, from, to }) => ({
      workspaceId: ctx.workspace.id,
      id: newId('chg'),
      kind: kind.name,
      recordId: id,
      field,
      oldValue: from,
      newValue: to,
      changedAt: ctx.now,
      changedBy: actorOf(ctx.principal),
      importId,
    })),
  );
  for (const some of inChunks(rows)) await ctx.db.insert(recordChanges).values(some);
}
