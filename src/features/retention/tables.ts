import { doublePrecision, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../kernel/ids.ts';

export const retentionSettings = pgTable('retention_settings', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  margin: doublePrecision('margin').notNull(),
  discount: doublePrecision('discount').notNull(),
  capYears: doublePrecision('cap_years').notNull(),
  leastCustomers: integer('least_customers').notNull(),
});
