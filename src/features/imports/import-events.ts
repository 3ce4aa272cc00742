import type { AccountId } from '../../kernel/ids.ts';
import { type NewEvent, recordEvents } from '../usage/commands.ts';
import { batches } from './batches.ts';
import { type EventRow, eventRow } from './core/event-rows.ts';
import { cut } from './first-kept.ts';
import { knownAccounts, type OwnedRow } from './known-accounts.ts';
import type { EventsPlan } from './plan.ts';
import { rowKeys } from './row-keys.ts';
import { doneOf, type Run, step } from './run.ts';

/** Events that share a commit of the event log. */
const BATCH = 20_000;

type Outcome = Awaited<ReturnType<typeof recordEvents>>[number];

/** Keeps the events of all event files. */
export async function importEvents(run: Run, plans: readonly EventsPlan[]): Promise<void> {
  const known = knownAccounts(run);
  for (const plan of plans) {
    const { reading, source, table, tally } = plan;
    const keyOf = rowKeys(source);
    const isDone = (until: number): boolean => until <= doneOf(run, plan);
    tally.silence(isDone(1));
    for await (const batch of batches(table, BATCH, (row) => eventRow(row, reading), tally)) {
      // Keys are given before customers are looked up, so that a row keeps its key when its customer appears later.
      const keys = batch.rows.map(({ cells, row }) => row.messageId ?? keyOf(cells));
      if (!isDone(batch.until)) {
        const keyed = batch.rows.map((read, index) => ({
          ...read,
          row: { ...read.row, messageId: keys[index] ?? '', hasId: read.row.messageId !== null },
        }));
        await keepEvents(run, plan, await known(keyed, reading.bound.fields.account, tally));
        await step(run, (inside) => run.keep(inside, plan, batch.until, batch.bytes));
      }
      tally.silence(isDone(batch.until + 1));
    }
  }
}

type KeyedRow = EventRow & { readonly messageId: string; readonly hasId: boolean };

async function keepEvents(run: Run, plan: EventsPlan, rows: readonly OwnedRow<KeyedRow>[]): Promise<void> {
  if (rows.length === 0) return;
  const events = rows.map(({ accountId, row }) => eventOf(row, plan.source, accountId));
  const outcomes = await recordEvents(run.ctx, events, run.isDry);
  for (const [index, read] of rows.entries()) count(plan, read, outcomes[index] ?? 'accepted');
}

function eventOf(
  { userId, messageId, name, module, client, occurredAt, excluded, properties }: KeyedRow,
  source: string,
  accountId: AccountId,
): NewEvent {
  return { source, messageId, accountId, userId, name, module, client, occurredAt, excluded, properties };
}

function count({ reading, tally }: EventsPlan, { line, row }: OwnedRow<KeyedRow>, outcome: Outcome): void {
  if (outcome === 'duplicate') tally.duplicate(1);
  if (outcome === 'accepted') tally.imported(1);
  if (outcome === 'accepted' && row.excluded) tally.flagged(1);
  if (outcome !== 'conflict') return;
  const column = reading.bound.fields.messageId;
  const { messageId, properties: _, hasId, ...content } = row;
  tally.reject({
    line,
    column: column === undefined || column.index === null ? null : column.column,
    value: hasId ? messageId : null,
    reason: `This id was kept with another content before, and facts are never overwritten. This row says: ${cut(JSON.stringify(content))}`,
  });
}
