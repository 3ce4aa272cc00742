import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { FieldValue, RecordKind, RecordWords } from '../../kernel/record.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { SaidRecord, SavedRecord, StoredRecord } from '../../platform/records/save-records.ts';
import { ownerFromImport } from '../access/commands.ts';
import { ensureCustomField, noteSeen } from '../accounts/commands.ts';
import { type Batch, batches, inTurn, type ReadRow, tellRefused } from './batches.ts';
import { type RecordRow, recordRow } from './core/record-rows.ts';
import { cut, type FirstKept, type Firsts, firstKept, rejectClashes } from './first-kept.ts';
import type { RecordsPlan } from './plan.ts';
import { recordsByIds } from './record-accounts.ts';
import { rowKeys } from './row-keys.ts';
import { attempt, doneOf, type Run, step } from './run.ts';

/** Records written in one transaction. */
const BATCH = 10_000;

/** A row with the id it goes by. */
interface Told {
  readonly id: string;
  readonly row: RecordRow;
}

/** Writes the records of all files of one kind. */
export async function importRecords(run: Run, plans: readonly RecordsPlan[]): Promise<void> {
  const first = firstKept<Told>(
    ({ id }) => id,
    ({ id, row: { words, custom } }) => ({ id, ...words, ...custom }),
  );
  for (const plan of plans) {
    await step(run, (inside) => ensureFields(inside, plan));
    await importFile(run, plan, first);
  }
}

/** Makes the custom fields that the mapping names. */
async function ensureFields(ctx: Ctx, { reading: { kind, custom } }: RecordsPlan): Promise<void> {
  // Words of a choice are not known before all have been read: they are text.
  for (const { key, column, type } of custom)
    await ensureCustomField(ctx, { kind: kind.name, key, label: column.slice(0, 80), type: type === 'choice' ? 'text' : type });
}

async function importFile(run: Run, plan: RecordsPlan, first: FirstKept<Told>): Promise<void> {
  const { reading, source, table } = plan;
  const keyOf = rowKeys(`${source}\n${reading.kind.name}`);
  const done = doneOf(run, plan);
  await inTurn(
    batches(table, { size: BATCH, done }, (row) => recordRow(row, reading)),
    (batch) => {
      const told = batch.rows.map((read) => ({ ...read, row: { id: read.row.id ?? keyOf(read.cells), row: read.row } }));
      const taken = first.take(told, table.name);
      return batch.until <= done ? null : () => saveBatch(run, plan, first, { batch, taken });
    },
  );
}

interface Taken {
  readonly batch: Batch<RecordRow>;
  readonly taken: Firsts<Told>;
}

async function saveBatch(run: Run, plan: RecordsPlan, first: FirstKept<Told>, { batch, taken }: Taken): Promise<void> {
  const { keeper, tally } = plan;
  const { kept, duplicates, clashes } = taken;
  await step(run, async (inside) => {
    tellRefused(batch, tally);
    tally.duplicate(duplicates);
    const saved = await saveAll(inside, run, plan, kept);
    for (const [index, read] of kept.entries()) count(run, plan, read, saved[index] ?? null);
    const lost = clashes.filter(({ key }) => first.textOf(key) === null).map(({ key }) => key);
    const found = lost.length === 0 ? null : await recordsByIds(inside, keeper.kind, lost);
    rejectClashes(clashes, (key) => first.textOf(key) ?? contentOf(found?.get(key)), tally);
    remember(run, keeper.kind, kept);
    await run.keep(inside, plan, batch.until, batch.bytes);
  });
}

function contentOf(record: StoredRecord | undefined): string | null {
  return record === undefined ? null : JSON.stringify({ id: record.id, ...record.content, ...record.custom });
}

/** In a dry run later files ask for what these rows would have made. */
function remember({ isDry, told }: Run, { name }: RecordKind, kept: readonly ReadRow<Told>[]): void {
  if (!isDry) return;
  const owners = told.accountOf.get(name) ?? new Map<string, string>();
  for (const { row } of kept) {
    if (name === 'account') told.accounts.add(row.id);
    const { account } = row.row.words;
    if (typeof account === 'string') owners.set(row.id, account);
  }
  told.accountOf.set(name, owners);
}

