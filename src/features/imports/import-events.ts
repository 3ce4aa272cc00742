import { type NewEvent, recordEvents } from '../usage/commands.ts';
import { type Batch, batches, inTurn, type ReadRow, tellRefused } from './batches.ts';
import { type EventRow, eventRow } from './core/event-rows.ts';
import { cut } from './first-kept.ts';
import { knownAccounts } from './known-accounts.ts';
import type { EventsPlan } from './plan.ts';
import { rowKeys } from './row-keys.ts';
import { doneOf, type Run, step } from './run.ts';

/** Events that share a commit of the event log. */
const BATCH = 5000;
/** Rows after which it is kept how far the import has come. */
const NOTED = 20_000;

type Outcome = Awaited<ReturnType<typeof recordEvents>>[number];
type EventBatch = Batch<EventRow>;

/** Keeps the events of all event files. */
export async function importEvents(run: Run, plans: readonly EventsPlan[]): Promise<void> {
  const known = knownAccounts(run);
  for (const plan of plans) await importFile(run, plan, known);
}

async function importFile(run: Run, plan: EventsPlan, known: ReturnType<typeof knownAccounts>): Promise<void> {
  const { reading, source, table } = plan;
  const keyOf = rowKeys(source);
  const done = doneOf(run, plan);
  let noted = done;
  let last: EventBatch | null = null;
  const note = async ({ until, bytes }: EventBatch): Promise<void> => {
    await step(run, (inside) => run.keep(inside, plan, until, bytes));
    noted = until;
  };
  await inTurn(
    batches(table, { size: BATCH, done }, (row) => eventRow(row, reading)),
    (batch) => {
      // Keys are given before customers are looked up, so that a row keeps its key when its customer appears later.
      const keys = batch.rows.map(({ cells, row }) => row.messageId ?? keyOf(cells));
      if (batch.until <= done) return null;
      return async () => {
        await keepEvents(run, plan, { batch, keys, known });
        last = batch;
        if (batch.until - noted >= NOTED) await note(batch);
      };
    },
  );
  if (last !== null) await note(last);
}

interface Keyed {
  readonly batch: EventBatch;
  readonly keys: readonly string[];
  readonly known: ReturnType<typeof knownAccounts>;
}

async function keepEvents(run: Run, plan: EventsPlan, { batch, keys, known }: Keyed): Promise<void> {
  const { source, reading, tally } = plan;
  tellRefused(batch, tally);
  const owners = await known(batch.rows, reading.bound.fields.account, tally);
  const events: NewEvent[] = [];
  const rows: ReadRow<EventRow>[] = [];
  for (const [index, read] of batch.rows.entries()) {
    const accountId = owners[index] ?? null;
    if (accountId === null) continue;
    const { userId, name, module, client, occurredAt, excluded, properties } = read.row;
    events.push({ source, messageId: keys[index] ?? '', accountId, userId, name, module, client, occurredAt, excluded, properties });
    rows.push(read);
  }
  if (events.length === 0) return;
  const outcomes = await recordEvents(run.ctx, events, run.isDry);
  count(plan, rows, outcomes);
}

function count({ reading, tally }: EventsPlan, rows: readonly ReadRow<EventRow>[], outcomes: readonly Outcome[]): void {
  const counts = { accepted: 0, duplicate: 0, conflict: 0 };
  let flagged = 0;
  const column = reading.bound.fields.messageId;
  for (const [index, { line, row }] of rows.entries()) {
    const outcome = outcomes[index] ?? 'accepted';
    counts[outcome] += 1;
    if (outcome === 'accepted' && row.excluded) flagged += 1;
    if (outcome !== 'conflict') continue;
    const { messageId, properties: _, ...content } = row;
    tally.reject({
      line,
      column: column === undefined || column.index === null ? null : column.column,
      value: messageId,
      reason: `This id was kept with another content before, and facts are never overwritten. This row says: ${cut(JSON.stringify(content))}`,
    });
  }
  tally.imported(counts.accepted);
  tally.duplicate(counts.duplicate);
  tally.flagged(flagged);
}
