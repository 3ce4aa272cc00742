import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { type NewEvent, recordEvents } from '../usage/commands.ts';
import { batches } from './batches.ts';
import { SHOWN_CHARACTERS } from './core/cells.ts';
import { type EventRow, eventRow } from './core/event-rows.ts';
import { knownAccounts, type OwnedRow } from './known-accounts.ts';
import type { EventsPlan } from './plan.ts';
import { rowKeys } from './row-keys.ts';

/** Events that share a commit of the event log. */
const BATCH = 5000;

type Outcome = Awaited<ReturnType<typeof recordEvents>>[number];

/** Keeps the events of all event files. */
export async function importEvents(ctx: Ctx, plans: readonly EventsPlan[]): Promise<void> {
  const known = knownAccounts(ctx);
  for (const plan of plans) {
    const { reading, source, table, tally } = plan;
    const keyOf = rowKeys(source);
    for await (const batch of batches(table.rows(), BATCH, (row) => eventRow(row, reading), tally)) {
      // Keys are given before customers are looked up, so that a row keeps its key when its customer appears later.
      const keys = new Map(batch.map(({ line, cells, row }) => [line, row.messageId ?? keyOf(cells)]));
      const rows = await known(batch, reading.bound.fields.account, tally);
      if (rows.length === 0) continue;
      const events = rows.map(({ accountId, line, row }) => eventOf(row, keys.get(line) ?? '', source, accountId));
      const outcomes = await recordEvents(ctx, events);
      for (const [index, read] of rows.entries()) count(plan, read, outcomes[index] ?? 'accepted');
    }
  }
}

function eventOf(row: EventRow, messageId: string, source: string, accountId: AccountId): NewEvent {
  const { userId, name, module, client, occurredAt, excluded, properties } = row;
  return { source, messageId, accountId, userId, name, module, client, occurredAt, excluded, properties };
}

function count({ reading, tally }: EventsPlan, { line, row }: OwnedRow<EventRow>, outcome: Outcome): void {
  if (outcome === 'duplicate') tally.duplicate(1);
  if (outcome === 'accepted') tally.imported(1);
  if (outcome === 'accepted' && row.excluded) tally.flagged(1);
  if (outcome !== 'conflict') return;
  const column = reading.bound.fields.messageId;
  const { messageId, properties: _, ...content } = row;
  tally.reject({
    line,
    column: column === undefined || column.index === null ? null : column.column,
    value: messageId,
    reason: `This id was kept with another content before, and facts are never overwritten. This row says: ${cut(JSON.stringify(content))}`,
  });
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