/** Saves rows together; where one of them is refused, by halves, so that it alone is rejected. */
async function saveAll(ctx: Ctx, run: Run, plan: RecordsPlan, kept: readonly ReadRow<Told>[]): Promise<readonly (SavedRecord | null)[]> {
  if (kept.length === 0) return [];
  try {
    return await attempt(ctx, async (inside) => {
      const said = await saidOf(inside, plan.keeper.kind, kept);
      const saved = await plan.keeper.save(inside, said, run.id);
      if (plan.keeper.kind.name === 'account') await seenOn(inside, run.asOf, saved, said);
      return saved;
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    if (kept.length === 1) {
      const [issue] = error.issues;
      plan.tally.reject({
        line: kept[0]?.line ?? 0,
        column: columnOf(plan, issue?.path),
        value: cut(JSON.stringify(kept[0]?.row.row.words ?? {})),
        reason: issue?.message ?? error.message,
      });
      return [null];
    }
    const middle = Math.ceil(kept.length / 2);
    return [...(await saveAll(ctx, run, plan, kept.slice(0, middle))), ...(await saveAll(ctx, run, plan, kept.slice(middle)))];
  }
}

function columnOf({ reading }: RecordsPlan, path: string | undefined): string | null {
  const source = path === undefined ? undefined : reading.bound.fields[path];
  return source === undefined || source.index === null ? null : source.column;
}

async function saidOf(ctx: Ctx, kind: RecordKind, kept: readonly ReadRow<Told>[]): Promise<readonly SaidRecord[]> {
  const people = await peopleIn(ctx, kind, kept);
  return kept.map(({ row: { id, row } }): SaidRecord => {
    const words = people === null ? row.words : withPeople(kind, row.words, people);
    return { id, words, ...(row.custom === undefined ? {} : { custom: row.custom }) };
  });
}

/** The people that rows name; null where the kind names none. The owner of a customer is found by its own keeper. */
async function peopleIn(ctx: Ctx, kind: RecordKind, kept: readonly ReadRow<Told>[]): Promise<ReadonlyMap<string, PersonId> | null> {
  const fields = kind.name === 'account' ? [] : Object.keys(kind.fields).filter((field) => kind.fields[field]?.type === 'person');
  if (fields.length === 0) return null;
  const names = new Set(kept.flatMap(({ row }) => fields.map((field) => row.row.words[field]).filter((name) => typeof name === 'string')));
  const people = new Map<string, PersonId>();
  for (const name of names) people.set(name, await ownerFromImport(ctx, name));
  return people;
}

function withPeople(kind: RecordKind, words: RecordWords, people: ReadonlyMap<string, PersonId>): RecordWords {
  return Object.fromEntries(
    Object.entries(words).map(([field, value]): [string, FieldValue | null] => [
      field,
      kind.fields[field]?.type === 'person' && typeof value === 'string' ? (people.get(value) ?? value) : value,
    ]),
  );
}

/** A customer nobody gave a first day was seen at the latest on the day the import is for. */
async function seenOn(ctx: Ctx, asOf: Day, saved: readonly SavedRecord[], said: readonly SaidRecord[]): Promise<void> {
  if (asOf >= ctx.today) return;
  const seen = saved.flatMap(({ after }, index): [AccountId, Day][] =>
    after.accountId === null || typeof said[index]?.words.startsOn === 'string' ? [] : [[after.accountId, asOf]],
  );
  await noteSeen(ctx, new Map(seen));
}

function count(
  { told }: Run,
  { keeper: { kind }, tally }: RecordsPlan,
  { line, row: { row } }: ReadRow<Told>,
  saved: SavedRecord | null,
): void {
  if (saved === null) return;
  switch (saved.outcome) {
    case 'created':
    case 'changed':
      tally.imported(1);
      break;
    case 'unchanged':
      tally.unchanged(1);
      break;
    case 'conflict': {
      const kept = cut(JSON.stringify({ ...saved.after.content, ...saved.after.custom }));
      const value = cut(JSON.stringify({ ...row.words, ...row.custom }));
      const reason = `This id was kept with another content before, and facts are never overwritten. It says: ${kept}`;
      tally.reject({ line, column: null, value, reason });
      return;
    }
  }
  for (const { code, column, value } of row.notes ?? []) tally.note(code, column, value);
  const { account } = saved.after.content;
  if (kind.fields.account !== undefined && saved.after.accountId === null && typeof account === 'string' && !told.accounts.has(account))
    tally.note('unknown-customer', 'account', account);
}
