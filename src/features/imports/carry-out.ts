import { AppError } from '../../kernel/errors.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { judgeJob } from '../metrics/contract.ts';
import { countAtTheEnd } from '../usage/commands.ts';
import { KIND_NAMES } from './core/kinds.ts';
import { tableLabel } from './core/table-label.ts';
import { importEvents } from './import-events.ts';
import { importRecords } from './import-records.ts';
import { importUsers } from './import-users.ts';
import type { EventsPlan, Plan, RecordsPlan, UsersPlan } from './plan.ts';
import { CancelledError, type FileProgress, type Run } from './run.ts';
import { changeImport, keepRejects, rejectsOf, stateOf } from './store.ts';
import { type FileReport, LISTED } from './tally.ts';

/** Rows that were not taken and are kept one by one; all are counted. */
const REJECTS = 100_000;

/** What is to be carried out. */
export interface Order {
  readonly id: string;
  readonly asOf: Day;
  readonly isDry: boolean;
  readonly plans: readonly Plan[];
  /** How far an earlier start has come; empty for the first one. */
  readonly progress: readonly FileProgress[];
  /** Told whenever it has come further. */
  readonly onProgress?: ((progress: readonly FileProgress[]) => void) | undefined;
}

/**
 * Carries out an import: records kind by kind, customers first, then users, then events, each kind by (file name, line), so that the same
 * files give the same result in any order (settled 17). A second run changes nothing.
 *
 * @returns What became of each file. `problem` says why it ended before its end; what was written by then stays.
 */
export async function carryOut(
  ctx: Ctx,
  order: Order,
): Promise<{
  readonly state: 'finished' | 'cancelled' | 'failed';
  readonly problem: string | null;
  readonly files: readonly FileReport[];
  readonly error: unknown;
}> {
  const { plans, asOf, isDry } = order;
  const positions = positionsOf(plans, order.progress);
  const run = runOf(ctx, order, positions);
  const ended = await (isDry ? writeAll(run, plans) : countAtTheEnd(ctx, asOf, () => writeAll(run, plans))).then(
    () => ({ state: 'finished' as const, problem: null, error: null }),
    (error: unknown) =>
      error instanceof CancelledError
        ? { state: 'cancelled' as const, problem: null, error }
        : { state: 'failed' as const, problem: problemOf(error), error },
  );
  // Customers without a single event are judged too; history is not.
  if (asOf === ctx.today && !isDry) ctx.requestJob(judgeJob);
  noteTables(plans);
  await ctx.transaction((inside) => flush(inside, order, positions));
  const files: FileReport[] = [];
  for (const [index, { tally }] of plans.entries())
    files.push(tally.report(await ctx.transaction((inside) => rejectsOf(inside, order.id, index, LISTED))));
  return { ...ended, files };
}

/** What was found while reading. Sheets that another mapping of this import reads are not left out. */
function noteTables(plans: readonly Plan[]): void {
  const read = new Set(plans.map(({ table: { name, format } }) => tableLabel(name, format.sheet)));
  for (const { table, tally } of plans)
    for (const { code, count, about } of table.notes())
      if (code !== 'more-sheets' || !read.has(tableLabel(table.name, about))) tally.note(code, null, about, count);
}

function problemOf(error: unknown): string {
  return error instanceof AppError || error instanceof Error ? error.message.slice(0, 500) : String(error);
}

interface Position {
  readonly rows: number;
  readonly bytes: number;
}

function positionsOf(plans: readonly Plan[], progress: readonly FileProgress[]): Map<Plan, Position> {
  return new Map(plans.map((plan, index) => [plan, { rows: progress[index]?.rows ?? 0, bytes: progress[index]?.bytes ?? 0 }]));
}

function runOf(ctx: Ctx, order: Order, positions: Map<Plan, Position>): Run {
  const { plans, progress, isDry } = order;
  for (const [index, { tally }] of plans.entries()) {
    const before = progress[index];
    if (before !== undefined) tally.restore(before);
  }
  let hasNews = false;
  const write = async (inside: Ctx): Promise<void> => {
    await flush(inside, order, positions);
    hasNews = false;
  };
  return {
    ctx,
    id: order.id,
    asOf: order.asOf,
    isDry,
    done: new Map([...positions].map(([plan, { rows }]) => [plan, rows])),
    told: { accounts: new Set(), accountOf: new Map() },
    async keep(inside, plan, until, bytes) {
      positions.set(plan, { rows: until, bytes });
      hasNews = true;
      if (!isDry) await write(inside);
    },
    async goesOn() {
      if (isDry && hasNews) await ctx.transaction(write);
      if ((await stateOf(ctx, order.id)) === 'cancelling') throw new CancelledError();
    },
  };
}

/** Keeps how far the import has come, and the rows that were not taken since the last time. */
async function flush(ctx: Ctx, { id, plans, onProgress }: Order, positions: ReadonlyMap<Plan, Position>): Promise<void> {
  for (const [file, { tally }] of plans.entries()) {
    const fresh = tally.takeRejects();
    const before = tally.state().counts.rejected - fresh.length;
    const kept = fresh.map((rejection, index) => ({ ...rejection, file, number: before + index })).filter(({ number }) => number < REJECTS);
    if (kept.length > 0) await keepRejects(ctx, id, kept);
  }
  const progress = plans.map((plan): FileProgress => {
    const { rows = 0, bytes = 0 } = positions.get(plan) ?? {};
    const { file, entity } = plan.tally;
    return { file, entity, rows, bytes, ofBytes: plan.table.bytes, ...plan.tally.state() };
  });
  await changeImport(ctx, id, { progress });
  onProgress?.(progress);
}

async function writeAll(run: Run, plans: readonly Plan[]): Promise<void> {
  const inOrder = plans.toSorted((a, b) => (a.table.name < b.table.name ? -1 : a.table.name > b.table.name ? 1 : 0));
  const records = inOrder.filter((plan): plan is RecordsPlan => plan.entity === 'record');
  for (const name of KIND_NAMES) {
    const ofKind = records.filter(({ reading }) => reading.kind.name === name);
    if (ofKind.length > 0) await importRecords(run, ofKind);
  }
  await importUsers(
    run,
    inOrder.filter((plan): plan is UsersPlan => plan.entity === 'users'),
  );
  await importEvents(
    run,
    inOrder.filter((plan): plan is EventsPlan => plan.entity === 'events'),
  );
}
