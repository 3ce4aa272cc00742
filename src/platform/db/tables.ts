import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/** Which migrations a database has. Made by db/migrate.ts itself, before the first of them. */
export const migrations = pgTable('platform_migrations', {
  name: text('name').primaryKey(),
  checksum: text('checksum').notNull(),
  compatible: boolean('compatible').notNull(),
});

export const outboxEvents = pgTable(
  'outbox_events',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    event: text('event').notNull(),
    payload: jsonb('payload').$type<unknown>().notNull(),
    emittedAt: bigint('emitted_at', { mode: 'number' }).$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const outboxDeliveries = pgTable(
  'outbox_deliveries',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    eventId: text('event_id').notNull(),
    subscriber: text('subscriber').notNull(),
    state: text('state').$type<'due' | 'done' | 'parked'>().notNull(),
    attempts: integer('attempts').notNull(),
    dueAt: bigint('due_at', { mode: 'number' }).$type<Instant>().notNull(),
    doneAt: bigint('done_at', { mode: 'number' }).$type<Instant>(),
    error: text('error'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.eventId, table.subscriber] })],
);
