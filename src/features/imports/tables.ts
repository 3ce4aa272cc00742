import { bigint, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { ImportReport } from './contract.ts';

export const imports = pgTable(
  'imports',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    source: text('source').notNull(),
    asOf: text('as_of').$type<Day>().notNull(),
    startedAt: bigint('started_at', { mode: 'number' }).$type<Instant>().notNull(),
    /** Null when it was cut short. */
    finishedAt: bigint('finished_at', { mode: 'number' }).$type<Instant>(),
    /** A person's id, `key:<name>`, `operator` or `auto`. */
    by: text('by').notNull(),
    files: jsonb('files').$type<ImportReport['files']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export type ImportRun = typeof imports.$inferSelect;
