import { bigint, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Definition } from './core/definition.ts';

/** By which definition a workspace counts where nobody says another one. */
export const revenueDefaults = pgTable('revenue_defaults', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  definitionId: text('definition_id').notNull(),
});

export const revenueDefinitions = pgTable(
  'revenue_definitions',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    definition: jsonb('definition').$type<Definition>().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).$type<Instant>().notNull(),
    createdBy: text('created_by').notNull(),
    archivedAt: bigint('archived_at', { mode: 'number' }).$type<Instant>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
