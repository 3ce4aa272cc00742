import { DEMO_SOURCE, DEMO_SOURCES } from '../../connectors/demo/demo-data.ts';
import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { RecordKind } from '../../kernel/record.ts';
import type { Ctx } from '../../platform/context.ts';
import type { RecordKeeper } from '../../platform/records/record-routes.ts';
import { archiveRecords } from '../../platform/records/save-records.ts';
import {
  type ImportedRecord,
  importedRecords,
  releaseRecords,
  removeRecords,
  removeUnusedFields,
  wordsBefore,
} from '../../platform/records/undo-records.ts';
import { audit } from '../access/commands.ts';
import { forgetAccount } from '../accounts/commands.ts';
import { forgetLedger } from '../contracts/commands.ts';
import { forgetSnapshots } from '../health/commands.ts';
import { forgetShadows } from '../lab/commands.ts';
import { forgetExtent } from '../metrics/commands.ts';
import { forgetTasks } from '../tasks/commands.ts';
import { countAgain, forgetMemory, forgetUsageOfAccount, takeBackUsers } from '../usage/commands.ts';
import { forgetWarnings } from '../warnings/commands.ts';
import type { undoImport } from './contract.ts';
import { IMPORT_KINDS } from './core/kinds.ts';
import { keeperOf } from './keepers.ts';
import { customKey } from './plan.ts';
import { recordsByIds } from './record-accounts.ts';
import { knownImport } from './report.ts';
import { changeImport } from './store.ts';
import { userImages } from './store-user-images.ts';
import type { ImportRun } from './tables.ts';

/** Records taken back in one transaction. */
const BATCH = 10_000;
/** Users taken back in one transaction: each is a condition of its own, and some thousands are more than the embedded engine bears. */
const USER_BATCH = 500;
/** What was left as it is, listed at most. */
const LISTED = 1000;

type Answer = OutputOf<typeof undoImport>;

/** What is being taken back, and what has become of it. */
interface Undoing {
  readonly ctx: Ctx;
  readonly run: ImportRun;
  readonly isDry: boolean;
  /** Takes what was changed since, too, and what people have added to customers that it made. */
  readonly wholly: boolean;
  readonly sum: { removed: number; restored: number; events: number; users: number; refusedTotal: number };
  readonly refused: Answer['refused'];
}

/**
 * Takes back what an import has written: records it made are gone, fields it changed are what they were, its events and users are gone. What
 * somebody has changed since stays as it is, and is listed. Works in steps; taken again it goes on where it stopped.
 *
 * @throws AppError('conflict') while the import runs, or when it has been taken back.
 */
export async function undo(ctx: Ctx, { importId, dryRun }: InputOf<typeof undoImport>): Promise<Answer> {
  return takeBack(ctx, importId, { isDry: dryRun, wholly: false });
}

/** Takes an import back: `wholly` with all that people have changed and added since. */
export async function takeBack(ctx: Ctx, importId: string, { isDry, wholly }: Pick<Undoing, 'isDry' | 'wholly'>): Promise<Answer> {
  const run = await knownImport(ctx, importId);
  if (run.state === 'waiting' || run.state === 'running' || run.state === 'cancelling')
    throw new AppError('conflict', 'The import runs.', { hint: 'Cancel it first.' });
  if (run.state === 'undone' || run.dryRun)
    throw new AppError('conflict', run.dryRun ? 'It was a dry run: nothing was kept.' : 'It has been taken back.');
  const sum = { removed: 0, restored: 0, events: 0, users: 0, refusedTotal: 0 };
  const undoing: Undoing = { ctx, run, isDry, wholly, sum, refused: [] };
  await undoEvents(undoing);
  await undoUsers(undoing);
  // From the right to the left, as they rest on each other: customers come last.
  for (const kind of [...IMPORT_KINDS].reverse()) await undoKind(undoing, kind);
  if (!isDry)
    await ctx.transaction(async (inside) => {
      await changeImport(inside, importId, { state: 'undone', undoneAt: inside.now, undoneBy: actorOf(inside.principal) });
      await audit(inside, { action: 'import.undone', subject: importId, before: null, after: { ...undoing.sum } });
    });
  return { ...undoing.sum, refused: undoing.refused };
}

function refuse({ sum, refused }: Undoing, kind: string, id: string, reason: string): void {
  sum.refusedTotal += 1;
  if (refused.length < LISTED) refused.push({ kind, id, reason });
}

