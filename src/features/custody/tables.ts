import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

export const custodyErasures = pgTable(
  'custody_erasures',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    kind: text('kind').$type<'customer' | 'end-user'>().notNull(),
    requestedAt: bigint('requested_at', { mode: 'number' }).$type<Instant>().notNull(),
    /** A person's id, `key:<name>`, `operator` or `auto`. */
    requestedBy: text('requested_by').notNull(),
    accountId: text('account_id').$type<AccountId>(),
    users: jsonb('users').$type<readonly string[]>(),
    events: integer('events').notNull(),
    rows: integer('rows').notNull(),
    finishedAt: bigint('finished_at', { mode: 'number' }).$type<Instant>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export type Erasure = typeof custodyErasures.$inferSelect;