/** Its events are those of its source that were recorded at its moments, which no other import of the source shares. */
async function undoEvents({ ctx, run, isDry, sum }: Undoing): Promise<void> {
  const events = (run.files.length > 0 ? run.files : [])
    .filter(({ entity }) => entity === 'events')
    .reduce((total, { imported }) => total + imported, 0);
  const told =
    run.progress?.filter(({ entity }) => entity === 'events').reduce((total, { counts }) => total + counts.imported, 0) ?? events;
  if (run.recorded === null || told === 0) return;
  sum.events = told;
  if (isDry) return;
  forgetMemory(ctx);
  sum.events = 0;
  for (const source of run.source === DEMO_SOURCE ? DEMO_SOURCES : [run.source]) {
    const erased = await ctx.events.erase(ctx.workspace.id, { brought: { source, recordedAt: run.recorded } });
    sum.events += erased.reduce((total, one) => total + one.events, 0);
    await ctx.transaction((inside) => countAgain(inside, new Map(erased.map(({ accountId, from }) => [accountId, from]))));
  }
}

async function undoUsers(undoing: Undoing): Promise<void> {
  const { ctx, run, isDry, sum } = undoing;
  const written = await userImages(ctx, run.id);
  sum.users = written.length;
  if (isDry || written.length === 0) return;
  for (let at = 0; at < written.length; at += USER_BATCH) {
    const changed = await takeBackUsers(ctx, written.slice(at, at + USER_BATCH));
    sum.users -= changed.length;
    for (const { userId } of changed) refuse(undoing, 'user', userId, 'Changed since.');
  }
}

async function undoKind(undoing: Undoing, kind: RecordKind): Promise<void> {
  const { ctx, run, isDry } = undoing;
  const keeper = keeperOf(kind.name);
  let after = '';
  for (;;) {
    const found = await importedRecords(ctx, kind, run.id, after, BATCH);
    if (found.length === 0) break;
    after = found.at(-1)?.id ?? after;
    const edited = undoing.wholly ? [] : found.filter(({ isEdited }) => isEdited);
    for (const { id } of edited) refuse(undoing, kind.name, id, 'Changed since.');
    const free = undoing.wholly ? found : found.filter(({ isEdited }) => !isEdited);
    if (isDry) countOnly(undoing, free);
    else await ctx.transaction((inside) => undoBatch(undoing, inside, keeper, free));
  }
  if (isDry) return;
  const keys = (run.mapping?.files ?? []).flatMap((file) =>
    'custom' in file && file.entity === kind.name ? Object.keys(file.custom ?? {}).map(customKey) : [],
  );
  await ctx.transaction((inside) => removeUnusedFields(inside, kind, keys, run.recorded ?? []));
}

function countOnly({ sum }: Undoing, free: readonly ImportedRecord[]): void {
  for (const { isCreated } of free) sum[isCreated ? 'removed' : 'restored'] += 1;
}

async function undoBatch(undoing: Undoing, inside: Ctx, keeper: RecordKeeper, free: readonly ImportedRecord[]): Promise<void> {
  const { run, sum } = undoing;
  const { kind } = keeper;
  const changed = await wordsBefore(
    inside,
    kind,
    run.id,
    free.flatMap(({ id, isCreated }) => (isCreated ? [] : [id])),
  );
  // Said once more, so that everything that follows from a record follows, and the history tells of it.
  const said = changed.filter(({ words, custom }) => Object.keys(words).length + Object.keys(custom).length > 0);
  await keeper.save(
    inside,
    said.map(({ id, words, custom }) => ({ id, words, custom })),
    null,
  );
  const binned = changed.filter(({ wasArchived }) => wasArchived).map(({ id }) => id);
  if (binned.length > 0) await keeper.moved?.(inside, await archiveRecords(inside, kind, binned, true));
  sum.restored += changed.length;
  const created = free.filter(({ isCreated }) => isCreated).map(({ id }) => id);
  if (kind.name === 'account') return removeCustomers(undoing, inside, created);
  const removed = await removeRecords(inside, kind, created);
  await keeper.moved?.(inside, removed);
  sum.removed += removed.length;
}

/** A customer goes with all that was judged of it; unless something that others brought rests on it. */
async function removeCustomers(undoing: Undoing, inside: Ctx, ids: readonly string[]): Promise<void> {
  const customers = await recordsByIds(inside, keeperOf('account').kind, ids);
  for (const [externalId, { accountId }] of customers) {
    if (accountId === null) continue;
    const rest = await restingOn(undoing, inside, accountId);
    if (rest !== null) {
      refuse(undoing, 'account', externalId, rest);
      continue;
    }
    await forgetShadows(inside, accountId);
    await forgetTasks(inside, accountId);
    await forgetWarnings(inside, accountId);
    await forgetSnapshots(inside, accountId);
    await forgetExtent(inside, accountId);
    await forgetLedger(inside, accountId);
    await forgetUsageOfAccount(inside, accountId, externalId);
    await forgetAccount(inside, accountId);
    undoing.sum.removed += 1;
  }
}

async function restingOn({ run, wholly }: Undoing, inside: Ctx, accountId: AccountId): Promise<string | null> {
  const records = await releaseRecords(inside, accountId, run.startedAt);
  if (records > 0 && !wholly) return `${records} records that came since belong to it.`;
  const { total } = await inside.events.find(inside.workspace.id, { accountId, limit: 1 });
  return total > 0 ? `${total} events that others brought are of it.` : null;
}
